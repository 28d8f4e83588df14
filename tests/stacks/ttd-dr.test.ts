import { describe, expect, it } from 'vitest';
import { statisticNames } from '../../stacks/common/records/statistics.ts';
import { type AlertRule, seconds } from '../../stacks/model/index.ts';
import { healthChecks } from '../../stacks/ttd-dr/health-checks.ts';
import { severities } from '../../stacks/ttd-dr/severity.ts';
import { subjects, windows } from '../../stacks/ttd-dr/statistics.ts';
import ttdDr from '../../stacks/ttd-dr.ts';
import { ownGroups } from '../support/own-stacks.ts';
import { planOf } from '../support/stacks.ts';

const plan = planOf(ttdDr, 'production');
const own = plan.groups.filter(({ name }) => ownGroups(ttdDr).has(name)).flatMap(({ rules }) => rules);
const alerts = own.filter((rule): rule is AlertRule => rule.kind === 'alert');

describe('the alerts of TTD-DR', () => {
  it('are of all eight types of the document', () => {
    expect([...new Set(alerts.map(({ labels }) => labels?.type))].sort()).toEqual([
      'API_ERROR',
      'AUTHENTICATION_FAILURE',
      'PERFORMANCE_DEGRADATION',
      'RATE_LIMIT_EXCEEDED',
      'RESOURCE_EXHAUSTION',
      'SYSTEM_HEALTH',
      'TIMEOUT',
      'WORKFLOW_FAILURE',
    ]);
  });

  it('have all four severities of the document, each as one of Narthex', () => {
    expect([...new Set(alerts.map(({ labels }) => labels?.level))].sort()).toEqual(Object.keys(severities).sort());
    for (const { name, severity, labels } of alerts)
      expect(severities[labels?.level as keyof typeof severities], name).toBe(severity);
  });
});

describe('the health checks of TTD-DR', () => {
  it.each(Object.entries(healthChecks))('%s keeps to the ranges of the document', (_, check) => {
    expect(seconds(check.interval)).toBeGreaterThanOrEqual(30);
    expect(seconds(check.interval)).toBeLessThanOrEqual(180);
    expect(seconds(check.timeout)).toBeGreaterThanOrEqual(10);
    expect(seconds(check.timeout)).toBeLessThanOrEqual(30);
    expect([2, 3]).toContain(check.failureThreshold);
    expect([1, 2]).toContain(check.recoveryThreshold);
  });

  it.each(Object.entries(healthChecks))('%s is told of after so many failures in a row', (name, check) => {
    const alert = alerts.find(({ expr }) => expr.text.includes(`check="${name}"`));
    // From the first failure to the last there is one interval less than there are failures.
    expect(seconds(alert?.for ?? '0s') / seconds(check.interval)).toBe(check.failureThreshold - 1);
    expect(seconds(alert?.keepFiringFor ?? '0s') / seconds(check.interval)).toBe(check.recoveryThreshold - 1);
  });
});

describe('the statistics of TTD-DR', () => {
  it('are number, least, greatest, mean, median and standard deviation', () => {
    expect([...statisticNames].sort()).toEqual(['count', 'max', 'mean', 'median', 'min', 'stddev']);
  });

  it('are recorded of each subject over each window', () => {
    const names = new Set(own.map(({ name }) => name));
    for (const { base } of Object.values(subjects))
      for (const window of Object.keys(windows))
        for (const statistic of statisticNames) expect(names).toContain(`${base}:${statistic}${window}`);
  });
});
