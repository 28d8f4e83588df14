import { type DashboardRule, eachTarget } from '../rule.ts';
import { selectors } from '../support.ts';

/** `target-exemplar` */
export const targetExemplar: DashboardRule = {
  id: 'target-exemplar',
  severity: 'warning',
  why: 'Exemplars belong to buckets and counters over time. Elsewhere the second request that they cost finds nothing.',
  run: eachTarget(({ json, parsed, instant }) => {
    if (json.exemplar !== true) return undefined;
    const possible = selectors(parsed).some(
      ({ name = '' }) => name === '' || /_(bucket|total)$|:/.test(name) || !/_(sum|count)$/.test(name),
    );
    if (!instant && possible) return undefined;
    return { at: ['exemplar'], message: 'this query has no exemplars', fix: 'set exemplar to false' };
  }),
};
