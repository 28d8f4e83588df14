import type { Catalog } from '../infer/catalog.ts';
import { nearest } from '../nearest.ts';
import { walk } from '../syntax/walk.ts';
import type { Check } from './check.ts';

/** NX501 */
export const unknownMetric: Check = {
  code: 'NX501',
  name: 'unknown-metric',
  severity: 'error',
  title: 'A metric that nothing exposes and no rule records.',
  why: 'Prometheus answers a query about a metric that does not exist with nothing, and an alert on nothing never fires. It looks the same as "all is well".',
  bad: [
    { expr: 'rate(http_request_total[5m])', says: "did you mean 'http_requests_total'?" },
    { expr: 'http_request_duration_seconds > 1', says: 'a histogram' },
  ],
  good: [{ expr: 'rate(http_requests_total[5m])' }],
  *run({ expr, catalog }) {
    if (!catalog.closed) return;
    for (const part of walk(expr)) {
      if (part.kind !== 'VectorSelector') continue;
      for (const matcher of part.matchers) {
        if (matcher.name !== '__name__' || matcher.operator !== '=' || catalog.find(matcher.value).length > 0) continue;
        yield {
          span: part.nameSpan ?? matcher,
          message: `no job exposes '${matcher.value}', and no rule records it`,
          fix: fixFor(matcher.value, catalog),
        };
      }
    }
  },
};

function fixFor(name: string, catalog: Catalog): string {
  const parts = ['_bucket', '_sum', '_count'].map((end) => name + end).filter((each) => catalog.find(each).length > 0);
  if (parts.length === 3) return `it is a histogram, which is stored as ${parts.join(', ')}: name one of these`;
  if (parts.length === 2) return `it is a summary, which is stored as ${parts.join(', ')}: name one of these`;
  const near = nearest(name, catalog.names);
  return near === undefined
    ? 'add it to the catalog of what exposes it, or record it with a rule'
    : `did you mean '${near}'?`;
}
