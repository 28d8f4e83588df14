import type { RecordingScenario } from '../../stacks/model/index.ts';
import { phases } from '../scenarios/phases.ts';
import { series } from '../scenarios/series.ts';
import { level } from '../scenarios/signal.ts';
import type { Anomaly } from './definition.ts';

/** Unit tests of a level that counts as zero where it is gone: where there usually is one, and only there. */
export function goneScenarios(
  name: string,
  { labels, minimum }: Pick<Anomaly, 'labels' | 'minimum'>,
): RecordingScenario[] {
  const scenario = (title: string, expected: number, samples: RecordingScenario['samples']): RecordingScenario => ({
    ...{ title, at: '8m', samples },
    series: phases([
      {
        lasts: '8m',
        series: {
          [series('anomaly:expected', { anomaly: name, ...labels })]: level(expected),
          [series('anomaly:expected', { anomaly: 'another', ...labels })]: level(minimum),
        },
      },
    ]),
  });
  return [
    scenario('is zero where it is gone', minimum, [{ labels, value: 0 }]),
    scenario('is nothing where there never is any', 0, []),
  ];
}
