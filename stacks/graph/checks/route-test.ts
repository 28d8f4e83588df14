import { routeFaults } from '../route-tests.ts';
import type { GraphCheck } from './check.ts';

/** NX910 */
export const routeTest: GraphCheck = {
  code: 'NX910',
  name: 'route-test',
  severity: 'error',
  title: 'A test of the routing that fails.',
  why: 'Somebody said who has to be told, and somebody else is, or nobody.',
  *run(graph, { stack }) {
    for (const [index, test] of (stack.routing.tests ?? []).entries()) {
      if (test.environments !== undefined && !test.environments.includes(stack.environment)) continue;
      const written = { path: ['routing', 'tests', index] };
      for (const fault of routeFaults(test, stack, graph.alerts)) {
        yield { where: `routing test '${test.name}'`, written, ...fault };
      }
    }
  },
};
