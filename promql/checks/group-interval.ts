import { durationText } from '../syntax/print-parts.ts';
import type { Check } from './check.ts';
import { isRule, rulesOfGroup } from './support.ts';

/** How long Prometheus takes a series for present after its last sample (`--query.lookback-delta`). */
const lookback = 300;

/** NX541 */
export const groupInterval: Check = {
  code: 'NX541',
  name: 'group-interval',
  severity: 'error',
  title: 'A group that is evaluated only every five minutes, or less often.',
  why: 'A series counts as gone five minutes after its last sample. What a slower group records is there and gone by turns, and what reads it sees holes.',
  bad: [
    {
      expr: 'sum by (job) (rate(http_requests_total[1h]))',
      usage: { kind: 'recording', name: 'job:http_requests:rate1h', interval: 600 },
      says: '5m',
    },
  ],
  good: [
    {
      expr: 'sum by (job) (rate(http_requests_total[1h]))',
      usage: { kind: 'recording', name: 'job:http_requests:rate1h', interval: 60 },
    },
  ],
  *run({ expr, usage, rules }) {
    if (!isRule(usage) || usage.interval < lookback) return;
    // Said once for each group, at its first rule.
    if (rulesOfGroup(rules, usage.group)[0]?.usage !== usage) return;
    yield {
      span: expr,
      at: 'interval',
      message: `the group '${usage.group}' is evaluated every ${durationText(usage.interval)}; after 5m without a sample a series is gone`,
      fix: 'evaluate it more often than that, best every minute',
    };
  },
};
