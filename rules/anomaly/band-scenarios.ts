import type { RecordingScenario } from '../../stacks/model/index.ts';
import { phases } from '../scenarios/phases.ts';
import { series } from '../scenarios/series.ts';
import { level } from '../scenarios/signal.ts';
import { type Anomaly, anomalyInterval } from './definition.ts';

/** Unit tests of the band of an anomaly: as wide as the margin of an even past, and as the deviations of an uneven one. */
export function bandScenarios(
  name: string,
  { labels, minimum, deviations = 3, margin = 0.5 }: Pick<Anomaly, 'labels' | 'minimum' | 'deviations' | 'margin'>,
) {
  const usual = minimum * 10;
  const scenario = (title: string, deviation: number, sign: number): RecordingScenario => {
    const of = (rule: string, anomaly: string, value: number) => ({
      [series(rule, { anomaly, ...labels })]: level(value),
    });
    const width = Math.max(deviations * deviation, margin * usual);
    return {
      title,
      at: anomalyInterval,
      precision: 1e-9,
      series: phases([
        {
          lasts: anomalyInterval,
          series: {
            ...of('anomaly:expected', name, usual),
            ...of('anomaly:deviation', name, deviation),
            ...of('anomaly:expected', 'another', usual * 3),
            ...of('anomaly:deviation', 'another', usual),
          },
        },
      ]),
      samples: [{ labels, value: usual + sign * width }],
    };
  };
  const even = (sign: number) =>
    scenario('is as wide as the margin of an even past', (margin * usual * 0.95) / deviations, sign);
  const uneven = (sign: number) => scenario('is as wide as an uneven past', (margin * usual * 1.05) / deviations, sign);
  return { upper: [even(1), uneven(1)], lower: [even(-1), uneven(-1)] };
}
