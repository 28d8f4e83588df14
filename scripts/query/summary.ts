import type { Plan } from '../../stacks/model/index.ts';
import type { Ask } from '../verify/ask.ts';
import { range } from './ask.ts';
import { readingsOf } from './readings.ts';
import { type Statistics, statisticsOf } from './statistics.ts';
import { nameOf } from './status.ts';

/** What was read of one series in the time that was asked about. */
export interface Summarised extends Statistics {
  readonly board: string;
  readonly panel: string;
  readonly series: string;
  readonly unit: string;
}

/** The time that is asked about: hours until now. Times as ISO 8601. */
export interface Summary {
  readonly hours: number;
  readonly from: string;
  readonly to: string;
  /** Seconds between two values. */
  readonly step: number;
  readonly values: readonly Summarised[];
  /** Panels of which nothing is known for that time. */
  readonly empty: readonly string[];
}

/** As many values as tell enough of any time, and are quickly asked. */
const most = 240;
/** Nothing is read more often. Seconds. */
const shortestStep = 15;

/** Asks Prometheus what the values of a stack were in the last hours. Throws a `NarthexError` (NX703) where it does not answer. */
export async function querySummary(plan: Plan, ask: Ask, hours: number, now = Date.now()): Promise<Summary> {
  const to = Math.floor(now / 1000);
  const from = to - hours * 3600;
  const step = Math.max(shortestStep, Math.ceil((to - from) / most));
  const values: Summarised[] = [];
  const empty: string[] = [];
  for (const { board, panel, unit, queries } of readingsOf(plan)) {
    const answers = await Promise.all(queries.map(({ expr }) => range(ask, expr, { from, to, step })));
    const found = answers.flatMap((series, index) =>
      series.flatMap(({ metric, values: samples }): Summarised[] => {
        const statistics = statisticsOf(samples.map(([, value]) => value));
        return statistics === undefined
          ? []
          : [{ board, panel, series: nameOf(metric, queries[index]), unit, ...statistics }];
      }),
    );
    values.push(...found);
    if (found.length === 0) empty.push(`${board} / ${panel}`);
  }
  const iso = (seconds: number) => new Date(seconds * 1000).toISOString();
  return { hours, from: iso(from), to: iso(to), step, values, empty };
}
