import { at, entries, items, textOf, type Value } from '../check/yaml-value.ts';
import type { Change, Detail } from './change.ts';
import { pair } from './pair.ts';
import { canonical, differByKey, valueText } from './values.ts';

/** One way in which a receiver is told. */
interface Channel {
  /** `slack #shop-alerts` */
  readonly name: string;
  readonly kind: string;
  readonly settings: Value;
}

/** What says where a message goes, the first that is there; other settings say how. */
const addresses = ['channel', 'to', 'room', 'chat_id', 'url', 'url_file', 'webhook_url', 'webhook_url_file', 'api_url'];

/** What differs in the receivers: how somebody is told. */
export function receiversDiffer(before: readonly Value[], after: readonly Value[]): Change[] {
  const { both, added, removed } = pair(before, after, [receiverName]);
  const change = (receiver: Value, sign: Change['sign']): Change => {
    return { subject: 'routing', thing: 'receiver', name: receiverName(receiver), sign, details: [] };
  };
  return [
    ...added.map((receiver) => ({ ...change(receiver, 'added'), about: channelNames(receiver) })),
    ...removed.map((receiver) => ({ ...change(receiver, 'removed'), about: channelNames(receiver) })),
    ...both.flatMap(([a, b]) => {
      const details = channelDetails(channelsOf(a), channelsOf(b));
      return details.length > 0 ? [{ ...change(b, 'changed'), details }] : [];
    }),
  ];
}

function receiverName(receiver: Value): string {
  return textOf(at(receiver, 'name')) ?? '';
}

function channelNames(receiver: Value): string {
  const names = channelsOf(receiver).map(({ name }) => name);
  return names.length > 0 ? names.join(', ') : 'tells nobody';
}

function channelsOf(receiver: Value): Channel[] {
  return entries(receiver).flatMap(([key, list]) => {
    const kind = /^(\w+)_configs$/.exec(key)?.[1];
    if (kind === undefined) return [];
    return items(list).map((settings) => {
      const address = addresses.map((each) => valueText(at(settings, each))).find((each) => each !== undefined);
      return { name: address === undefined ? kind : `${kind} ${address}`, kind, settings };
    });
  });
}

function channelDetails(before: readonly Channel[], after: readonly Channel[]): Detail[] {
  const { both, added, removed } = pair(before, after, [
    ({ kind, settings }) => `${kind} ${canonical(settings)}`,
    ({ name }) => name,
    ({ kind }) => kind,
  ]);
  return [
    ...added.map(({ name }) => ({ what: 'told by', after: name })),
    ...removed.map(({ name }) => ({ what: 'told by', before: name })),
    ...both.flatMap(([a, b]) => differByKey(`${b.name}: `, a.settings, b.settings)),
  ];
}
