import { stackExpressions } from '../../analysis/index.ts';
import { linksOf } from '../links.ts';
import { resolveLink } from '../resolve-link.ts';
import type { GraphCheck } from './check.ts';

/** NX905 */
export const deadLink: GraphCheck = {
  code: 'NX905',
  name: 'dead-link',
  severity: 'error',
  title: 'A link to a runbook, dashboard, panel or alert that is not there, or that is no address at all.',
  why: 'Whoever was woken clicks it first.',
  *run(_, plan) {
    for (const link of linksOf(plan, stackExpressions(plan))) {
      const { fault } = resolveLink(link, plan);
      if (fault === undefined) continue;
      const { where, file, rule } = link;
      yield { where, file, ...(rule && { written: { expression: rule } }), ...fault };
    }
  },
};
