import { unwrap, walk } from '../syntax/walk.ts';
import type { Check } from './check.ts';

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
  *run({ expr, infer, text }) {
    for (const call of walk(expr)) {
      if (call.kind !== 'Call') continue;
      const instead = Object.hasOwn(gaugeFunctions, call.func) ? gaugeFunctions[call.func] : undefined;
      const [argument] = call.args;
      if (instead === undefined || argument === undefined) continue;
      const { kind } = infer.of(argument);
      if (kind !== 'counter' && kind !== 'bucket') continue;
      const inner = unwrap(argument);
      const what = inner.kind === 'MatrixSelector' ? (inner.selector.name ?? 'this') : text.slice(inner.from, inner.to);
      yield {
        span: argument,
        message: `${call.func}() is for gauges, and '${what}' is a counter`,
        fix: `use ${instead}(), which knows about restarts`,
      };
    }
  },
};
