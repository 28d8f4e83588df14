import { postgresMetrics, redisMetrics } from '../../exporters/index.ts';
import { promql } from '../../promql/index.ts';
import { type AlertDefinition, type RulePack, type Stack, sum } from '../../stacks/model/index.ts';
import { alert, rulePack } from '../alert.ts';

/** Databases that do not answer their exporter: the exporter is up then, and `TargetDown` sees nothing. */
export function databases(stack: Stack): RulePack[] {
  const has = (metrics: unknown) => stack.exporters.some((exporter) => exporter.metrics === metrics);
  const rules = [
    ...(has(postgresMetrics) ? [unanswered('PostgresDown', 'PostgreSQL', 'postgres', postgresMetrics.up)] : []),
    ...(has(redisMetrics) ? [unanswered('RedisDown', 'Redis', 'redis', redisMetrics.up)] : []),
  ];
  return rules.length > 0 ? [rulePack('databases', rules)] : [];
}

function unanswered(
  name: string,
  product: string,
  job: string,
  up: { readonly name: string; readonly type: string },
): AlertDefinition {
  const series = `${up.name}{job="${job}", instance="${job}-exporter:1"}`;
  return alert(name, {
    expr: promql`${up} == 0`,
    for: '1m',
    severity: 'critical',
    summary: `${product} does not answer {{ $labels.instance }}.`,
    description: `The exporter {{ $labels.instance }} runs, but its ${product} server does not answer it.`,
    runbook: {
      meaning: `The exporter cannot connect to ${product}, or its question fails.`,
      impact: 'Services that need the database fail, or soon will.',
      diagnosis:
        'Is the server up and does it accept connections? If it does, look at the log of the exporter: a changed password and exhausted connections look the same from outside.',
      mitigation: 'Start the server, or give the exporter the right credentials.',
    },
    scenarios: (alert) => [
      {
        title: 'fires when the server is gone',
        series: { [series]: '1 0x60' },
        at: sum('1m', alert.for),
        fires: [{ job, instance: `${job}-exporter:1` }],
      },
      {
        title: 'stays quiet when it answers again in time',
        series: { [series]: '1 0 1x60' },
        at: sum('1m', alert.for),
        fires: [],
      },
    ],
  });
}
