import { PromqlError, tryParse, variableQuery, withoutVariables } from '../../../promql/index.ts';
import { type DashboardRule, eachVariable } from '../rule.ts';

/** `template-label-promql` */
export const templateLabelPromql: DashboardRule = {
  id: 'template-label-promql',
  severity: 'error',
  why: 'A variable whose query is none has no values, and every panel that uses it shows nothing.',
  sameAs: 'NX500',
  run: eachVariable(({ query }) => {
    const asked = query === undefined ? undefined : variableQuery(query);
    if (asked === undefined || !('expr' in asked) || asked.expr === undefined) return undefined;
    const fix = 'write label_values(metric, label), label_names(), metrics(regexp) or query_result(query)';
    const parsed = tryParse(withoutVariables(asked.expr).text);
    if (!(parsed instanceof PromqlError)) return undefined;
    return { at: ['query'], message: `the variable's query is none: ${parsed.message}`, fix };
  }),
};
