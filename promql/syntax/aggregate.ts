import type { AggregateExpr, AggregateOperator, LabelName } from './ast.ts';
import { parseArguments } from './call.ts';
import { PromqlError } from './error.ts';
import { aggregations } from './functions.ts';
import { parseLabelNames } from './labels.ts';
import type { Mutable } from './mutable.ts';
import type { TokenStream } from './stream.ts';
import { Kind } from './token.ts';

function isOperator(word: string): word is AggregateOperator {
  return Object.hasOwn(aggregations, word);
}

/** Whether the name at hand aggregates, rather than being that of a metric. */
export function isAggregation(stream: TokenStream): boolean {
  if (stream.kind !== Kind.Aggregation) return false;
  const { following } = stream;
  return following === Kind.LeftParen || following === Kind.By || following === Kind.Without;
}

interface Grouping {
  readonly grouping: readonly LabelName[];
  readonly without: boolean;
  readonly grouped: boolean;
}

function parseGrouping(stream: TokenStream): Grouping | undefined {
  if (stream.kind !== Kind.By && stream.kind !== Kind.Without) return undefined;
  const without = stream.kind === Kind.Without;
  stream.advance();
  return { grouping: parseLabelNames(stream), without, grouped: true };
}

/** `sum by (job) (x)`, `sum(x) by (job)`; the name of the aggregation is at hand. */
export function parseAggregate(stream: TokenStream): AggregateExpr {
  const { from } = stream;
  const operator = stream.word.toLowerCase();
  if (!isOperator(operator)) throw stream.unexpected();
  stream.advance();
  const { place } = stream;
  stream.place = ' in aggregation';
  const before = parseGrouping(stream);
  const args = parseArguments(stream);
  const grouping = before ?? parseGrouping(stream) ?? { grouping: [], without: false, grouped: false };
  // Prometheus looks for `by` behind the parenthesis before it counts the arguments.
  if (before === undefined && stream.is(Kind.Error)) throw stream.unexpected();
  stream.place = place;
  const to = stream.before;

  if (args.length === 0) throw new PromqlError('no arguments for aggregate expression provided', from, to);
  const param = aggregations[operator].param !== undefined;
  const wanted = param ? 2 : 1;
  const expr = args[wanted - 1];
  if (args.length !== wanted || expr === undefined) {
    const counts = `expected ${wanted}, got ${args.length}`;
    throw new PromqlError(`wrong number of arguments for aggregate expression provided, ${counts}`, from, to);
  }
  const result: Mutable<AggregateExpr> = { kind: 'AggregateExpr', from, to, operator, expr, ...grouping };
  if (param && args[0] !== undefined) result.param = args[0];
  return result;
}
