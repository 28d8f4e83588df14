import { type DashboardRule, eachVariable } from '../rule.ts';

/** `variable-sort` */
export const variableSort: DashboardRule = {
  id: 'variable-sort',
  severity: 'warning',
  why: 'In a list without order nobody finds the machine that the alert names.',
  run: eachVariable(({ json, name, type }) =>
    type !== 'query' || (typeof json.sort === 'number' && json.sort > 0)
      ? undefined
      : { at: ['sort'], message: `the values of '${name}' are not sorted`, fix: 'set sort to 7 (natural, ascending)' },
  ),
};
