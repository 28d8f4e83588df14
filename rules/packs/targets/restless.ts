import { isOneOf, promql } from '../../../promql/index.ts';
import { prometheusMetrics, scrape } from '../../../servers/index.ts';
import { type AlertDefinition, type AlertNumbers, seconds, sum } from '../../../stacks/model/index.ts';
import { alert } from '../../alert.ts';
import type { ScrapedJob } from '../../jobs.ts';
import { series } from '../../scenarios/series.ts';
import { level, type Signal } from '../../scenarios/signal.ts';
import { type Story, scenarios } from '../../scenarios/standard.ts';

const step = '15s';

/** Changes with each of the first samples, so often, and then stays as it is. */
function changing(times: number, value: (change: number) => number): Signal {
  return ({ time }) => value(Math.min(times, Math.floor(time / seconds(step))));
}

/** When so many changes have been seen, and how long they stay in the window once the scenario is over with the bad state. */
function seen(changes: number, numbers: AlertNumbers): Pick<Story, 'onset' | 'ease' | 'step'> {
  const onset = Math.ceil((changes * seconds(step)) / 60) * 60;
  return {
    onset: `${onset}s`,
    ease: `${Math.max(0, seconds(numbers.window) - onset - seconds(sum(numbers.for, '2m')))}s`,
    step,
  };
}

/** A target that comes and goes, so that neither being down nor being up lasts long enough to be told. */
export const flapping = alert('TargetFlapping', {
  threshold: 8,
  window: '30m',
  expr: ({ threshold, window }) => promql`changes(${scrape.up}[${window}]) > ${threshold}`,
  for: '5m',
  severity: 'warning',
  summary: '{{ $labels.instance }} comes and goes.',
  description:
    'The target {{ $labels.instance }} of the job {{ $labels.job }} has gone or come back {{ $value }} times within half an hour.',
  runbook: {
    meaning:
      'Prometheus can read the target at one scrape and not at the next. It is never down for long enough that another alert says so.',
    impact: 'Some of its requests fail, and every alert that needs its samples for a while starts anew each time.',
    diagnosis:
      'Look at the error on the target page of Prometheus while it is down: a time-out is a process that is too busy to answer or a lossy network, a refused connection is a process that restarts. Then look at its log at those moments.',
    mitigation:
      'Mend what makes it restart, or give it more processor. If its answers are too slow for the timeout of the scrape, raise that or make `/metrics` smaller.',
    queries: [
      { ask: 'Which targets come and go?', expr: promql`changes(${scrape.up}[30m]) > 0` },
      { ask: 'How long do their scrapes take?', expr: promql`max_over_time(${scrape.duration}[30m])` },
    ],
  },
  scenarios: (numbers) => {
    const labels = { job: 'node', instance: 'node-exporter:9100' };
    const most = Math.floor(numbers.threshold);
    const state = (changes: number) => ({
      [series(scrape.up, labels)]: changing(changes, (change) => (changes - change + 1) % 2),
      [series(scrape.up, { job: 'redis', instance: 'redis-exporter:9121' })]: level(0),
    });
    return scenarios(numbers, {
      labels,
      value: most + 1,
      bad: state(most + 1),
      good: state(most),
      ...seen(most + 1, numbers),
    });
  },
});

/** A program that dies and is started again, over and over. */
export function restarting(jobs: readonly ScrapedJob[]): AlertDefinition[] {
  const { processStart } = prometheusMetrics;
  const names = jobs.filter(({ exposes }) => exposes.has(processStart.name)).map(({ job }) => job.name);
  const [job] = names;
  if (job === undefined) return [];
  const selector = isOneOf('job', names);
  return [
    alert('InstanceRestarting', {
      threshold: 2,
      window: '30m',
      expr: ({ threshold, window }) => promql`changes(${processStart}{${selector}}[${window}]) > ${threshold}`,
      for: '2m',
      severity: 'warning',
      summary: '{{ $labels.instance }} restarts again and again.',
      description:
        '{{ $labels.instance }} (job {{ $labels.job }}) has been started {{ $value }} times within half an hour.',
      runbook: {
        meaning:
          'The process ended and was started again several times. Each start was so quick that it was hardly ever found down.',
        impact:
          'Requests that were under way at each end failed, and caches are cold. It may end up in a restart loop that nothing gets out of.',
        diagnosis:
          'Look at the last lines of its log before each start, and at why it ended: exit code 137 or "OOMKilled" is memory (`docker inspect`, `kubectl describe pod`, `journalctl -k | grep -i oom`), another code is its own error, none at all is a failing health check.',
        mitigation:
          'Raise the memory limit if it was killed for memory, roll back if it began with a deployment, mend the health check if that ended it.',
        queries: [
          { ask: 'How long has each process been running?', expr: promql`time() - ${processStart}{${selector}}` },
          { ask: 'How often was each started within a day?', expr: promql`changes(${processStart}{${selector}}[1d])` },
        ],
      },
      scenarios: (numbers) => {
        const labels = { job, instance: 'api:8000' };
        const most = Math.floor(numbers.threshold);
        const state = (starts: number) => ({
          [series(processStart, labels)]: changing(starts, (change) => change * seconds(step)),
          [series(processStart, { job: 'another', instance: 'another:8000' })]: changing(1000, (change) => change),
        });
        return scenarios(numbers, {
          labels,
          value: most + 1,
          bad: state(most + 1),
          good: state(most),
          ...seen(most + 1, numbers),
        });
      },
    }),
  ];
}
