import type { Conditions } from '../conditions.ts';

/** A series of the history. */
export interface DeclaredSeries {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  /** `rate`: a counter, of which this is the increase per second. */
  readonly kind: 'value' | 'rate';
  readonly of: Measured;
  /** Minutes between two samples; 1 if left out. */
  readonly every?: number;
}

/** What is measured under these conditions; `undefined`: there is no sample. */
export type Measured = (now: Conditions) => number | undefined;

/** Labels of a series. */
export type Labels = DeclaredSeries['labels'];

/** A gauge. */
export function value(name: string, labels: Labels, of: Measured): DeclaredSeries {
  return { name, labels, kind: 'value', of };
}

/** A counter that grows by so much per second. */
export function rate(name: string, labels: Labels, of: Measured): DeclaredSeries {
  return { name, labels, kind: 'rate', of };
}

/** Everything that a histogram exposes: `below` says which share of the observations is within each bound. */
export function observed(
  name: string,
  labels: Labels,
  perSecond: Measured,
  below: readonly (readonly [le: string, share: Measured])[],
  mean: number,
): DeclaredSeries[] {
  const part = (share: Measured): Measured => {
    return (now) => {
      const all = perSecond(now);
      return all === undefined ? undefined : all * (share(now) ?? 0);
    };
  };
  return [
    ...below.map(([le, share]) => rate(`${name}_bucket`, { ...labels, le }, part(share))),
    rate(`${name}_bucket`, { ...labels, le: '+Inf' }, perSecond),
    rate(`${name}_count`, labels, perSecond),
    rate(
      `${name}_sum`,
      labels,
      part(() => mean),
    ),
  ];
}

/** The same with a sample every other minute: enough for rates over five. */
export function seldom(all: readonly DeclaredSeries[]): DeclaredSeries[] {
  return all.map((series) => ({ ...series, every: 2 }));
}
