import { isNoneOf, isOneOf, promql } from '../../../promql/index.ts';
import { scrape } from '../../../servers/index.ts';
import { type AlertDefinition, type Labels, type Scenario, seconds, sum } from '../../../stacks/model/index.ts';
import { alert } from '../../alert.ts';
import { phases } from '../../scenarios/phases.ts';
import { series } from '../../scenarios/series.ts';
import { level, type Signals } from '../../scenarios/signal.ts';
import { scenarios } from '../../scenarios/standard.ts';

/** An exporter, of the jobs that are no services. */
const exporter = { job: 'node', instance: 'node-exporter:9100' };
const up = (labels: Labels, value: number): Signals => ({ [series(scrape.up, labels)]: level(value) });

/** An instance of a service does not answer. */
export function instanceDown(jobs: readonly string[]): AlertDefinition {
  const [job = ''] = jobs;
  const labels = { job, instance: 'api:8000', service: 'api' };
  const another = { ...labels, instance: 'api-2:8000' };
  return alert('InstanceDown', {
    expr: promql`${scrape.up}{${isOneOf('job', jobs)}} == 0`,
    for: '1m',
    severity: 'critical',
    summary: '{{ $labels.instance }} of the service {{ $labels.service }} is down.',
    description:
      'Prometheus has not been able to read {{ $labels.instance }} (job {{ $labels.job }}). The process is gone, hangs, or cannot be reached.',
    runbook: {
      meaning: 'One instance of the service did not answer Prometheus for at least a minute.',
      impact:
        'What this instance would serve fails, or falls to the other instances if there are any. Its other alerts are blind while it lasts.',
      diagnosis:
        'Look at the state and the log of the process first. If it runs, ask its `/metrics` from the host of Prometheus: a refused connection is a wrong port or a dead listener, a time-out is the network or a hanging process. The last error stands on the target page of Prometheus; "sample limit exceeded" means that the process is well and exposes far too many series.',
      mitigation:
        'Restart the instance; roll back the last deployment if it began with one. If only Prometheus cannot reach it, mend the network.',
      queries: [
        {
          ask: 'Which instances answer, and which do not?',
          expr: promql`${scrape.up}{${isOneOf('job', jobs)}}`,
        },
        {
          ask: 'Since when does it not answer?',
          expr: promql`avg_over_time(${scrape.up}{${isOneOf('job', jobs)}}[10m])`,
        },
      ],
    },
    unnoticed: { 'for 1m becomes 30s': 'the tests look once a minute, and both are over by then' },
    scenarios: (numbers) =>
      scenarios(numbers, {
        labels,
        bad: { ...up(labels, 0), ...up(another, 1), ...up(exporter, 0) },
        good: { ...up(labels, 1), ...up(another, 1), ...up(exporter, 0) },
        titles: { missing: 'ends when its target is gone, which is what ServiceMissing looks at' },
      }),
  });
}

/** A service has not even a target that could be down. */
export function serviceMissing(jobs: readonly string[]): AlertDefinition {
  const all = (value: number, but?: string): Signals =>
    Object.assign({}, ...jobs.filter((job) => job !== but).map((job) => up({ job, instance: 'api:8000' }, value)));
  return alert('ServiceMissing', {
    expr: promql`${jobs.map((job) => `absent(up{${isOneOf('job', [job])}})`).join('\nor\n')}`,
    for: '5m',
    severity: 'critical',
    summary: 'No instance of {{ $labels.job }} is known to Prometheus.',
    description:
      'Service discovery finds nothing for the job {{ $labels.job }}: there is not even a target that could be down.',
    runbook: {
      meaning:
        'The job has no target at all. `InstanceDown` cannot see this, because there is no series that could be 0.',
      impact: 'Nothing of this service is watched. It may be gone entirely.',
      diagnosis:
        'Compare the service discovery page of Prometheus with what runs: was the service renamed, moved to another namespace, scaled to zero, or did its labels change?',
      mitigation: 'Bring the service back, or change the definition of the stack if it moved on purpose.',
      queries: [
        {
          ask: 'How many targets has each job had lately?',
          expr: promql`count by (job) (count_over_time(${scrape.up}[1h]))`,
        },
      ],
    },
    scenarios: ({ for: pending, keepFiringFor }): Scenario[] => {
      const long = sum(pending, '5m');
      const gone = jobs.map((job) => ({ labels: { job } }));
      return [
        {
          kind: 'missing',
          title: 'fires for every job that never had a target, and not a minute before its time',
          series: phases([{ lasts: long, series: up(exporter, 1) }]),
          expect: { [`${seconds(pending) - 60}s`]: [], [pending]: gone },
        },
        ...jobs.map(
          (job): Scenario => ({
            kind: 'fires',
            title: `fires for ${job} alone when its last target is gone`,
            series: phases([
              { lasts: '5m', series: all(1) },
              { lasts: long, series: all(1, job) },
            ]),
            expect: { [sum('4m', pending)]: [], [sum('5m', pending)]: [{ labels: { job } }] },
          }),
        ),
        {
          kind: 'quiet',
          title: 'stays quiet while there is a target, even one that is down',
          series: phases([{ lasts: long, series: all(0) }]),
          expect: { [long]: [] },
        },
        {
          kind: 'recovers',
          title: 'ends with the first target that is found',
          series: phases([
            { lasts: long, series: up(exporter, 1) },
            { lasts: sum('5m', keepFiringFor), series: all(1) },
          ]),
          expect: { [sum(pending, '4m')]: gone, [sum(long, '1m', keepFiringFor)]: [] },
        },
      ];
    },
  });
}

/** A part that watches others cannot be read. `services` are the jobs for which `instanceDown` cares. */
export function targetDown(services: readonly string[]): AlertDefinition {
  const others = up({ job: 'node', instance: 'node-exporter-2:9100' }, 1);
  const service = services[0] === undefined ? {} : up({ job: services[0], instance: 'api:8000', service: 'api' }, 0);
  return alert('TargetDown', {
    expr: promql`${scrape.up}{${isNoneOf('job', services)}} == 0`,
    for: '5m',
    severity: 'warning',
    summary: 'Prometheus cannot read {{ $labels.instance }}.',
    description:
      'The target {{ $labels.instance }} of the job {{ $labels.job }} does not answer. What it measures is not watched.',
    runbook: {
      meaning: 'An exporter, a server or a prober of the monitoring does not answer Prometheus.',
      impact: 'Nobody is hurt yet, but alerts that read this target cannot fire.',
      diagnosis: 'Look at the target page of Prometheus for the error, then at the state and the log of that part.',
      mitigation: 'Restart the part. If it was removed on purpose, remove it from the definition of the stack.',
      queries: [{ ask: 'Which targets does Prometheus not reach?', expr: promql`${scrape.up} == 0` }],
    },
    scenarios: (numbers) =>
      scenarios(numbers, {
        labels: exporter,
        bad: { ...up(exporter, 0), ...others, ...service },
        good: { ...up(exporter, 1), ...others, ...service },
      }),
  });
}
