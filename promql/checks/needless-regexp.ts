import { accepts } from '../infer/matcher.ts';
import type { Check } from './check.ts';
import { regexpMatchers } from './support.ts';

const special = /[.*+?^$()[\]{}|\\]/;

/** NX523 */
export const needlessRegexp: Check = {
  code: 'NX523',
  name: 'needless-regexp',
  severity: 'warning',
  title: 'A regular expression that says no more than a plain comparison, or nothing at all.',
  why: 'Plain comparisons are looked up in the index; regular expressions are tried on every value. Anchors are there anyway, and a matcher that accepts everything makes a reader look for what it excludes.',
  bad: [
    { expr: 'http_requests_total{method=~"GET"}', says: 'method="GET"' },
    { expr: 'http_requests_total{route=~"^/api/.*$"}', says: '/api/.*' },
    { expr: 'http_requests_total{route=~".*"}', says: 'leave' },
    { expr: 'http_requests_total{method=~"GET|POST"}', says: 'every value' },
  ],
  good: [
    { expr: 'http_requests_total{method="GET"}' },
    { expr: 'up{job=~"api|node"}' },
    { expr: 'http_requests_total{route=~"/api/.+"}' },
  ],
  *run(context) {
    for (const { matcher, series } of regexpMatchers(context)) {
      const { name, operator, value, valueSpan } = matcher;
      const plain = operator === '=~' ? '=' : '!=';
      if (!special.test(value)) {
        const fix = `write ${name}${plain}"${value}"`;
        yield { span: matcher, message: `"${value}" is a plain text, not a pattern`, fix };
      } else if (operator === '=~' && value === '.*') {
        yield {
          span: matcher,
          message: `${name}=~".*" matches everything, even what has no such label`,
          fix: 'leave it out',
        };
      } else if (/^\^|[^\\]\$$/.test(value)) {
        const bare = withoutAnchors(value);
        yield { span: valueSpan, message: 'the pattern is anchored at both ends anyway', fix: `write "${bare}"` };
      } else if (operator === '=~' && !listsJobs(name, value)) {
        const facts = series.flatMap(({ labels }) => labels.get(name) ?? []);
        const matches = accepts(matcher);
        // With a label that may be missing, "every value" still says that it must be there.
        const complete =
          facts.length === series.length && facts.every(({ always, values }) => always && values !== undefined);
        const all = facts.flatMap(({ values }) => [...(values ?? [])]);
        if (!complete || all.length === 0 || matches === undefined || new Set(all).size < 2 || !all.every(matches))
          continue;
        yield { span: matcher, message: `"${value}" matches every value of '${name}'`, fix: 'leave it out' };
      }
    }
  },
};

/** Jobs that are named one by one are those that are meant, whatever else may come to expose the same metric. */
function listsJobs(name: string, value: string): boolean {
  return name === 'job' && !special.test(value.replaceAll('|', ''));
}

/** Each alternative without its anchors; those in brackets stay, where a bar may mean something else. */
function withoutAnchors(value: string): string {
  const parts = /[()[\]\\]/.test(value) ? [value] : value.split('|');
  return parts.map((part) => part.replace(/^\^/, '').replace(/([^\\]|^)\$$/, '$1')).join('|');
}
