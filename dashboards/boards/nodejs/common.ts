import { isOneOf } from '../../../promql/index.ts';
import { chosen } from '../../parts/variables.ts';

/** The processes that are chosen. */
export const processes = chosen('job', 'instance');

/**
 * The same among these jobs alone: for metrics that every program exposes under the same name, because all services chosen would mean all
 * programs.
 */
export function processesOf(jobs: readonly string[]): string {
  return `${isOneOf('job', jobs)}, ${processes}`;
}

/** What the graphs about processes have in common. */
export const graph = { kind: 'timeseries', min: 0, noValue: 'No process was measured in this range.' } as const;
/** One number about all processes that are chosen. */
export const number = { kind: 'stat', min: 0, noValue: 'NO DATA: no process' } as const;
