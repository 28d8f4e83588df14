import { text } from '../../json.ts';
import { type DashboardRule, eachVariable } from '../rule.ts';

/** `variable-all-value` */
export const variableAllValue: DashboardRule = {
  id: 'variable-all-value',
  severity: 'warning',
  why: 'Without a value of its own "All" is every option in one regular expression: too long for hundreds of them, and blind to new ones.',
  run: eachVariable(({ json, name, type }) =>
    type !== 'query' || json.includeAll !== true || text(json.allValue)
      ? undefined
      : { at: ['allValue'], message: `'All' of '${name}' lists every value`, fix: "set allValue to '.+'" },
  ),
};
