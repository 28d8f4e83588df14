import { list } from '../../json.ts';
import { type DashboardRule, eachVariable } from '../rule.ts';

/** `variable-empty` */
export const variableEmpty: DashboardRule = {
  id: 'variable-empty',
  severity: 'error',
  why: 'A variable that is never asked and brings no values along offers nothing, and its panels are empty.',
  run: eachVariable(({ json, name, type }) =>
    type !== 'query' || json.refresh === 1 || json.refresh === 2 || list(json.options).length > 0
      ? undefined
      : {
          at: ['refresh'],
          message: `the values of '${name}' are never asked for`,
          fix: 'set refresh to 2 (on time range change)',
        },
  ),
};
