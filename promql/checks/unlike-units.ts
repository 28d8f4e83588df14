import { sameUnit, unitText } from '../infer/units.ts';
import type { BinaryExpr } from '../syntax/ast.ts';
import { walk } from '../syntax/walk.ts';
import type { Check, CheckContext, Remark } from './check.ts';

const alike = new Set(['+', '-', '==', '!=', '<', '<=', '>', '>=', 'or']);

/** NX512 */
export const unlikeUnits: Check = {
  code: 'NX512',
  name: 'unlike-units',
  severity: 'error',
  title: 'Values of unlike units, added or compared.',
  why: 'Seconds are never more than bytes, and a point in time plus another is nothing. Prometheus knows no units and answers all the same; the alert fires always or never.',
  bad: [
    { expr: 'process_resident_memory_bytes > http_request_duration_seconds_sum', says: 'bytes' },
    { expr: 'process_start_time_seconds > 3600', says: 'time() - process_start_time_seconds' },
    { expr: 'time() + process_start_time_seconds', says: 'point in time' },
  ],
  good: [
    { expr: 'time() - process_start_time_seconds > 3600' },
    { expr: 'node_filesystem_avail_bytes / node_filesystem_size_bytes < 0.1' },
    { expr: 'process_resident_memory_bytes > 5e8' },
  ],
  *run(context) {
    for (const part of walk(context.expr)) {
      if (part.kind === 'BinaryExpr' && alike.has(part.operator)) yield* judge(part, context);
    }
  },
};

/** Points in time lie above this since 1973; a smaller number beside one is a length of time. */
const earliest = 1e8;

function* judge(expr: BinaryExpr, { infer, text }: CheckContext): Generator<Remark> {
  const [left, right] = [infer.of(expr.left), infer.of(expr.right)];
  const [first, second] = [text.slice(expr.left.from, expr.left.to), text.slice(expr.right.from, expr.right.to)];
  for (const [instant, number, what] of [
    [left, right, first],
    [right, left, second],
  ] as const) {
    const { min, max } = number.bounds;
    if (expr.operator === '+' || expr.operator === '-' || expr.operator === 'or' || instant.unit?.instant !== true)
      continue;
    // A written zero says "never happened", which is how many programs say it.
    if (!number.adapts || min !== max || max === 0 || Math.abs(max) >= earliest) continue;
    yield {
      span: expr,
      message: `${what} is a point in time (seconds since 1970), and ${max} is no such point`,
      fix: `compare the time that has passed: time() - ${what}`,
    };
    return;
  }
  if (left.unit === undefined || right.unit === undefined) return;
  if (left.unit.instant && right.unit.instant) {
    if (expr.operator !== '+') return;
    const fix = 'subtract them to get the time between the two';
    yield { span: expr, message: 'a point in time cannot be added to a point in time', fix };
    return;
  }
  const mixed = left.unit.instant || right.unit.instant;
  const lengthOfTime = mixed && (left.unit.instant ? right : left).unit?.powers.seconds === 1;
  if (lengthOfTime && (expr.operator === '+' || (expr.operator === '-' && left.unit.instant))) return;
  if (sameUnit(left.unit, right.unit)) {
    if (left.scale === right.scale || left.unit.instant) return;
    yield {
      span: expr,
      message: `the left side counts in ${scaleText(left.scale, unitText(left.unit))}, the right side in ${scaleText(right.scale, unitText(right.unit))}`,
      fix: 'multiply or divide both by the same',
    };
    return;
  }
  yield {
    span: expr,
    message: `the left side is in ${unitText(left.unit)}, the right side in ${unitText(right.unit)}`,
    fix: mixed
      ? 'subtract the point in time from time() first'
      : 'compare and add only values of one unit; divide by a whole for a share',
  };
}

function scaleText(scale: number, unit: string): string {
  return scale === 1 ? unit : `1/${Math.round(scale * 1e6) / 1e6} of ${unit}`;
}
