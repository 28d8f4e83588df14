import { text } from '../../json.ts';
import { type DashboardRule, eachVariable } from '../rule.ts';

/** `variable-label` */
export const variableLabel: DashboardRule = {
  id: 'variable-label',
  severity: 'warning',
  why: 'The name of a variable is for queries; people read its label.',
  run: eachVariable(({ json, name, type }) =>
    type === 'datasource' || json.hide === 2 || text(json.label)?.trim()
      ? undefined
      : { at: ['name'], message: `the variable '${name}' has no label`, fix: 'give it one: Job, Machine' },
  ),
};
