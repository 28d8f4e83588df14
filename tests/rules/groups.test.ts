import {
  alert,
  blackboxExporter,
  generatedSecret,
  nodeExporter,
  postgresExporter,
  promql,
  redisExporter,
  rulePack,
} from 'narthex';
import { describe, expect, it } from 'vitest';
import { groupGaps, ruleFile, unitTests } from '../../rules/index.ts';
import type { AlertRule, Plan } from '../../stacks/model/index.ts';
import sergas from '../../stacks/sergas.ts';
import { planOf, shop, smallest } from '../support/stacks.ts';

const alertsOf = ({ groups }: Plan): AlertRule[] =>
  groups.flatMap(({ rules }) => rules.filter((rule) => rule.kind === 'alert'));
const names = (plan: Plan) =>
  Object.fromEntries(plan.groups.map(({ name, rules }) => [name, rules.map((rule) => rule.name)]));
const find = (plan: Plan, name: string) => alertsOf(plan).find((each) => each.name === name);

/** The groups about the monitoring itself. */
const monitoring = [
  'prometheus-configuration',
  'prometheus-scraping',
  'prometheus-storage',
  'prometheus-rules',
  'prometheus-notifications',
  'prometheus-server',
  'alertmanager-delivery',
  'grafana',
];
const metrics = { catalog: {}, interval: '15s' };
const password = generatedSecret('password', 'of the exporter');
const runbook = { meaning: 'Means.', impact: 'Hits.', diagnosis: 'Look.', mitigation: 'Mend.' };
const slow = alert('Slow', {
  threshold: 2,
  expr: ({ threshold }) => promql`delay > ${threshold}`,
  for: '5m',
  severity: 'warning',
  summary: '{{ $labels.job }} is slow.',
  description: 'It takes {{ $value | humanizeDuration }}.',
  labels: { symptom: 'latency' },
  runbook,
  scenarios: ({ threshold, for: pending }) => [
    {
      kind: 'fires',
      title: 'fires when slow',
      series: { 'delay{job="a"}': `${threshold + 1}x10` },
      expect: { [pending]: [{ labels: { job: 'a' }, value: threshold + 1 }] },
    },
  ],
});

describe('the rules of a stack', () => {
  it('watch the targets and the monitoring of every stack', () => {
    const { targets, ...others } = names(planOf(shop()));
    expect(targets).toEqual([
      ...['TargetDown', 'TargetFlapping', 'InstanceRestarting', 'TargetScrapeSlow', 'TargetSamplesSurged', 'Watchdog'],
    ]);
    expect(Object.keys(others)).toEqual(monitoring);
  });

  it.each([
    ['a service with metrics', { services: { api: { ...smallest.services.api, metrics } } }, 'targets', 'InstanceDown'],
    ['a host', { exporters: [nodeExporter()] }, 'host-filesystems', 'HostDiskFull'],
    [
      'a PostgreSQL server',
      { exporters: [postgresExporter({ service: 'api', database: 'd', user: 'u', password })] },
      'postgres',
      'PostgresDown',
    ],
    ['a Redis server', { exporters: [redisExporter({ service: 'api' })] }, 'redis', 'RedisDown'],
    [
      'a probe',
      {
        exporters: [blackboxExporter()],
        probes: { web: { module: 'http_2xx', interval: '30s', targets: [{ service: 'api' }] } },
      },
      'probes',
      'ProbeFailed',
    ],
  ])('watch %s where the stack has one', (_, changes, group, name) => {
    expect(names(planOf(shop(changes)))[group]).toContain(name);
    expect(Object.values(names(planOf(shop()))).flat()).not.toContain(name);
  });

  it('have nothing to say about probes of a prober that probes nothing', () => {
    expect(names(planOf(shop({ exporters: [blackboxExporter()] })))).not.toHaveProperty('probes');
  });

  it('end with those of the stack itself', () => {
    const plan = planOf(shop({ rules: [rulePack('own', [slow])] }));
    expect(Object.keys(names(plan)).at(-1)).toBe('own');
    expect(names(plan).own).toEqual(['Slow']);
  });

  it('tell the services of Sergas from what watches them', () => {
    const plan = planOf(sergas);
    expect(find(plan, 'InstanceDown')?.expr.text).toBe('up{job="sergas"} == 0');
    expect(find(plan, 'TargetDown')?.expr.text).toBe('up{job!="sergas"} == 0');
  });
});

