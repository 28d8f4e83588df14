import { UNITS, type Unit } from '@narthex/instrumentation';
import type { LabelFacts, MetricFacts } from './facts.ts';

/** What a catalog says of one label. */
export type DescribedLabel = readonly string[] | { readonly typically?: number; readonly sometimes?: true };

/** What a catalog says of one metric, and what a person has to look at. */
export interface DescribedMetric {
  readonly key: string;
  readonly name: string;
  readonly type: MetricFacts['type'];
  readonly help: string;
  readonly unit?: Unit;
  readonly labels: readonly (readonly [string, DescribedLabel])[];
  readonly range?: readonly [number, number];
  readonly info?: true;
  readonly steps: readonly number[];
  /** Questions to a person, in the words of a comment. */
  readonly review: readonly string[];
}

/** Points in time lie above this: September 2001. Spans of time do not, in seconds. */
const since2001 = 1e9;
const millisecondsOf2001 = 1e12;

/** What an application's author would say of a metric, as far as an exposition shows it. `key` is its name in the catalog. */
export function describeMetric(facts: MetricFacts, key: string): DescribedMetric {
  const { name, type, states } = facts;
  const info = isInfo(facts);
  const unit = unitOf(facts);
  const range: readonly [number, number] | undefined = states === undefined ? undefined : [0, 1];
  return {
    ...{ key, name, type },
    help: facts.help.trim() === '' ? name : facts.help.trim(),
    ...(unit && { unit }),
    labels: facts.labels.map((label) => [label.name, describedLabel(label, facts)] as const),
    ...(range && { range }),
    ...(info && { info: true as const }),
    steps: facts.steps,
    review: questions(facts, { info, unit }),
  };
}

function isInfo({ name, type, constantOne }: MetricFacts): boolean {
  return type === 'gauge' && name.endsWith('_info') && constantOne;
}

/** From `# UNIT`, else from the ending of the name. A point in time shows by its values. */
export function unitOf({ name, unit, bounds, type }: MetricFacts): Unit | undefined {
  const stem = name.replace(/_total$/, '');
  const word = unit === '' ? stem.slice(stem.lastIndexOf('_') + 1) : unit;
  const found = baseUnits.find((each) => each === word);
  // A ratio lies between 0 and 1; what is more than that is called so by others.
  const known = found === 'ratio' && bounds !== undefined && (bounds[0] < 0 || bounds[1] > 1) ? undefined : found;
  if (type !== 'gauge' || (known !== undefined && known !== 'seconds')) return known;
  if (stem.endsWith('_timestamp_seconds')) return 'timestamp';
  // Zero stands for never.
  const [least, most] = bounds ?? [0, 0];
  const inSeconds = most > since2001 && most < millisecondsOf2001 && (least > since2001 || least === 0);
  return inSeconds && /(_time_seconds|_created|_timestamp)$/.test(stem) ? 'timestamp' : known;
}

const baseUnits = UNITS.filter((unit) => unit !== 'timestamp');

const words = /^[A-Za-z][A-Za-z_ -]{0,23}$/;
/** Labels that name a thing of the place where the program runs, however few there are. */
const names =
  /(^|_)(name|id|instance|device|path|mountpoint|host|hostname|address|addr|ip|image|version|revision|branch|goversion|goarch|goos|container|pod|namespace|node|cluster|database|datname|user|usename|table|schema|role|queue|topic|url|target|server|file|key)$/;

/** Whether the values look like a list that the program fixes: two to eight short words, and not the names of things. */
function looksFixed({ name, values }: LabelFacts): boolean {
  return values.length >= 2 && values.length <= 8 && values.every((value) => words.test(value)) && !names.test(name);
}

function describedLabel(label: LabelFacts, { states }: MetricFacts): DescribedLabel {
  if (label.always && (label.name === states || looksFixed(label))) return label.values;
  return { typically: Math.max(1, label.perTarget), ...(!label.always && { sometimes: true as const }) };
}

function questions(facts: MetricFacts, known: { readonly info: boolean; readonly unit: Unit | undefined }): string[] {
  const { labels, states, key, typed, type, help, steps } = facts;
  const fixed = labels.filter((label) => label.always && label.name !== states && looksFixed(label));
  const quoted = (list: readonly string[]) => list.map((each) => `'${each}'`).join(', ');
  return [
    ...(typed ? [] : ['the program does not say its type; is it a gauge?']),
    ...(fixed.length > 0 ? [`is the list of values complete? ${fixed.map(({ name }) => name).join(', ')}`] : []),
    ...(key &&
    (known.info ? labels.length > 0 : labels.some(({ name, perTarget }) => perTarget > 1 && !key.includes(name)))
      ? [`which labels are the key? Here key: [${quoted(key)}] tells its series apart`]
      : []),
    ...(type === 'gauge' &&
    typed &&
    !known.info &&
    states === undefined &&
    known.unit === undefined &&
    mayBeYesOrNo(facts)
      ? ['is it yes or no? Then add range: [0, 1]']
      : []),
    ...(isUnitUnknown(facts, known) ? ['unit unknown'] : []),
    ...(type === 'histogram' && steps.length === 0 ? ['no bucket but +Inf was seen'] : []),
    ...(help.trim() === '' ? ['the program gives no help text'] : []),
  ];
}

const yesOrNo =
  /(^|_)(up|is|has|can|enabled|success|successful|succeeded|ready|healthy|running|active|status|error|failed|readonly)(_|$)/;

/** Both were seen, or one of them and a name that asks. A count that happens to be 0 is none of these. */
function mayBeYesOrNo({ name, binary, bounds }: MetricFacts): boolean {
  return binary && (yesOrNo.test(name) || bounds?.[0] !== bounds?.[1]);
}

const otherUnits =
  /_(sec|ms|us|ns|ratio|milliseconds|microseconds|nanoseconds|minutes|hours|days|kb|mb|gb|kilobytes|megabytes|percent|time|duration|size|age|hertz|bits|watts|rpm)(_total)?$/;

/** A name that speaks of a unit, and it is none of the base units. */
function isUnitUnknown({ name }: MetricFacts, { unit }: { readonly unit: Unit | undefined }): boolean {
  return unit === undefined && otherUnits.test(name);
}
