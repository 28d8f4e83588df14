import { print } from '../syntax/print.ts';
import type { Check, RuleInContext } from './check.ts';
import { isRule } from './support.ts';

/** NX538 */
export const duplicateRule: Check = {
  code: 'NX538',
  name: 'duplicate-rule',
  severity: 'error',
  title: 'A rule that is there twice.',
  why: 'Two recording rules that write the same series overwrite each other, and Prometheus drops one value of the two as out of order. Two alerts with one condition call two people for one thing.',
  bad: [
    {
      expr: 'sum by (job) (rate(http_requests_total[5m]))',
      usage: { kind: 'recording', name: 'job:twice:rate5m' },
      says: "'job:once:rate5m'",
      beside: [
        { expr: 'sum by (job) (rate(http_requests_total[5m]))', usage: { kind: 'recording', name: 'job:once:rate5m' } },
      ],
    },
  ],
  good: [
    { expr: 'sum by (job) (rate(http_requests_total[5m]))', usage: { kind: 'recording', name: 'job:once:rate5m' } },
  ],
  *run({ expr, usage, rules }) {
    if (!isRule(usage)) return;
    const index = indexOf(rules);
    for (const [key, what] of keysOf({ usage, expr, text: '' })) {
      const first = index.get(key);
      if (first === undefined || first.usage === usage) continue;
      yield {
        span: expr,
        message: `${what} is there already, in the group '${first.usage.group}'${first.usage.name === usage.name ? '' : ` as '${first.usage.name}'`}`,
        fix: 'remove one of the two, or make them differ in their labels or conditions',
      };
      return;
    }
  },
};

const indexes = new WeakMap<readonly RuleInContext[], Map<string, RuleInContext>>();

/** The first rule for each key. */
function indexOf(rules: readonly RuleInContext[]): ReadonlyMap<string, RuleInContext> {
  const known = indexes.get(rules);
  if (known !== undefined) return known;
  const index = new Map<string, RuleInContext>();
  for (const rule of rules) {
    for (const [key] of keysOf(rule)) if (!index.has(key)) index.set(key, rule);
  }
  indexes.set(rules, index);
  return index;
}

/** What makes two rules the same, and how one says it. */
function keysOf({ usage, expr }: RuleInContext): [key: string, what: string][] {
  const labels = JSON.stringify(Object.entries(usage.labels).sort(([a], [b]) => (a < b ? -1 : 1)));
  const text = print(expr);
  if (usage.kind === 'recording') {
    return [
      [`recording ${usage.name} ${labels}`, `a recording rule '${usage.name}' with the same labels`],
      [`recorded ${text} ${labels}`, 'a recording rule with the same expression and labels'],
    ];
  }
  return [[`alert ${text} ${labels} ${usage.for}`, 'an alert with the same condition, labels and for']];
}
