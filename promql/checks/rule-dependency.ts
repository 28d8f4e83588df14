import { durationText } from '../syntax/print-parts.ts';
import type { Check, RuleInContext } from './check.ts';
import { isRule, rulesOfGroup, selectors } from './support.ts';

/** NX537 */
export const ruleDependency: Check = {
  code: 'NX537',
  name: 'rule-dependency',
  severity: 'warning',
  title: 'A rule that reads what another group records, or what its own group records only later.',
  why: 'Groups are evaluated at different moments, and within a group one rule after the other. What another group records is up to one interval old, in an unlucky order two: an alert that divides it by something fresh compares two points in time.',
  bad: [
    {
      expr: 'sum by (job) (rate(http_requests_total[5m])) / job:http_requests:rate5m > 2',
      usage: { kind: 'alert', group: 'other', interval: 15, for: 0 },
      says: 'http',
    },
  ],
  good: [
    {
      expr: 'sum by (job) (rate(http_requests_total[5m])) / job:http_requests:rate5m > 2',
      usage: { kind: 'alert', group: 'http', interval: 15 },
    },
    { expr: 'job:http_requests:rate5m > 100', usage: { kind: 'alert', group: 'other', interval: 15, for: 300 } },
    {
      expr: 'avg_over_time(job:http_requests:rate5m[30d])',
      usage: { kind: 'recording', name: 'job:http_requests:avg30d', group: 'slow', interval: 240 },
    },
  ],
  *run({ expr, usage, catalog, rules }) {
    if (!isRule(usage)) return;
    const read = selectors(expr);
    const groups = new Set<string>();
    for (const selector of read) {
      for (const { source } of selector.name === undefined ? [] : catalog.find(selector.name)) {
        groups.add(source.kind === 'rule' ? `rule ${source.group}` : 'fresh');
      }
    }
    for (const selector of read) {
      if (selector.name === undefined) continue;
      const sources = catalog.find(selector.name).map(({ source }) => source);
      const [source] = sources;
      if (source?.kind !== 'rule' || sources.length !== 1) continue;
      if (source.group === usage.group) {
        if (comesLater(selector.name, usage, rules)) {
          const message = `'${selector.name}' is recorded further down in this group, so this reads its value of ${durationText(usage.interval)} ago`;
          yield { span: selector, message, fix: 'move the recording rule above this one' };
        }
        continue;
      }
      // A recorded value is late by an interval at most, which the `for` of an alert outlasts; two values of unlike age may disagree twice.
      // A group that is slower on purpose records what is older than that anyway.
      if (usage.kind === 'recording' && usage.interval >= 2 * source.interval) continue;
      const mixed = groups.size > 1;
      if (usage.kind === 'alert' && usage.for >= (mixed ? 2 : 1) * source.interval) continue;
      yield {
        span: selector,
        message: `'${selector.name}' is recorded by the group '${source.group}', up to ${durationText(source.interval)} before this is evaluated`,
        fix: mixed
          ? `put both rules into one group, the recording rule first`
          : `put both rules into one group, or wait: for: '${durationText(source.interval)}'`,
      };
    }
  },
};

function comesLater(name: string, usage: RuleInContext['usage'], rules: readonly RuleInContext[]): boolean {
  const group = rulesOfGroup(rules, usage.group);
  const own = group.findIndex((rule) => rule.usage === usage);
  const recorded = group.findIndex((rule) => rule.usage.kind === 'recording' && rule.usage.name === name);
  return own >= 0 && recorded > own;
}
