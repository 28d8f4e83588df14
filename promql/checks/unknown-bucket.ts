import { otherSpelling, writesFloats } from '../infer/number-label.ts';
import type { Check } from './check.ts';
import { isVariable, list, selectors } from './support.ts';

/** NX508 */
export const unknownBucket: Check = {
  code: 'NX508',
  name: 'unknown-bucket',
  severity: 'error',
  title: 'A bucket (`le`) that the histogram does not have.',
  why: 'The share of requests faster than a bound can only be read at a bucket that is there; any other bound finds nothing. Prometheus 3 writes whole numbers with a decimal point: `le="1.0"`, not `le="1"`.',
  bad: [
    { expr: 'http_request_duration_seconds_bucket{le="0.3"}', says: "'0.1' and '0.5'" },
    { expr: 'http_request_duration_seconds_bucket{le="1"}', says: '"1.0"' },
  ],
  good: [
    { expr: 'http_request_duration_seconds_bucket{le="0.5"}' },
    { expr: 'http_request_duration_seconds_bucket{le="+Inf"}' },
  ],
  *run({ expr, catalog, variables, environment }) {
    for (const selector of selectors(expr)) {
      const series = selector.name === undefined ? [] : catalog.find(selector.name);
      const buckets = new Set(series.flatMap(({ buckets }) => buckets ?? []));
      if (buckets.size === 0 || series.some((each) => each.buckets === undefined)) continue;
      for (const { name, operator, value, valueSpan } of selector.matchers) {
        if (name !== 'le' || (operator !== '=' && operator !== '!=') || value === '') continue;
        if (buckets.has(value) || isVariable(valueSpan, variables)) continue;
        if (!writesFloats(environment.version) && otherSpelling(name, value, buckets) !== undefined) continue;
        yield {
          span: valueSpan,
          message: `'${selector.name}' has no bucket le="${value}"`,
          fix: fixFor(value, buckets),
        };
      }
    }
  },
};

function fixFor(value: string, buckets: ReadonlySet<string>): string {
  const same = otherSpelling('le', value, buckets);
  if (same !== undefined) return `write le="${same}", as Prometheus 3 stores it`;
  const wanted = Number(value);
  const bounds = [...buckets].filter((bucket) => bucket !== '+Inf').sort((a, b) => Number(a) - Number(b));
  if (Number.isNaN(wanted)) return `use one of ${list(bounds, 16)}`;
  const below = bounds.filter((bucket) => Number(bucket) < wanted).at(-1);
  const above = bounds.find((bucket) => Number(bucket) > wanted);
  const near = [below, above].filter((bucket) => bucket !== undefined);
  return `the nearest buckets are ${list(near)}; use one of them, or add ${value} to the buckets of the metric`;
}
