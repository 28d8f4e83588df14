import type { Check } from './check.ts';
import { misuses } from './support.ts';

/** Functions that understand resets of counters, and what one wants of a gauge instead. */
const counterFunctions: Readonly<Record<string, string>> = {
  rate: 'deriv',
  irate: 'deriv',
  increase: 'delta',
  resets: 'changes',
};

/** NX504 */
export const rateOfGauge: Check = {
  code: 'NX504',
  name: 'rate-of-gauge',
  severity: 'error',
  title: '`rate`, `irate`, `increase` or `resets` of a gauge.',
  why: 'These functions take every fall of a value for a restart that began at zero, and add what was there before. Of a gauge, which falls all the time, they make numbers that are far too large.',
  bad: [{ expr: 'rate(queue_depth[5m])', says: 'deriv()' }],
  good: [{ expr: 'deriv(queue_depth[5m])' }, { expr: 'rate(http_requests_total[5m])' }],
  *run(context) {
    for (const { func, argument, what, instead } of misuses(context, counterFunctions, ['gauge', 'info'])) {
      yield {
        span: argument,
        message: `${func}() is for counters, and '${what}' is a gauge`,
        fix: `use ${instead}(), or an average, minimum or maximum over time`,
      };
    }
  },
};
