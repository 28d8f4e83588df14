import { describe, expect, it } from 'vitest';
import { AGGREGATE_RULES, aggregate, type HealthStatus } from '../../../exporters/instrumentation/health/index.ts';

const parts = (...statuses: readonly HealthStatus[]) => statuses.map((status) => ({ status, critical: false }));
const critical = (status: HealthStatus) => ({ status, critical: true });

describe('the status of a whole', () => {
  it.each([
    ['all components function normally', parts('healthy', 'healthy', 'healthy'), 'healthy'],
    ['one component has an issue', parts('healthy', 'unhealthy', 'healthy'), 'degraded'],
    ['two components have issues', parts('unhealthy', 'unhealthy', 'healthy'), 'unhealthy'],
    ['all components have issues', parts('unhealthy', 'unhealthy', 'unhealthy'), 'unhealthy'],
    ['the only component has an issue', parts('unhealthy'), 'degraded'],
    ['the only component is critical and has an issue', [critical('unhealthy')], 'unhealthy'],
    ['one of five dependencies is down', parts('healthy', 'healthy', 'unhealthy', 'healthy', 'healthy'), 'degraded'],
    ['a critical component has an issue', [critical('unhealthy'), ...parts('healthy', 'healthy')], 'unhealthy'],
    ['a critical component is slow', [critical('degraded'), ...parts('healthy')], 'degraded'],
    ['several components are slow', parts('degraded', 'degraded', 'degraded'), 'degraded'],
    ['one is down and another slow', parts('unhealthy', 'degraded'), 'degraded'],
    ['nothing has answered yet', parts('unknown', 'unknown'), 'unknown'],
    ['one has not answered yet', parts('healthy', 'unknown'), 'unknown'],
    ['one has not answered and one is down', parts('unknown', 'unhealthy'), 'degraded'],
    ['one has not answered and two are down', parts('unknown', 'unhealthy', 'unhealthy'), 'unhealthy'],
    ['there are no components', [], 'healthy'],
  ] as const)('when %s', (_, components, expected) => {
    expect(aggregate(components).status).toBe(expected);
  });

  it('does not depend on the order of its components', () => {
    const components = [...parts('healthy', 'unknown', 'degraded'), critical('unhealthy')];
    expect(aggregate(components)).toEqual(aggregate([...components].reverse()));
  });

  it('says why, in the words of the rule', () => {
    expect(aggregate(parts('unhealthy')).because).toBe('one component is unhealthy');
    expect(AGGREGATE_RULES.map(({ because }) => because)).toContain(aggregate([critical('unhealthy')]).because);
  });
});
