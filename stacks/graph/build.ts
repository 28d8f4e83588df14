import { parseExpression, stackExpressions, surroundings } from '../analysis/index.ts';
import type { Plan } from '../model/index.ts';
import { exposeEdges, muteEdges, readEdges, recordEdges, routeEdges } from './edges.ts';
import { type Graph, type GraphEdge, graphOf, nodeId } from './graph.ts';
import { linksOf } from './links.ts';
import { metricNodes, partNodes } from './nodes.ts';
import { resolveLink } from './resolve-link.ts';
import { sentAlerts } from './sent-alerts.ts';

const known = new WeakMap<Plan, Graph>();

/** Who reads what in a stack, in one environment: everything that a plan has, and how it hangs together. Pure; made once for a plan. */
export function stackGraph(plan: Plan): Graph {
  const found = known.get(plan) ?? build(plan);
  known.set(plan, found);
  return found;
}

function build(plan: Plan): Graph {
  const expressions = stackExpressions(plan);
  const parsed = expressions.flatMap((each) => parseExpression(each) ?? []);
  const { catalog } = surroundings(plan, parsed);
  const alerts = sentAlerts(parsed, plan.stack, catalog);
  const metrics = metricNodes(plan, catalog);
  const unreadable = parsed.filter(({ result }) => 'error' in result).map(({ where }) => where);
  const edges = [
    ...exposeEdges(plan, metrics),
    ...recordEdges(plan),
    ...parsed.flatMap((each) => readEdges(each, catalog, metrics)),
    ...routeEdges(plan, alerts),
    ...muteEdges(plan, alerts),
    ...alerts.map(({ id, name }): GraphEdge => ({ from: id, to: nodeId('runbook', name), kind: 'links-to' })),
    ...linksOf(plan, expressions).flatMap((link): GraphEdge[] => {
      const { to } = resolveLink(link, plan);
      return to === undefined ? [] : [{ from: link.from, to, kind: 'links-to' }];
    }),
  ];
  return graphOf([...metrics, ...partNodes(plan)], edges, alerts, unreadable);
}
