import type { AtModifier, DurationExpr, Expr, Modifiers, Span, SubqueryExpr, VectorSelector } from './ast.ts';
import { acceptSign, durationStart, parseBracketDuration, parseOffsetDuration, parseSeconds } from './duration.ts';
import { PromqlError } from './error.ts';
import type { Mutable } from './mutable.ts';
import type { TokenStream } from './stream.ts';
import { Kind } from './token.ts';

/** What stands behind an expression and belongs to it alone: `[5m]`, `[1h:1m]`, `offset`, `@`, `anchored`, `smoothed`. */
export function parsePostfix(stream: TokenStream, first: Expr): Expr {
  let expr = first;
  for (;;) {
    switch (stream.kind) {
      case Kind.LeftBracket:
        expr = parseBrackets(stream, expr);
        break;
      case Kind.Offset:
        parseOffset(stream, expr);
        break;
      case Kind.At:
        parseAt(stream, expr);
        break;
      case Kind.Anchored:
      case Kind.Smoothed:
        parseExtended(stream, expr);
        break;
      default:
        return expr;
    }
  }
}

function parseBrackets(stream: TokenStream, expr: Expr): Expr {
  const { from } = stream;
  stream.advance();
  const range = parseBracketDuration(stream, ' in subquery or range selector', durationStart);
  if (stream.accept(Kind.Colon)) return parseSubquery(stream, expr, range);
  if (!stream.accept(Kind.RightBracket)) throw stream.unexpected(' in subquery or range', '":" or "]"');
  const fault = rangeFault(expr);
  if (fault !== undefined || expr.kind !== 'VectorSelector') {
    throw new PromqlError(fault ?? onlySelectors, from, stream.before);
  }
  return { kind: 'MatrixSelector', from: expr.from, to: stream.before, selector: expr, range };
}

const onlySelectors = 'ranges only allowed for vector selectors';

/** Why an expression cannot have a range. */
function rangeFault(expr: Expr): string | undefined {
  if (expr.kind !== 'VectorSelector') {
    return `${onlySelectors}; of anything else a subquery makes one: [5m:]`;
  }
  if (isSet(expr.offset)) return 'no offset modifiers allowed before range; it stands behind: x[5m] offset 1h';
  return expr.at === undefined ? undefined : 'no @ modifiers allowed before range; it stands behind: x[5m] @ 0';
}

function parseSubquery(stream: TokenStream, expr: Expr, range: DurationExpr): SubqueryExpr {
  const place = ' in subquery selector';
  const { from } = expr;
  if (stream.accept(Kind.RightBracket)) return { kind: 'SubqueryExpr', from, to: stream.before, expr, range };
  const step = parseBracketDuration(stream, place, 'number, duration, step(), range(), or "]"');
  if (!stream.accept(Kind.RightBracket)) throw stream.unexpected(place, '"]"');
  return { kind: 'SubqueryExpr', from, to: stream.before, expr, range, step };
}

/** What carries the modifiers of an expression, and the node that grows by them; `undefined` if it can have none. */
function target(expr: Expr): Mutable<Modifiers> | undefined {
  if (expr.kind === 'MatrixSelector') return expr.selector;
  return expr.kind === 'VectorSelector' || expr.kind === 'SubqueryExpr' ? expr : undefined;
}

function grow(expr: Expr, to: number): void {
  const node: Mutable<Span> = expr;
  node.to = to;
}

const carriers = 'must be preceded by an instant vector selector or range vector selector or a subquery';

/** To Prometheus an offset of zero is as good as none. */
function isSet(offset: DurationExpr | undefined): boolean {
  return offset !== undefined && !(offset.kind === 'DurationLiteral' && Math.round(offset.seconds * 1e9) === 0);
}

function parseOffset(stream: TokenStream, expr: Expr): void {
  stream.advance();
  const offset = parseOffsetDuration(stream);
  const carrier = target(expr);
  if (carrier === undefined) throw new PromqlError(`offset modifier ${carriers}`, expr.from, expr.to);
  if (isSet(carrier.offset)) {
    throw new PromqlError('offset may not be set multiple times', offset.from, offset.to);
  }
  carrier.offset = offset;
  grow(expr, stream.before);
}

function parseAt(stream: TokenStream, expr: Expr): void {
  const { from } = stream;
  stream.advance();
  const time = parseTime(stream);
  const at: AtModifier = { from, to: stream.before, time };
  const carrier = target(expr);
  if (carrier === undefined) throw new PromqlError(`@ modifier ${carriers}`, expr.from, expr.to);
  if (carrier.at !== undefined) throw new PromqlError('@ <timestamp> may not be set multiple times', at.from, at.to);
  carrier.at = at;
  grow(expr, stream.before);
}

function parseTime(stream: TokenStream): AtModifier['time'] {
  const unexpected = (): PromqlError => stream.unexpected(' in @', 'timestamp');
  if (stream.kind === Kind.Start || stream.kind === Kind.End) {
    const time = stream.kind === Kind.Start ? 'start' : 'end';
    stream.advance();
    if (!stream.accept(Kind.LeftParen) || !stream.accept(Kind.RightParen)) throw unexpected();
    return time;
  }
  const { from } = stream;
  const sign = acceptSign(stream);
  if (stream.kind !== Kind.Number && stream.kind !== Kind.Duration) throw unexpected();
  const seconds = parseSeconds(stream);
  const time = sign === '-' ? -seconds : seconds;
  if (!(Math.abs(time) < 2 ** 63)) {
    throw new PromqlError(`timestamp out of bounds for @ modifier: ${fixed(time)}`, from, stream.before);
  }
  // Prometheus keeps milliseconds.
  return (Math.sign(time) * Math.round(Math.abs(time) * 1000)) / 1000;
}

/** A number as Go's `%f` writes it. */
function fixed(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf';
  return `${BigInt(value)}.000000`;
}

function parseExtended(stream: TokenStream, expr: Expr): void {
  const extended = stream.kind === Kind.Anchored ? 'anchored' : 'smoothed';
  const { from, to } = stream;
  stream.advance();
  const selector = expr.kind === 'MatrixSelector' ? expr.selector : expr;
  if (selector.kind === 'SubqueryExpr') {
    throw new PromqlError(`${extended} modifier is not supported for subqueries`, from, to);
  }
  if (selector.kind !== 'VectorSelector') {
    throw new PromqlError(`${extended} modifier not implemented; it belongs behind a selector`, from, to);
  }
  if (selector.extended !== undefined && selector.extended !== extended) {
    throw new PromqlError('anchored and smoothed modifiers cannot be used together', from, to);
  }
  const node: Mutable<VectorSelector> = selector;
  node.extended = extended;
  grow(expr, to);
}
