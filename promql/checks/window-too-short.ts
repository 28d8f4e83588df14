import { walk } from '../syntax/walk.ts';
import type { Check } from './check.ts';
import { secondsOf } from './duration.ts';
import { durationText } from './support.ts';

/** Two samples are the least that `rate` needs; with four, a single scrape that fails does not leave a hole. */
const least = 4;

/** Functions that need at least two samples in their window. */
const needTwo = new Set([
  'rate',
  'irate',
  'increase',
  'delta',
  'idelta',
  'deriv',
  'predict_linear',
  'changes',
  'resets',
]);

/** NX517 */
export const windowTooShort: Check = {
  code: 'NX517',
  name: 'window-too-short',
  severity: 'error',
  title: 'A window of less than four scrape intervals.',
  why: 'A function such as `rate` needs two samples in its window. In a window of two intervals one scrape that fails or comes late is enough for a hole in the graph, and an alert that should fire resolves.',
  bad: [{ expr: 'rate(http_requests_total[30s])', says: '1m' }],
  good: [{ expr: 'rate(http_requests_total[1m])' }],
  *run({ expr, infer }) {
    for (const call of walk(expr)) {
      if (call.kind !== 'Call' || !needTwo.has(call.func)) continue;
      for (const argument of call.args) {
        if (argument.kind !== 'MatrixSelector') continue;
        const window = secondsOf(argument.range);
        const intervals = infer
          .of(argument)
          .selections.flatMap(({ series }) => series.map(({ source }) => source.interval));
        const longest = Math.max(...intervals);
        if (window === undefined || intervals.length === 0 || window >= least * longest) continue;
        yield {
          span: argument.range,
          message: `the window of ${window} s holds ${Math.floor(window / longest)} samples of what is read every ${longest} s`,
          fix: `use at least ${durationText(least * longest)}`,
        };
      }
    }
  },
};
