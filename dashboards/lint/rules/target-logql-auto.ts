import type { DashboardRule } from '../rule.ts';

/** Nothing here reads LogQL: such queries are counted as not looked at. The name is kept, so that lists of exclusions stay valid. */
export const targetLogqlAuto: DashboardRule = {
  id: 'target-logql-auto',
  severity: 'warning',
  why: 'Of dashboard-linter: does the query of Loki use $__auto? Queries of Loki are not looked at, only counted.',
  run: () => [],
};
