import type { DurationExpr, MatrixSelector, SubqueryExpr } from '../syntax/ast.ts';
import { secondsOf } from '../syntax/length.ts';
import { durationText } from '../syntax/print-parts.ts';
import { walk } from '../syntax/walk.ts';
import type { Check, Remark } from './check.ts';

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
  title: 'A window of less than four scrape intervals, or of no length at all.',
  why: 'A function such as `rate` needs two samples in its window. In a window of two intervals one scrape that fails or comes late is enough for a hole in the graph, and an alert that should fire resolves. A window that is calculated to zero or less is found only when the query runs: Prometheus loads the rule, and every evaluation of it fails.',
  bad: [
    { expr: 'rate(http_requests_total[30s])', says: '1m' },
    { expr: 'avg_over_time(queue_depth[5m - 300])', says: 'refuses' },
  ],
  good: [{ expr: 'rate(http_requests_total[1m])' }],
  *run({ expr, infer, text }) {
    for (const call of walk(expr)) {
      if (call.kind === 'MatrixSelector' || call.kind === 'SubqueryExpr') yield* nothing(call, text);
      if (call.kind !== 'Call' || !needTwo.has(call.func)) continue;
      for (const argument of call.args) {
        if (argument.kind !== 'MatrixSelector') continue;
        const window = secondsOf(argument.range);
        const intervals = infer
          .of(argument)
          .selections.flatMap(({ series }) => series.map(({ source }) => source.interval));
        const longest = Math.max(...intervals);
        if (window === undefined || !isLength(window) || intervals.length === 0 || window >= least * longest) continue;
        yield {
          span: argument.range,
          message: `the window of ${window} s holds ${Math.floor(window / longest)} samples of what is read every ${longest} s`,
          fix: `use at least ${durationText(least * longest)}`,
        };
      }
    }
  },
};

/** Whether Prometheus can look back so far. */
function isLength(seconds: number): boolean {
  return seconds > 0 && Number.isFinite(seconds);
}

/** What Prometheus refuses when the query runs: a bare `0s` its parser has refused already. */
function* nothing(part: MatrixSelector | SubqueryExpr, text: string): Generator<Remark> {
  const lengths: (readonly [string, DurationExpr | undefined])[] = [
    ['window', part.range],
    ['step', part.kind === 'SubqueryExpr' ? part.step : undefined],
  ];
  for (const [what, duration] of lengths) {
    const seconds = duration && secondsOf(duration);
    if (duration === undefined || seconds === undefined || isLength(seconds)) continue;
    const length = Number.isFinite(seconds) ? `is ${seconds} s` : 'divides by zero or is beyond all measure';
    yield {
      span: duration,
      message: `the ${what} ${text.slice(duration.from, duration.to)} ${length}, which Prometheus refuses when it runs the query`,
      fix: 'write a length of time above zero, such as 5m',
    };
  }
}
