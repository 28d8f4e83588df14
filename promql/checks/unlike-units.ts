import type { Shape } from '../infer/shape.ts';
import type { Unit } from '../infer/unit.ts';
import { sameScale, sameUnit, unitText } from '../infer/units.ts';
import type { BinaryExpr } from '../syntax/ast.ts';
import { walk } from '../syntax/walk.ts';
import type { Check, CheckContext, Remark } from './check.ts';

/** Operators that make sense only between values of one unit. Not `or`: an alert may be about bytes here and seconds there. */
const alike = new Set(['+', '-', '==', '!=', '<', '<=', '>', '>=']);

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
      const remark = part.kind === 'BinaryExpr' && alike.has(part.operator) ? judge(part, context) : undefined;
      if (remark !== undefined) yield { span: part, ...remark };
    }
  },
};

/** Points in time lie above this since 1973; a smaller number beside one is a length of time. */
const earliest = 1e8;

function judge(expr: BinaryExpr, context: CheckContext): Omit<Remark, 'span'> | undefined {
  return instantBesideNumber(expr, context) ?? unlike(expr, context.infer.of(expr.left), context.infer.of(expr.right));
}

/** A point in time compared with a written number that is none: `process_start_time_seconds > 3600`. */
function instantBesideNumber(
  { operator, left, right }: BinaryExpr,
  { infer, text }: CheckContext,
): Omit<Remark, 'span'> | undefined {
  if (operator === '+' || operator === '-') return undefined;
  for (const [instant, written] of [
    [left, right],
    [right, left],
  ] as const) {
    const { bounds, adapts } = infer.of(written);
    // A written zero says "never happened", which is how many programs say it.
    const length = adapts && bounds.min === bounds.max && bounds.max !== 0 && Math.abs(bounds.max) < earliest;
    if (!length || infer.of(instant).unit?.instant !== true) continue;
    const what = text.slice(instant.from, instant.to);
    return {
      message: `${what} is a point in time (seconds since 1970), and ${bounds.max} is no such point`,
      fix: `compare the time that has passed: time() - ${what}`,
    };
  }
  return undefined;
}

function unlike({ operator }: BinaryExpr, left: Shape, right: Shape): Omit<Remark, 'span'> | undefined {
  const [mine, theirs] = [left.unit, right.unit];
  if (mine === undefined || theirs === undefined) return undefined;
  if (mine.instant && theirs.instant) {
    if (operator !== '+') return undefined;
    return {
      message: 'a point in time cannot be added to a point in time',
      fix: 'subtract them to get the time between the two',
    };
  }
  if (shifts(operator, mine, theirs)) return undefined;
  if (!sameUnit(mine, theirs)) {
    return {
      message: `the left side is in ${unitText(mine)}, the right side in ${unitText(theirs)}`,
      fix:
        mine.instant || theirs.instant
          ? 'subtract the point in time from time() first'
          : 'compare and add only values of one unit; divide by a whole for a share',
    };
  }
  if (sameScale(left.scale, right.scale)) return undefined;
  return {
    message: `the left side counts in ${scaled(left.scale, mine)}, the right side in ${scaled(right.scale, theirs)}`,
    fix: 'multiply or divide both by the same',
  };
}

/** Whether a length of time is added to a point in time, or taken from it. */
function shifts(operator: BinaryExpr['operator'], left: Unit, right: Unit): boolean {
  const isLength = ({ instant, powers }: Unit) => !instant && powers.seconds === 1 && Object.keys(powers).length === 1;
  if (left.instant) return (operator === '+' || operator === '-') && isLength(right);
  return right.instant === true && operator === '+' && isLength(left);
}

function scaled(scale: number, unit: Unit): string {
  return scale === 1 ? unitText(unit) : `1/${Math.round(scale * 1e6) / 1e6} of ${unitText(unit)}`;
}
