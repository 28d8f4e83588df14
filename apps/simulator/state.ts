import type { Step } from './simulate.ts';

/** What the metrics of a service say now. */
export interface State {
  /** Takes over what has happened in a tick. */
  readonly take: (steps: readonly Step[]) => void;
  /** The steps of a metric in the last tick. */
  readonly stepsOf: (metric: string) => readonly Step[];
  /** The sum over the series of a gauge; 0 where there are none. */
  readonly sumOf: (metric: string) => number;
  /** The value of the series of a gauge that has a label of this value. */
  readonly valueOf: (metric: string, label: string) => number | undefined;
}

/** Keeps the last tick of a simulation, for whatever answers from it. */
export function createState(): State {
  let latest: readonly Step[] = [];
  const stepsOf = (metric: string) => latest.filter(({ series }) => series.metric.name === metric);
  return {
    take: (steps) => {
      latest = steps;
    },
    stepsOf,
    sumOf: (metric) => stepsOf(metric).reduce((sum, { values: [value = 0] }) => sum + value, 0),
    valueOf: (metric, label) =>
      stepsOf(metric).find(({ series }) => Object.values(series.labels).includes(label))?.values[0],
  };
}
