import { describe, expect, it } from 'vitest';
import type { AlertRule, EnvironmentName, Plan } from '../../stacks/model/index.ts';
import { groupNames, recorded } from '../../stacks/segment-orchestration/names.ts';
import { presets } from '../../stacks/segment-orchestration/presets.ts';
import segmentOrchestration from '../../stacks/segment-orchestration.ts';
import { composeFile } from '../support/compose.ts';
import { planOf } from '../support/stacks.ts';

/** The numbers of the document, by environment: what holds where nobody says otherwise is staging. */
const document = {
  development: {
    intervals: { metrics: '5s', performance: '15s', health: '30s', alerts: '15s' },
    thresholds: { HighFailureRate: 0.2, HighResponseTime: 0.5, HighMemoryUsage: 500e6, HighCPUUsage: 0.9 },
    retention: { metrics: '12h', alerts: '3d' },
    channels: { email: false, webhook: false },
  },
  staging: {
    intervals: { metrics: '10s', performance: '30s', health: '60s', alerts: '15s' },
    thresholds: { HighFailureRate: 0.15, HighResponseTime: 0.2, HighMemoryUsage: 100e6, HighCPUUsage: 0.8 },
    retention: { metrics: '24h', alerts: '7d' },
    channels: { email: false, webhook: false },
  },
  production: {
    intervals: { metrics: '10s', performance: '30s', health: '60s', alerts: '15s' },
    thresholds: { HighFailureRate: 0.1, HighResponseTime: 0.3, HighMemoryUsage: 200e6, HighCPUUsage: 0.75 },
    retention: { metrics: '48h', alerts: '14d' },
    channels: { email: true, webhook: true },
  },
} as const satisfies Readonly<Record<EnvironmentName, object>>;

const alertNamed = (plan: Plan, name: string) =>
  plan.groups
    .flatMap(({ rules }) => rules)
    .find((rule): rule is AlertRule => rule.kind === 'alert' && rule.name === name);

describe.each(Object.entries(document))('the preset of %s', (environment, expected) => {
  const plan = planOf(segmentOrchestration, environment as EnvironmentName);

  it('has the intervals of the document', () => {
    const { metrics, performance, health, alerts } = expected.intervals;
    const job = (name: string) => plan.jobs.find((each) => each.name === name)?.interval;
    const group = (name: string) => plan.groups.find((each) => each.name === name)?.interval;
    expect([job('orchestration'), job('health')]).toEqual([metrics, health]);
    expect([groupNames.records, groupNames.performance, groupNames.resources].map(group)).toEqual([
      performance,
      performance,
      performance,
    ]);
    expect(group(groupNames.health)).toBe(health);
    expect(plan.stack.prometheus.interval).toBe(alerts);
  });

  it('has the thresholds of the document, and they are what is compared', () => {
    for (const [name, threshold] of Object.entries(expected.thresholds)) {
      const alert = alertNamed(plan, name);
      expect(alert?.environments[environment as EnvironmentName], name).toMatchObject({ threshold });
      expect(alert?.expr.text, name).toContain(`> ${threshold}`);
    }
  });

  it('keeps metrics and alerts as long as the document says, each for a time of its own', () => {
    const { prometheus, alertmanager, inbox } = composeFile(plan).services;
    const days = Number.parseInt(expected.retention.alerts, 10);
    expect(prometheus?.command).toContain(`--storage.tsdb.retention.time=${expected.retention.metrics}`);
    expect(alertmanager?.command).toContain(`--data.retention=${24 * days}h`);
    const args = inbox?.command ?? [];
    expect(args.slice(args.indexOf('--keep'))).toEqual(['--keep', String(86_400 * days)]);
  });

  it('tells by the channels that are switched on, and always keeps what it told', () => {
    const { team } = plan.stack.receivers;
    const has = (channel: string) => team !== undefined && channel in team;
    expect({ email: has('email'), webhook: has('webhook') }).toEqual(expected.channels);
    expect(has('inbox')).toBe(true);
  });

  it('tells about the same at most every five minutes', () => {
    expect(plan.stack.routing).toMatchObject({ groupInterval: '5m', repeatInterval: '5m' });
    expect(presets[environment as EnvironmentName].alertCooldown).toBe('5m');
  });
});

describe('the orchestration', () => {
  const plan = planOf(segmentOrchestration, 'production');

  it('records every metric of the document', () => {
    const names = plan.groups.flatMap(({ rules }) => rules.map(({ name }) => name));
    expect(Object.values(recorded).filter((name) => !names.includes(name))).toEqual([]);
    for (const each of [
      ...['executionsPerMinute', 'successRate', 'responseTime', 'responseTimeP95', 'segmentsPerExecution'],
      ...['segmentSuccessRate', 'timingAccuracy', 'memory', 'cpu', 'cacheHitRate', 'effectiveness'],
      ...['errorRate', 'criticalErrors', 'warnings'],
    ])
      expect(recorded).toHaveProperty(each);
  });

  it('has an alert of each type of the document', () => {
    const types = plan.groups.flatMap(({ rules }) =>
      rules.flatMap((rule) => (rule.kind === 'alert' && rule.labels?.type ? [rule.labels.type] : [])),
    );
    expect([...new Set(types)].sort()).toEqual([
      'effectiveness_anomaly',
      'high_cpu_usage',
      'high_failure_rate',
      'high_memory_usage',
      'high_response_time',
      'performance_anomaly',
      'system_health',
    ]);
  });

  it('is degraded by one component, and unhealthy by more', () => {
    expect(alertNamed(plan, 'SystemDegraded')).toMatchObject({ severity: 'warning', labels: { status: 'degraded' } });
    expect(alertNamed(plan, 'SystemDegraded')?.expr.text).toMatch(/== 1$/);
    expect(alertNamed(plan, 'SystemUnhealthy')).toMatchObject({ severity: 'critical' });
    expect(alertNamed(plan, 'SystemUnhealthy')?.expr.text).toMatch(/>= 2$/);
  });
});
