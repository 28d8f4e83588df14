import { otherSpelling, writesFloats } from '../infer/number-label.ts';
import { unknownNameFix } from '../nearest.ts';
import type { Check } from './check.ts';
import { isVariable, selectorName, selectors } from './support.ts';

/** NX503 */
export const unknownLabelValue: Check = {
  code: 'NX503',
  name: 'unknown-label-value',
  severity: 'error',
  title: 'A label value that never occurs.',
  why: 'The selector finds nothing, and an alert on nothing never fires. With `!=` nothing is left out that somebody wanted left out.',
  bad: [
    { expr: 'http_requests_total{method="get"}', says: 'GET' },
    { expr: 'up{job="apii"} == 0', says: "did you mean 'api'?" },
    { expr: 'http_requests_total{status_code!="500"}', says: '5xx' },
  ],
  good: [{ expr: 'http_requests_total{method="GET"}' }, { expr: 'up{job="api", instance="anything"}' }],
  *run({ expr, catalog, variables, text, environment }) {
    for (const selector of selectors(expr)) {
      const series = selector.name === undefined ? [] : catalog.find(selector.name);
      for (const matcher of selector.matchers) {
        const { name, operator, value, valueSpan } = matcher;
        if (operator !== '=' && operator !== '!=') continue;
        // `le` has a check of its own, which knows about buckets.
        if (value === '' || name === '__name__' || name === 'le' || isVariable(valueSpan, variables)) continue;
        const facts = series.flatMap(({ labels }) => labels.get(name) ?? []);
        const known = new Set<string>();
        for (const { values } of facts) for (const each of values ?? []) known.add(each);
        if (facts.length === 0 || facts.some(({ values }) => values === undefined) || known.has(value)) continue;
        const same = otherSpelling(name, value, known);
        if (same !== undefined && !writesFloats(environment.version)) continue;
        yield {
          span: valueSpan,
          message: `the label '${name}' of '${selectorName(selector, text)}' is never '${value}'`,
          fix:
            same === undefined
              ? unknownNameFix(value, [...known].sort())
              : `write ${name}="${same}", as Prometheus 3 stores it`,
        };
      }
    }
  },
};
