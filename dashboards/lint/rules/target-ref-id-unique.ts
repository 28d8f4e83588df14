import { text } from '../../json.ts';
import { type DashboardRule, eachPanel } from '../rule.ts';

/** `target-ref-id-unique` */
export const targetRefIdUnique: DashboardRule = {
  id: 'target-ref-id-unique',
  severity: 'error',
  why: 'Of two queries with one refId Grafana shows one.',
  run: eachPanel(({ allTargets }) => {
    const ids = allTargets.map(({ refId }) => text(refId));
    return ids.flatMap((id, index) =>
      id === undefined || ids.indexOf(id) === index
        ? []
        : [{ at: ['targets', index, 'refId'], message: `there is another query ${id}`, fix: 'give it another letter' }],
    );
  }),
};
