import type { Plan } from '../../model/index.ts';
import type { Graph } from '../graph.ts';
import { alertWithoutReceiver } from './alert-without-receiver.ts';
import type { GraphCheck, GraphFinding } from './check.ts';
import { deadLink } from './dead-link.ts';
import { idleInhibition } from './idle-inhibition.ts';
import { inhibitionLoop } from './inhibition-loop.ts';
import { jobReadByNobody } from './job-read-by-nobody.ts';
import { routeTest } from './route-test.ts';
import { seriesReadByNobody } from './series-read-by-nobody.ts';
import { staleReason } from './stale-reason.ts';
import { twoSidedInhibition } from './two-sided-inhibition.ts';
import { unwatchedService } from './unwatched-service.ts';

/** Every check of the graph, by code. */
export const graphChecks: readonly GraphCheck[] = [
  seriesReadByNobody,
  jobReadByNobody,
  alertWithoutReceiver,
  idleInhibition,
  deadLink,
  unwatchedService,
  staleReason,
  inhibitionLoop,
  routeTest,
  twoSidedInhibition,
];

/** What the checks find in the graph of a plan, in the order of the checks. Pure. */
export function runGraphChecks(graph: Graph, plan: Plan, checks = graphChecks): GraphFinding[] {
  return checks.flatMap(({ code, name, severity, run }) =>
    [...run(graph, plan)].map((remark) => ({ ...remark, code, check: name, severity })),
  );
}
