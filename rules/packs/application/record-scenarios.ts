import { type Duration, type RecordingScenario, seconds } from '../../../stacks/model/index.ts';
import { countingIn, type Part } from '../../scenarios/parts.ts';
import { phases } from '../../scenarios/phases.ts';
import { series } from '../../scenarios/series.ts';
import type { Signals } from '../../scenarios/signal.ts';
import { stranger } from './http.ts';
import type { Counted } from './records.ts';

/** A rate that is not the same over any other window, of two instances of one service and one of another. */
export function rateScenario({ jobs, counter, labels, beside }: Counted, window: Duration): RecordingScenario {
  const [job = ''] = jobs;
  const length = seconds(window);
  const step = Math.max(1, Math.floor(Math.min(60, length / 5)));
  const end = Math.ceil((3 * length) / 60) * 60;
  const parts = (times: number): Part[] => [
    [`${end - length}s`, 7 * times],
    [`${end - length / 2}s`, times],
    [`${end}s`, 3 * times],
  ];
  const count = (time: number) => countingIn(...parts(1))({ time, start: 0, elapsed: time, base: 0 }) ?? Number.NaN;
  // The first sample that is younger than the window.
  const first = (Math.floor((end - length) / step) + 1) * step;
  const rate = (count(end) - count(first)) / (end - first);
  const of = (service: string, instance: string, times: number): Signals => ({
    [series(counter.text, { job, service, instance, ...labels })]: countingIn(...parts(times)),
    ...(beside && { [series(counter.text, { job, service, instance, ...beside })]: countingIn(...parts(10 * times)) }),
  });
  const kept = 'le' in labels ? { le: labels.le } : {};
  return {
    title: 'adds up what the instances of each service have counted in the window',
    step: `${step}s`,
    series: phases(
      [
        {
          lasts: `${end}s`,
          series: {
            ...of('api', 'api-1:8000', 1),
            ...of('api', 'api-2:8000', 2),
            ...of('web', 'web:8001', 5),
            [series(counter.text, { ...stranger, ...labels })]: countingIn(...parts(100)),
          },
        },
      ],
      `${step}s`,
    ),
    at: `${end}s`,
    precision: 1e-9,
    samples: [
      { labels: { job, service: 'api', ...kept }, value: 3 * rate },
      { labels: { job, service: 'web', ...kept }, value: 5 * rate },
    ],
  };
}