describe('a change of an alert', () => {
  const own = { rules: [rulePack('own', [slow])] };

  it('changes its delay, its severity and its bound, and its scenarios with them', () => {
    const plan = planOf(shop({ ...own, alerts: { Slow: { for: '1m', severity: 'critical', threshold: 7 } } }));
    expect(find(plan, 'Slow')).toMatchObject({
      for: '1m',
      severity: 'critical',
      expr: { text: 'delay > 7' },
      scenarios: [{ expect: { '1m': [{ value: 8 }] }, series: { 'delay{job="a"}': '8x10' } }],
    });
  });

  it('in one environment leaves the others as they are', () => {
    const definition = shop({ ...own, environments: { staging: { alerts: { Slow: { threshold: 7 } } } } });
    expect(find(planOf(definition, 'staging'), 'Slow')?.expr.text).toBe('delay > 7');
    expect(find(planOf(definition, 'production'), 'Slow')?.expr.text).toBe('delay > 2');
  });

  it('leaves it out, with its tests and its runbook, and a group that becomes empty with it', () => {
    const plan = planOf(shop({ ...own, alerts: { Slow: { off: 'nobody waits for it' } } }));
    expect(names(plan)).not.toHaveProperty('own');
    expect(find(plan, 'Slow')).toBeUndefined();
  });
});

describe('a rule file', () => {
  const plan = planOf(shop({ rules: [rulePack('own', [slow])], runbooks: 'https://runbooks.example.org/' }));
  const group = plan.groups.find(({ name }) => name === 'own');
  if (group === undefined) throw new Error('the group is missing');

  it('sends what Alertmanager routes by and what people read', () => {
    expect(ruleFile(group, plan.stack)).toEqual({
      groups: [
        {
          name: 'own',
          rules: [
            {
              alert: 'Slow',
              expr: 'delay > 2',
              for: '5m',
              labels: { severity: 'warning', team: 'shop', symptom: 'latency' },
              annotations: {
                summary: '{{ $labels.job }} is slow.',
                description: 'It takes {{ $value | humanizeDuration }}.',
                runbook_url: 'https://runbooks.example.org/Slow.md',
              },
            },
          ],
        },
      ],
    });
  });

  it('has recording rules as they are', () => {
    const recording = { kind: 'recording', name: 'job:delay:max', expr: promql`max by (job) (delay)` } as const;
    const file = ruleFile({ name: 'r', interval: '30s', rules: [recording] }, plan.stack);
    expect(file.groups).toEqual([
      { name: 'r', interval: '30s', rules: [{ record: 'job:delay:max', expr: 'max by (job) (delay)' }] },
    ]);
  });

  it('has unit tests that know every label and every text', () => {
    expect(unitTests(group, plan.stack)).toMatchObject({
      rule_files: ['../rules/own.yml'],
      tests: [
        {
          name: 'Slow fires when slow',
          input_series: [{ series: 'delay{job="a"}', values: '3x10' }],
          alert_rule_test: [
            {
              eval_time: '5m',
              alertname: 'Slow',
              exp_alerts: [
                {
                  exp_labels: { job: 'a', severity: 'warning', team: 'shop', symptom: 'latency' },
                  exp_annotations: { summary: 'a is slow.', description: 'It takes 3s.' },
                },
              ],
            },
          ],
        },
      ],
    });
  });

  it('without an alert has no unit tests', () => {
    expect(unitTests({ name: 'r', rules: [] }, plan.stack)).toBeUndefined();
  });
});

describe('every alert of Sergas', () => {
  const plan = planOf(sergas, 'production');

  it('has its scenarios and its runbook', () => {
    expect(plan.groups.flatMap((group) => groupGaps(group, plan.stack))).toEqual([]);
  });
});
