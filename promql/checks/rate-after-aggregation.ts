import { unwrap, walk } from '../syntax/walk.ts';
import type { Check } from './check.ts';

/** Functions that take a fall of the value for a restart of the counter. */
const counterFunctions = new Set(['rate', 'irate', 'increase']);

/** NX506 */
export const rateAfterAggregation: Check = {
  code: 'NX506',
  name: 'rate-after-aggregation',
  severity: 'error',
  title: 'A rate of counters that were summed before.',
  why: 'When one instance restarts, its counter begins at zero and the sum falls. `rate` takes that for a restart of everything and shows a peak that never was. Take the rate first, then sum.',
  bad: [
    { expr: 'rate(sum(http_requests_total)[5m:15s])', says: 'sum' },
    { expr: 'rate(job:http_requests:sum[5m])', says: 'job:http_requests:sum' },
  ],
  good: [{ expr: 'sum(rate(http_requests_total[5m]))' }],
  *run({ expr, infer }) {
    for (const call of walk(expr)) {
      if (call.kind !== 'Call' || !counterFunctions.has(call.func)) continue;
      const [argument] = call.args;
      if (argument === undefined) continue;
      const { kind, aggregated } = infer.of(argument);
      if (!aggregated || (kind !== 'counter' && kind !== 'bucket')) continue;
      const inner = unwrap(argument);
      const recorded = inner.kind === 'MatrixSelector' ? inner.selector.name : undefined;
      yield {
        span: argument,
        message:
          recorded === undefined
            ? `${call.func}() of counters that are summed before`
            : `${call.func}() of '${recorded}', which records a sum of counters`,
        fix:
          recorded === undefined
            ? `turn it round: the ${call.func}() of each counter, then the sum`
            : `record the sum of the rates instead, and read that`,
      };
    }
  },
};
