import { notNegative, one } from './bounds.ts';
import type { Catalog, LabelFacts, Series } from './catalog.ts';
import { constantLabel, type LabelSet } from './labels.ts';
import { unknownShape } from './make.ts';
import type { Shape } from './shape.ts';
import { instant, plain } from './units.ts';

/** A catalog of these series. `closed`: there are no others. */
export function catalogOf(series: Iterable<Series>, closed: boolean): Catalog {
  const byName = new Map<string, Series[]>();
  for (const one of series) {
    const known = byName.get(one.name);
    if (known === undefined) byName.set(one.name, [one]);
    else known.push(one);
  }
  let names: readonly string[] | undefined;
  return {
    find: (name) => byName.get(name) ?? [],
    get names() {
      names ??= [...byName.keys()].sort();
      return names;
    },
    closed,
  };
}

/** A recording rule, as far as it says what its series are. */
export interface Recording {
  readonly name: string;
  /** What its expression returns; left out where nobody knows. */
  readonly shape: Shape | undefined;
  /** Those that the rule itself sets. */
  readonly labels: Readonly<Record<string, string>>;
  readonly group: string;
  /** How often its group is evaluated, in seconds. */
  readonly interval: number;
}

/** The series that a recording rule makes of what its expression returns. */
export function recordedSeries({ name, shape = unknownShape('vector'), labels, group, interval }: Recording): Series {
  const own = withLabels(shape, labels);
  const buckets = shape.kind === 'bucket' ? own.get('le')?.values : undefined;
  return {
    name,
    kind: shape.kind,
    aggregated: shape.aggregated,
    // Of milliseconds and percentages a series cannot tell.
    unit: shape.scale === 1 ? shape.unit : undefined,
    observes: shape.observes,
    bounds: shape.bounds,
    nan: shape.nan,
    labels: own,
    closed: shape.closed,
    key: keyUnder(shape, labels, own),
    ...(buckets === undefined ? {} : { buckets: [...buckets] }),
    source: { kind: 'rule', group, interval },
  };
}

/** An alert, as far as it says what `ALERTS` has of it. */
export interface Alerting {
  readonly name: string;
  /** What its expression returns; left out where nobody knows. */
  readonly shape?: Shape | undefined;
  /** Those that the alert itself sets; a template among them may give any text. */
  readonly labels?: Readonly<Record<string, string>>;
  /** How often its group is evaluated, in seconds. */
  readonly interval: number;
}

/** `ALERTS` and `ALERTS_FOR_STATE`, which Prometheus makes of an alert while it is pending or firing. */
export function alertSeries({
  name,
  shape = unknownShape('vector'),
  labels = {},
  interval,
}: Alerting): readonly Series[] {
  const own = withLabels(shape, labels).set('alertname', constantLabel(name));
  const state: LabelFacts = { always: true, values: new Set(['pending', 'firing']) };
  const both = {
    kind: 'gauge',
    closed: shape.closed,
    key: keyUnder(shape, labels, own),
    source: { kind: 'prometheus', interval },
  } as const;
  return [
    { ...both, name: 'ALERTS', unit: plain, bounds: one, labels: new Map(own).set('alertstate', state) },
    { ...both, name: 'ALERTS_FOR_STATE', unit: instant, bounds: notNegative, labels: own },
  ];
}

/** Labels that a rule sets tell nothing apart. Of a key that nobody knows, all labels are one. */
function keyUnder(shape: Shape, labels: Readonly<Record<string, string>>, own: LabelSet['labels']): readonly string[] {
  const key = shape.key ?? [...own.keys()];
  return key.filter((label) => label !== '__name__' && label !== 'alertname' && labels[label] === undefined);
}

/** The labels of a rule are set over those of its result; an empty one takes the label away. */
function withLabels({ labels }: Shape, own: Readonly<Record<string, string>>): Map<string, LabelFacts> {
  const all = new Map(labels);
  for (const [name, value] of Object.entries(own)) {
    if (value === '') all.delete(name);
    else all.set(name, value.includes('{{') ? { always: false } : constantLabel(value));
  }
  return all;
}
