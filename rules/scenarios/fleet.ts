import { series } from './series.ts';
import type { Signal, Signals } from './signal.ts';

/** So many replicas that the shares next to a half are within a tenth of it. */
export const fleetSize = 11;

/** What a metric of each replica of a job does, of which a share is bad, and that of another job, which is bad as well. */
export function fleet(
  job: string,
  metric: { readonly name: string },
  share: number,
  bad: Signal,
  good: Signal,
): Signals {
  const count = Math.round(share * fleetSize);
  const instances = Array.from({ length: fleetSize }, (_, index) => ({ job, instance: `${job}-${index}:80` }));
  return Object.fromEntries([
    ...instances.map((labels, index): [string, Signal] => [series(metric, labels), index < count ? bad : good]),
    [series(metric, { job: 'another', instance: 'another:80' }), bad],
  ]);
}

/** When a process was started that is started every so many minutes. */
export function startedEvery(minutes: number): Signal {
  return ({ time }) => Math.floor(time / (60 * minutes)) * 60 * minutes;
}
