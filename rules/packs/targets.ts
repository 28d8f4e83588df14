import { isNoneOf, isOneOf, promql } from '../../promql/index.ts';
import { scrape } from '../../servers/index.ts';
import { type RulePack, type Stack, serviceJobName, sum } from '../../stacks/model/index.ts';
import { alert, rulePack } from '../alert.ts';

/** Whether everything is there: the services of the system, and the parts that watch them. */
export function targets(stack: Stack): RulePack[] {
  const jobs = [
    ...new Set(Object.entries(stack.services).flatMap(([name, service]) => serviceJobName(name, service) ?? [])),
  ];
  const first = jobs[0];
  return [
    rulePack('targets', [...(first === undefined ? [] : serviceAlerts(jobs, first)), targetDown(jobs), watchdog]),
  ];
}

function serviceAlerts(jobs: readonly string[], first: string) {
  const instance = { instance: 'api:8000', service: 'api' };
  return [
    alert('ServiceDown', {
      expr: promql`${scrape.up}{${isOneOf('job', jobs)}} == 0`,
      for: '1m',
      severity: 'critical',
      summary: 'Service {{ $labels.service }} is down.',
      description:
        'Prometheus has not been able to read {{ $labels.instance }} (job {{ $labels.job }}). The process is gone, hangs, or cannot be reached.',
      runbook: {
        meaning: 'The service did not answer Prometheus for at least a minute.',
        impact:
          'Users of this service are probably served errors, or nothing. Its other alerts are blind while it lasts.',
        diagnosis:
          'Look at the state and the log of the process first. If it runs, ask its `/metrics` from the host of Prometheus: a refused connection is a wrong port or a dead listener, a time-out is the network or a hanging process. The last error stands on the target page of Prometheus.',
        mitigation:
          'Restart the service; roll back the last deployment if it began with one. If only Prometheus cannot reach it, mend the network.',
      },
      scenarios: (alert) => [
        {
          title: 'fires for the instance that stopped answering',
          series: {
            [`up{job="${first}", instance="api:8000", service="api"}`]: '1x2 0x60',
            [`up{job="${first}", instance="api-2:8000", service="api"}`]: '1x60',
          },
          at: sum('3m', alert.for),
          fires: [{ job: first, ...instance }],
        },
        {
          title: 'stays quiet when the service comes back in time',
          series: { [`up{job="${first}", instance="api:8000", service="api"}`]: '1x2 0 1x60' },
          at: sum('3m', alert.for),
          fires: [],
        },
      ],
    }),
    alert('ServiceMissing', {
      expr: promql`${jobs.map((job) => `absent(up{job="${job}"})`).join('\nor\n')}`,
      for: '5m',
      severity: 'critical',
      summary: 'No instance of {{ $labels.job }} is known to Prometheus.',
      description:
        'Service discovery finds nothing for the job {{ $labels.job }}: there is not even a target that could be down.',
      runbook: {
        meaning:
          'The job has no target at all. `ServiceDown` cannot see this, because there is no series that could be 0.',
        impact: 'Nothing of this service is watched. It may be gone entirely.',
        diagnosis:
          'Compare the service discovery page of Prometheus with what runs: was the service renamed, moved to another namespace, scaled to zero, or did its labels change?',
        mitigation: 'Bring the service back, or change the definition of the stack if it moved on purpose.',
      },
      scenarios: (alert) => [
        {
          title: 'fires when a job has no target',
          series: { 'up{job="another"}': '1x60' },
          at: sum('1m', alert.for),
          fires: jobs.map((job) => ({ job })),
        },
        {
          title: 'stays quiet while there is a target, even one that is down',
          series: Object.fromEntries(jobs.map((job) => [`up{job="${job}", instance="a:1"}`, '0x60'])),
          at: sum('1m', alert.for),
          fires: [],
        },
      ],
    }),
  ];
}

function targetDown(jobs: readonly string[]) {
  return alert('TargetDown', {
    expr: promql`${scrape.up}{${isNoneOf('job', jobs)}} == 0`,
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
    },
    scenarios: (alert) => [
      {
        title: 'fires for an exporter that is gone',
        series: { 'up{job="node", instance="node-exporter:9100"}': '1 0x60' },
        at: sum('2m', alert.for),
        fires: [{ job: 'node', instance: 'node-exporter:9100' }],
      },
      {
        title: 'leaves the services to ServiceDown',
        series: { [`up{job="${jobs[0] ?? 'none'}", instance="api:8000"}`]: jobs.length > 0 ? '0x60' : '1x60' },
        at: sum('2m', alert.for),
        fires: [],
      },
    ],
  });
}

/** Fires as long as fresh samples arrive. A plain `vector(1)` would go on firing with a full disk and no ingestion. */
const watchdog = alert('Watchdog', {
  expr: promql`max(timestamp(${scrape.up}{job="prometheus"})) > time() - 120`,
  for: '0s',
  severity: 'info',
  summary: 'Prometheus reads, stores, evaluates and alerts.',
  description:
    'This alert always fires. When it stops, the heartbeat service has to call somebody: the monitoring itself is broken.',
  runbook: {
    meaning: 'The proof that the whole way from scraping to delivery works. It is supposed to fire.',
    impact: 'None while it fires. When it stops, no other alert can be trusted to arrive.',
    diagnosis:
      'Called because it stopped? Check in this order: is Prometheus up and does it store samples (`prometheus_tsdb_head_samples_appended_total` grows, the disk is not full), does it reach Alertmanager, does Alertmanager reach the heartbeat service?',
    mitigation: 'Mend the first link of that chain that is broken. A full disk frees itself once there is room.',
  },
  scenarios: [
    { title: 'fires while samples arrive', series: { 'up{job="prometheus"}': '1x10' }, at: '5m', fires: [{}] },
    { title: 'bears a missed sample', series: { 'up{job="prometheus"}': '1x4 _ 1x5' }, at: '5m', fires: [{}] },
    {
      title: 'stops when nothing is stored any more',
      series: { 'up{job="prometheus"}': '1x5 _x10' },
      at: '8m',
      fires: [],
    },
  ],
});
