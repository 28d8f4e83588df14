import { at, items, textOf, texts, type Value } from '../check/yaml-value.ts';
import type { Change, Detail } from './change.ts';
import { pair } from './pair.ts';
import { receiversDiffer } from './receivers.ts';
import { canonical, differByKey, differInNames, differs, lasts, valueText } from './values.ts';

/** A route as it is told: where it stands, which alerts it takes, and whom it tells. */
interface Route {
  /** The matchers from the root to it. */
  readonly name: string;
  readonly matchers: string;
  readonly receiver: string;
  readonly route: Value;
}

const routeKeys = [
  'group_wait',
  'group_interval',
  'repeat_interval',
  'continue',
  'mute_time_intervals',
  'active_time_intervals',
] as const;

/** What differs in who is told of which alert, and when: takes two configurations of Alertmanager. */
export function routingDiffers(before: Value, after: Value): Change[] {
  return [
    ...routeDiffers(root(before), root(after)),
    ...receiversDiffer(items(at(before, 'receivers')), items(at(after, 'receivers'))),
    ...inhibitionsDiffer(items(at(before, 'inhibit_rules')), items(at(after, 'inhibit_rules'))),
    ...muteTimesDiffer(muteTimes(before), muteTimes(after)),
    ...globalDiffers(at(before, 'global'), at(after, 'global')),
  ];
}

function root(config: Value): Route {
  const route = at(config, 'route');
  return { name: 'all alerts that no other route takes', matchers: '', receiver: receiverOf(route, ''), route };
}

function receiverOf(route: Value, inherited: string): string {
  return textOf(at(route, 'receiver')) ?? inherited;
}

/** Matchers in any of the ways in which Alertmanager takes them, in an order of their own. */
function matchersOf(route: Value, keys: { readonly list: string; readonly equal: string; readonly regexp: string }) {
  const pairs = (key: string, operator: string) =>
    Object.entries((at(route, key) ?? {}) as Record<string, Value>).map(
      ([label, value]) => `${label}${operator}"${valueText(value)}"`,
    );
  const all = [...texts(at(route, keys.list)), ...pairs(keys.equal, '='), ...pairs(keys.regexp, '=~')];
  return all.map((matcher) => matcher.replace(/^\s*(\w+)\s*(=~|!~|!=|=)\s*"?(.*?)"?\s*$/s, '$1$2"$3"')).sort();
}

function matchersText(route: Value): string {
  return matchersOf(route, { list: 'matchers', equal: 'match', regexp: 'match_re' }).join(', ');
}

function childrenOf({ name, matchers, receiver, route }: Route): Route[] {
  return items(at(route, 'routes')).map((child) => {
    const own = matchersText(child);
    const path = matchers === '' ? '' : `${name} > `;
    return {
      name: `${path}${own === '' ? 'every alert' : own}`,
      matchers: own === '' ? 'every alert' : own,
      receiver: receiverOf(child, receiver),
      route: child,
    };
  });
}

function routeDiffers(before: Route, after: Route): Change[] {
  const own = routeDetails(before, after);
  const [old, now] = [childrenOf(before), childrenOf(after)];
  const rest = ({ route, receiver }: Route) => canonical({ ...(route as object), matchers: undefined, receiver });
  const { both, added, removed } = pair(old, now, [
    (route) => `${route.matchers} ${rest(route)}`,
    ({ matchers, receiver }) => `${matchers} ${receiver}`,
    ({ matchers }) => matchers,
    // The same in everything but the alerts that it takes.
    rest,
  ]);
  const order = orderDetails(old, now, both);
  return [
    ...changed(after, [...own, ...order]),
    ...added.map((route) => come(route, 'added')),
    ...removed.map((route) => come(route, 'removed')),
    ...both.flatMap(([a, b]) => routeDiffers(a, b)),
  ];
}

function changed({ name }: Route, details: readonly Detail[]): Change[] {
  return details.length > 0 ? [{ subject: 'routing', thing: 'route', name, sign: 'changed', details }] : [];
}

function come({ name, receiver, route }: Route, sign: 'added' | 'removed'): Change {
  const inner = items(at(route, 'routes')).length;
  const within = inner > 0 ? [`${inner} ${inner === 1 ? 'route' : 'routes'} below it`] : [];
  const settings = routeKeys.flatMap((key) => {
    const text = valueText(at(route, key));
    return text === undefined ? [] : [`${key} ${text}`];
  });
  const about = [`tells ${receiver}`, ...settings, ...within].join(', ');
  return { subject: 'routing', thing: 'route', name, sign, about, details: [] };
}

