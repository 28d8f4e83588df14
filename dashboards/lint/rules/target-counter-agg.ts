import { children, type Expr, walk } from '../../../promql/index.ts';
import { type DashboardRule, eachTarget } from '../rule.ts';

/** What makes something of a counter that means anything. */
const functions = ['rate', 'irate', 'increase', 'resets', 'changes', 'absent', 'absent_over_time', 'timestamp'];
const aggregations = ['count', 'group'];

/** `target-counter-agg` */
export const targetCounterAgg: DashboardRule = {
  id: 'target-counter-agg',
  severity: 'warning',
  why: 'A counter only grows, and starts at nothing after a restart: its value says how long the program has run.',
  sameAs: 'NX507',
  run: eachTarget(({ parsed }, _panel, _board, { gauges }) => {
    if (parsed === undefined) return undefined;
    const covered = new Set(walk(parsed).flatMap((part) => (isMeant(part) ? children(part).flatMap(walk) : [])));
    const raw = walk(parsed).flatMap((part) => {
      if (
        part.kind !== 'VectorSelector' ||
        !part.name?.endsWith('_total') ||
        covered.has(part) ||
        gauges?.has(part.name)
      )
        return [];
      return [part.name];
    });
    return [...new Set(raw)].map((name) => ({
      at: ['expr'],
      message: `'${name}' is a counter, and the panel shows how much it has ever counted`,
      fix: `show how fast it grows: rate(${name}[$__rate_interval])`,
    }));
  }),
};

function isMeant(part: Expr): boolean {
  if (part.kind === 'Call') return functions.includes(part.func);
  return part.kind === 'AggregateExpr' && aggregations.includes(part.operator);
}
