import { alert, counter, defineMetrics, deployed, type Expression, rulePack, simulated } from 'narthex';
import { type Graph, type GraphFinding, runGraphChecks, stackGraph } from '../../stacks/graph/index.ts';
import type { EnvironmentName, Plan } from '../../stacks/model/index.ts';
import { planOf, shop, smallest } from '../support/stacks.ts';

/** What the service of these tests counts. */
export const metrics = defineMetrics({
  orders: counter('orders_total', 'Orders taken.', { labels: { channel: ['web', 'phone'] } }),
  refunds: counter('refunds_total', 'Orders given back.'),
});

/** A service with these metrics, which somebody else runs. */
export const service = {
  summary: 'The API.',
  port: 8000,
  metrics: { catalog: metrics, interval: '15s' },
  run: deployed('api.internal:8000'),
};

/** The same, run by the stack. */
export const simulatedService = { ...service, run: simulated() };

/** An alert with nothing special about it. */
export function plainAlert(name: string, expr: Expression, changes: object = {}) {
  return alert(name, {
    expr,
    for: '5m',
    severity: 'warning',
    summary: 'Something is wrong.',
    description: 'Something is wrong with it.',
    runbook: { meaning: 'a', impact: 'b', diagnosis: 'c', mitigation: 'd' },
    scenarios: [],
    ...changes,
  });
}

/** A recording rule. */
export function recording(name: string, expr: Expression) {
  return { kind: 'recording' as const, name, expr };
}

/** The rules of a stack of its own. */
export function rules(...all: readonly Parameters<typeof rulePack>[1][number][]) {
  return [rulePack('own', all)];
}

/** The smallest stack with the service, and with changes at its top level. */
export function planned(changes: object = {}, environment: EnvironmentName = 'development'): Plan {
  return planOf(shop({ services: { api: service }, ...changes }), environment);
}

/** The graph of such a stack. */
export function graphed(changes: object = {}): Graph {
  return stackGraph(planned(changes));
}

/** What the checks find in a stack: `NX901 job api`. */
export function findings(changes: object = {}, code?: string): GraphFinding[] {
  const plan = planned(changes);
  return runGraphChecks(stackGraph(plan), plan).filter((finding) => code === undefined || finding.code === code);
}

/** The routing of the smallest stack, with these routes. */
export function routing(routes: readonly object[]) {
  return { ...smallest.routing, routes };
}
