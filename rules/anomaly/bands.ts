import { type Expression, promql } from '../../promql/index.ts';
import type { Anomaly } from './definition.ts';

/** The recorded series of an anomaly as they are selected. */
export function recorded(rule: string, name: string): Expression {
  return promql`${rule}{anomaly="${name}"}`;
}

/** Half a day of samples, at one each four minutes. */
export const leastSamples = 180;

/**
 * What the past lets expect, and how far from it the past itself went. Of the day: mean and deviation of the day before the last
 * hour, once half a day is known. Of the season: the hour around the same time of the day before, and of the week before where that
 * is known; where these two differ, all between them is usual.
 */
export function history(name: string, { past, deviations = 3 }: Pick<Anomaly, 'past' | 'deviations'>) {
  const level = recorded('anomaly:level', name);
  if (past === 'day') {
    const before = promql`${level}[1d] offset 1h`;
    return {
      expected: promql`avg_over_time(${before}) and count_over_time(${before}) >= ${leastSamples}`,
      deviation: promql`stddev_over_time(${before})`,
    };
  }
  // An hour with the same time of day in its middle.
  const day = promql`${level}[1h] offset 1410m`;
  const week = promql`${level}[1h] offset 10050m`;
  const [dayMean, weekMean] = [promql`avg_over_time(${day})`, promql`avg_over_time(${week})`];
  const [daySpread, weekSpread] = [promql`stddev_over_time(${day})`, promql`stddev_over_time(${week})`];
  return {
    expected: promql`(${dayMean} + ${weekMean}) / 2 or ${dayMean}`,
    deviation: promql`((${daySpread} > ${weekSpread}) or ${weekSpread}) + abs(${dayMean} - ${weekMean}) / ${2 * deviations} or ${daySpread}`,
  };
}

/** The band: as wide as so many deviations, and at least the margin. */
export function band(name: string, { deviations = 3, margin = 0.5 }: Pick<Anomaly, 'deviations' | 'margin'>) {
  const middle = recorded('anomaly:expected', name);
  const share = promql`${margin} * abs(${middle})`;
  const wide = promql`${deviations} * ${recorded('anomaly:deviation', name)}`;
  const width = promql`((${wide} > ${share}) or ${share})`;
  return { upper: promql`${middle} + ${width}`, lower: promql`${middle} - ${width}` };
}
