// How far back the rules of a stack look, by the name of what they read.
import { PromqlError, secondsOf, tryParse, type VectorSelector, walk } from '../promql/index.ts';
import type { RuleGroup } from '../stacks/model/index.ts';

/** A stretch of the past, in seconds before now. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** Prometheus takes the newest sample of the last five minutes. */
const lookback = 300;

/** The stretches that the rules read, by the name of the series; they do not overlap, and begin with the oldest. */
export function stretchesRead(groups: readonly RuleGroup[]): ReadonlyMap<string, readonly Stretch[]> {
  const all = new Map<string, Stretch[]>();
  for (const { expr } of groups.flatMap(({ rules }) => rules)) {
    const tree = tryParse(expr.text);
    if (tree instanceof PromqlError) throw tree;
    const parts = walk(tree);
    // A subquery moves all that stands in it: here, by all of its length.
    const around = Math.max(
      0,
      ...parts.map((part) => (part.kind === 'SubqueryExpr' ? (secondsOf(part.range) ?? 0) : 0)),
    );
    const ranges = new Map(
      parts.flatMap((part) =>
        part.kind === 'MatrixSelector' ? [[part.selector, secondsOf(part.range) ?? 0] as const] : [],
      ),
    );
    for (const part of parts) {
      if (part.kind !== 'VectorSelector' || part.name === undefined) continue;
      const to = offsetOf(part);
      const from = to + around + Math.max(lookback, ranges.get(part) ?? 0);
      all.set(part.name, [...(all.get(part.name) ?? []), { from, to }]);
    }
  }
  return new Map([...all].map(([name, stretches]) => [name, merged(stretches)]));
}

function offsetOf({ offset }: VectorSelector): number {
  return offset === undefined ? 0 : (secondsOf(offset) ?? 0);
}

function merged(stretches: readonly Stretch[]): Stretch[] {
  const all: Stretch[] = [];
  for (const next of [...stretches].sort((a, b) => b.from - a.from)) {
    const last = all.pop();
    if (last === undefined) all.push(next);
    else if (next.from < last.to) all.push(last, next);
    else all.push({ from: last.from, to: Math.min(last.to, next.to) });
  }
  return all;
}
