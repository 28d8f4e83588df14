import type { Check } from './check.ts';
import { misuses } from './support.ts';

/** Functions that take a restart of a counter for a fall, and what one wants instead. */
const gaugeFunctions: Readonly<Record<string, string>> = { delta: 'increase', idelta: 'irate', deriv: 'rate' };

/** NX505 */
export const gaugeFunctionOfCounter: Check = {
  code: 'NX505',
  name: 'gauge-function-of-counter',
  severity: 'error',
  title: '`delta`, `idelta` or `deriv` of a counter.',
  why: 'A counter begins at zero when its process restarts. These functions do not know that, and show a deep fall below zero at every deployment.',
  bad: [{ expr: 'delta(http_requests_total[5m])', says: 'increase()' }],
  good: [{ expr: 'increase(http_requests_total[5m])' }, { expr: 'delta(queue_depth[1h])' }],
  *run(context) {
    for (const { func, argument, what, instead } of misuses(context, gaugeFunctions, ['counter', 'bucket'])) {
      yield {
        span: argument,
        message: `${func}() is for gauges, and '${what}' is a counter`,
        fix: `use ${instead}(), which knows about restarts`,
      };
    }
  },
};
