import { type DashboardRule, eachTarget } from '../rule.ts';
import { selectors, variableNames, written } from '../support.ts';

/** `variable-matcher` */
export const variableMatcher: DashboardRule = {
  id: 'variable-matcher',
  severity: 'error',
  why: 'With two values chosen Grafana writes (a|b). Behind = that is no regular expression but the name of nothing.',
  run: eachTarget((target, _panel, { variables }) =>
    selectors(target.parsed).flatMap(({ matchers }) =>
      matchers.flatMap(({ name, operator, valueSpan }) => {
        if (operator !== '=' && operator !== '!=') return [];
        const names = variableNames(written(target, valueSpan));
        const several = variables.find(
          ({ json, name: each }) => names.includes(each) && (json.multi === true || json.includeAll === true),
        );
        if (several === undefined) return [];
        const fix = `write ${name}${operator === '=' ? '=~' : '!~'}"$${several.name}"`;
        return [
          {
            at: ['expr'],
            message: `several values of '${several.name}' can be chosen, and ${name}${operator} takes one`,
            fix,
          },
        ];
      }),
    ),
  ),
};
