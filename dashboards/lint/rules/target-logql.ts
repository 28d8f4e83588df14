import type { DashboardRule } from '../rule.ts';

/** Nothing here reads LogQL: such queries are counted as not looked at. The name is kept, so that lists of exclusions stay valid. */
export const targetLogql: DashboardRule = {
  id: 'target-logql',
  severity: 'warning',
  why: 'Of dashboard-linter: is the query LogQL? Queries of Loki are not looked at, only counted.',
  run: () => [],
};