function routeDetails(before: Route, after: Route): Detail[] {
  const [a, b] = [before.route, after.route];
  return [
    ...differs('alerts', before.matchers, after.matchers),
    ...differs('tells', before.receiver, after.receiver),
    ...differs('group_by', groupBy(a), groupBy(b)),
    ...routeKeys.flatMap((key) => lasts(key, listText(at(a, key)), listText(at(b, key)))),
  ];
}

function groupBy(route: Value): string | undefined {
  return listText(at(route, 'group_by'));
}

function listText(value: Value): string | undefined {
  return Array.isArray(value) ? texts(value).join(', ') : valueText(value);
}

/** The first route that matches is taken, so the order of those that stayed says something. */
function orderDetails(
  before: readonly Route[],
  after: readonly Route[],
  both: readonly (readonly [Route, Route])[],
): Detail[] {
  const places = both.map(([old]) => before.indexOf(old));
  if (places.every((place, index) => index === 0 || place > (places[index - 1] ?? 0))) return [];
  const text = (routes: readonly Route[]) => routes.map(({ matchers }) => matchers).join('; ');
  return [{ what: 'order of the routes below', before: text(before), after: text(after) }];
}

/** An inhibition in words: what mutes what. */
function inhibitionName(rule: Value): string {
  const side = (name: 'source' | 'target') =>
    matchersOf(rule, { list: `${name}_matchers`, equal: `${name}_match`, regexp: `${name}_match_re` }).join(', ');
  return `${side('source')} mutes ${side('target')}`;
}

function equalText(rule: Value): string {
  const labels = texts(at(rule, 'equal'));
  return labels.length > 0 ? [...labels].sort().join(', ') : 'nothing';
}

function inhibitionsDiffer(before: readonly Value[], after: readonly Value[]): Change[] {
  const { both, added, removed } = pair(before, after, [
    (rule) => `${inhibitionName(rule)} ${equalText(rule)}`,
    inhibitionName,
  ]);
  const change = (rule: Value, sign: Change['sign'], details: readonly Detail[]): Change => ({
    subject: 'routing',
    thing: 'inhibition',
    name: inhibitionName(rule),
    sign,
    ...(sign !== 'changed' && { about: `where they agree in ${equalText(rule)}` }),
    details,
  });
  return [
    ...added.map((rule) => change(rule, 'added', [])),
    ...removed.map((rule) => change(rule, 'removed', [])),
    ...both.flatMap(([a, b]) => {
      const details = differInNames('label that has to agree', texts(at(a, 'equal')), texts(at(b, 'equal')));
      return details.length > 0 ? [change(b, 'changed', details)] : [];
    }),
  ];
}

/** Mute times by name; older configurations have them under another key. */
function muteTimes(config: Value): readonly Value[] {
  return [...items(at(config, 'time_intervals')), ...items(at(config, 'mute_time_intervals'))];
}

function muteTimesDiffer(before: readonly Value[], after: readonly Value[]): Change[] {
  const { both, added, removed } = pair(before, after, [(time) => textOf(at(time, 'name')) ?? '']);
  const change = (time: Value, sign: Change['sign']): Change => {
    return { subject: 'routing', thing: 'mute time', name: textOf(at(time, 'name')) ?? '', sign, details: [] };
  };
  return [
    ...added.map((time) => ({ ...change(time, 'added'), about: whenText(time) })),
    ...removed.map((time) => ({ ...change(time, 'removed'), about: whenText(time) })),
    ...both.flatMap(([a, b]) => {
      const details = differs('when', whenText(a), whenText(b));
      return details.length > 0 ? [{ ...change(b, 'changed'), details }] : [];
    }),
  ];
}

/** `22:00 to 24:00, saturday, sunday (Europe/Berlin); or …` */
function whenText(time: Value): string {
  const parts = items(at(time, 'time_intervals')).map((part) => {
    const hours = items(at(part, 'times')).map(
      (range) => `${valueText(at(range, 'start_time'))} to ${valueText(at(range, 'end_time'))}`,
    );
    const days = ['weekdays', 'days_of_month', 'months', 'years'].flatMap((key) => listText(at(part, key)) ?? []);
    const zone = textOf(at(part, 'location'));
    const said = [...hours, ...days].join(', ') || 'always';
    return zone === undefined ? said : `${said} (${zone})`;
  });
  return parts.join('; or ');
}

function globalDiffers(before: Value, after: Value): Change[] {
  const details = differByKey('', before, after);
  return details.length > 0
    ? [{ subject: 'routing', thing: 'server', name: 'Alertmanager', sign: 'changed', details }]
    : [];
}
