import { secondsOf } from '../syntax/length.ts';
import { durationText } from '../syntax/print-parts.ts';
import { walk } from '../syntax/walk.ts';
import type { Check } from './check.ts';

/** Points beyond which a subquery is dear for no gain: Prometheus refuses a panel that asks for more of one series. */
const most = 11_000;

/** NX519 */
export const subqueryResolution: Check = {
  code: 'NX519',
  name: 'subquery-resolution',
  severity: 'warning',
  title: 'A subquery that is too coarse for what it computes, or needlessly fine.',
  why: 'A subquery evaluates its inside once for every step of its window. Steps as long as the window leave a single point, which has no rate and no maximum; a hundred thousand steps cost as much as a hundred thousand queries, every time the rule runs.',
  bad: [
    { expr: 'max_over_time(rate(http_requests_total[5m])[10m:10m])', says: 'point' },
    { expr: 'max_over_time(rate(http_requests_total[5m])[30d:15s])', says: '172800' },
  ],
  good: [{ expr: 'max_over_time(rate(http_requests_total[5m])[1d:5m])' }],
  *run({ expr, environment }) {
    for (const part of walk(expr)) {
      if (part.kind !== 'SubqueryExpr') continue;
      const range = secondsOf(part.range);
      // Whatever the interval of the group is, Prometheus takes the global one.
      const step = part.step === undefined ? environment.evaluationInterval : secondsOf(part.step);
      if (range === undefined || step === undefined || !(range > 0) || !(step > 0)) continue;
      const points = Math.floor(range / step);
      if (points < 2) {
        const fix = `use a step of at most ${durationText(Math.max(1, Math.floor(range / 4)))}`;
        const message = `the window of ${durationText(range)} holds ${points === 1 ? 'one point' : 'no point'} at a step of ${durationText(step)}`;
        yield { span: part, message, fix };
      } else if (points > most) {
        const fix = `use a longer step, or record the inside with a rule and read that`;
        yield { span: part, message: `the inside is evaluated ${points} times for each evaluation of the whole`, fix };
      }
    }
  },
};
