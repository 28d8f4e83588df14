import { describe, expect, it } from 'vitest';
import { readsAny, stackExpressions } from '../../stacks/analysis/index.ts';
import { sergasAlerts } from '../../stacks/sergas/alerts/index.ts';
import * as metrics from '../../stacks/sergas/metrics.ts';
import sergas from '../../stacks/sergas.ts';
import { planOf } from '../support/stacks.ts';

/** The alerts by severity, in each group. */
const expected: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  'sergas-service': {
    critical: ['ServiceDown', 'HighErrorRate', 'APILatencyCritical', 'CriticalErrors'],
    warning: ['RequestsPilingUp', 'ExceptionsRising'],
  },
  'sergas-resources': { warning: ['HighCPUUsage', 'HighMemoryUsage'] },
  'sergas-database': {
    critical: ['DatabaseConnectionPoolExhausted'],
    warning: ['DatabaseConnectionPoolFilling', 'SlowDatabaseQueries'],
  },
  'sergas-cache-and-memory': {
    critical: ['MemoryOperationsFailing'],
    warning: ['LowCacheHitRate', 'MemorySearchSlow'],
  },
  'sergas-agents': {
    critical: ['AgentFailureRateHigh'],
    warning: ['AgentProcessingBacklog', 'AgentBacklogGrowing'],
  },
  'sergas-zoho': {
    critical: ['ZohoSyncStale'],
    warning: ['ZohoAPIFailing'],
    info: ['APIRateLimitApproaching', 'ZohoRateLimitHit'],
  },
  'sergas-business': {
    warning: ['RecommendationsStopped'],
    info: ['LowRecommendationAcceptance', 'AccountsAtRiskRising'],
  },
};

const plan = planOf(sergas, 'production');
const groups = plan.groups.filter(({ name }) => name.startsWith('sergas-'));
const alerts = groups.flatMap(({ rules }) => rules.filter((rule) => rule.kind === 'alert'));

describe('the alerts of Sergas', () => {
  it('are eight that wake somebody, twelve for the day and four to know, in seven groups', () => {
    expect(groups.map(({ name }) => name).sort()).toEqual(Object.keys(expected).sort());
    const count = (severity: string) => alerts.filter((rule) => rule.severity === severity).length;
    expect([count('critical'), count('warning'), count('info')]).toEqual([8, 12, 4]);
    const found = alerts.map(({ name, severity }) => `${severity} ${name}`);
    const wanted = Object.values(expected).flatMap((group) =>
      Object.entries(group).flatMap(([severity, names]) => names.map((name) => `${severity} ${name}`)),
    );
    expect(found.sort()).toEqual(wanted.sort());
  });

  it.each(Object.entries(expected))('of the group %s stand together', (group, severities) => {
    const found = groups.find(({ name }) => name === group)?.rules.map(({ name }) => name);
    expect(found?.sort()).toEqual(Object.values(severities).flat().sort());
  });

  const { sergasMetrics: _, sergasSampleValues: __, build: ___, ...categories } = metrics;
  it.each(Object.entries(categories))('watch the metrics of the category %s', (_, category) => {
    const own = stackExpressions({ ...plan, groups, dashboards: [] }).filter(({ usage }) => usage.kind === 'alert');
    const read = readsAny(own);
    expect(Object.values(category).some(({ name }) => read(name, 'sergas') || read(`${name}_bucket`, 'sergas'))).toBe(
      true,
    );
  });

  it('are those of the definition, so that nothing else is named after Sergas', () => {
    expect(groups.map(({ name }) => name)).toEqual(sergasAlerts.map(({ name }) => name));
  });

  it('leave one instance that is down to the morning, and the built-in alerts that say the same out', () => {
    const names = plan.groups.flatMap(({ rules }) => rules.map(({ name }) => name));
    const down = plan.groups.flatMap(({ rules }) => rules).find(({ name }) => name === 'InstanceDown');
    expect(down).toMatchObject({ severity: 'warning' });
    expect(names).not.toContain('ServiceErrorsHigh');
  });
});
