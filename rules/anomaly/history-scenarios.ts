import { type Duration, type Labels, type RecordingScenario, seconds } from '../../stacks/model/index.ts';
import { phases } from '../scenarios/phases.ts';
import { series } from '../scenarios/series.ts';
import { leastSamples } from './bands.ts';
import { type Anomaly, anomalyInterval } from './definition.ts';

/** A level over time, in minutes. */
type History = (minute: number) => number;

/** What follows from a history at a time: the mean and the deviation of the past that counts. */
interface Past {
  readonly title: string;
  readonly level: History;
  readonly at: number;
  readonly center: number;
  readonly deviation: number;
}

/** Unit tests of what is known of the past, from levels whose mean and deviation are known. */
export function historyScenarios(
  name: string,
  definition: Pick<Anomaly, 'labels' | 'minimum' | 'past' | 'deviations'>,
) {
  const { labels, minimum, past, deviations = 3 } = definition;
  const usual = minimum * 10;
  const pasts = past === 'day' ? ofTheDay(usual) : ofTheSeason(usual, deviations);
  const scenarios = (value: (past: Past) => number): RecordingScenario[] =>
    pasts.map((each) => ({
      title: each.title,
      step: anomalyInterval,
      at: at(each.at),
      precision: 1e-9,
      series: input(name, labels, each),
      samples: [{ labels, value: value(each) }],
    }));
  return {
    expected: [...scenarios(({ center }) => center), ...(past === 'day' ? learning(name, labels, usual) : [])],
    deviation: scenarios(({ deviation }) => deviation),
  };
}

function input(name: string, labels: Labels, { level, at: length }: Pick<Past, 'level' | 'at'>) {
  const of = (anomaly: string, factor: number) => ({
    [series('anomaly:level', { anomaly, ...labels })]: ({ time }: { readonly time: number }) =>
      level(time / 60) * factor,
  });
  return phases([{ lasts: at(length), series: { ...of(name, 1), ...of('another', 2) } }], anomalyInterval);
}

function at(minutes: number): Duration {
  return `${minutes}m`;
}

/** The samples of a history after one minute and up to another. */
function between(level: History, after: number, until: number): number[] {
  const times: number[] = [];
  for (let time = step * Math.floor(after / step + 1); time <= until; time += step) times.push(time);
  return times.map(level);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The standard deviation of a whole population, as `stddev_over_time` computes it. */
function deviationOf(values: readonly number[]): number {
  const center = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - center) ** 2)));
}

const hour = 60;
const step = seconds(anomalyInterval) / 60;

function ofTheDay(usual: number): Past[] {
  const now = 30 * hour;
  // What is older than a day, and what is of this hour, is quite different.
  const level: History = (minute) => {
    if (minute <= now - 25 * hour) return usual * 4;
    if (minute > now - hour) return usual * 9;
    return minute <= now - 13 * hour ? usual * 0.8 : usual * 1.1;
  };
  const values = between(level, now - 25 * hour, now - hour);
  return [{ title: 'follows the day before', level, at: now, center: mean(values), deviation: deviationOf(values) }];
}

/** Of less than half a day nothing is expected. */
function learning(name: string, labels: Labels, usual: number): RecordingScenario[] {
  const scenario = (title: string, samples: number, expected: RecordingScenario['samples']): RecordingScenario => {
    const length = samples * step + hour;
    return {
      ...{ title, step: anomalyInterval, at: at(length), samples: expected },
      series: input(name, labels, { level: () => usual, at: length }),
    };
  };
  return [
    scenario('says nothing of less than half a day', leastSamples - 4, []),
    scenario('begins with half a day', leastSamples + 4, [{ labels, value: usual }]),
  ];
}

function ofTheSeason(usual: number, deviations: number): Past[] {
  const week = 7 * 24 * hour + 2 * hour;
  const past = (title: string, level: History, now: number): Past => {
    const around = (days: number): number[] =>
      between(level, now - days * 24 * hour - hour / 2, now - days * 24 * hour + hour / 2);
    const day = around(1);
    if (now < week) return { title, level, at: now, center: mean(day), deviation: deviationOf(day) };
    const [a, b] = [day, around(7)];
    const deviation = Math.max(deviationOf(a), deviationOf(b)) + Math.abs(mean(a) - mean(b)) / (2 * deviations);
    return { title, level, at: now, center: (mean(a) + mean(b)) / 2, deviation };
  };
  /** An hour around each centre that goes up and down by so much, and something quite different at other times. */
  const hours =
    (...all: readonly (readonly [center: number, level: number, swing: number])[]): History =>
    (minute) => {
      const found = all.find(([center]) => minute > center - hour / 2 && minute <= center + hour / 2);
      if (found === undefined) return usual * 7;
      return found[1] + (minute <= found[0] ? -found[2] : found[2]);
    };
  const [yesterday, lastWeek] = [week - 24 * hour, 2 * hour];
  const [small, large] = [usual / 10, usual / 5];
  return [
    past('follows the same hour of the day before', hours([2 * hour, usual, small]), 26 * hour),
    past('knows the week before', hours([yesterday, usual, small], [lastWeek, usual * 1.3, large]), week),
    past('bears as much as the worse of both', hours([yesterday, usual * 1.3, large], [lastWeek, usual, small]), week),
  ];
}
