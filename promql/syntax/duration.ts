import type { DurationBinary, DurationExpr, DurationLiteral, DurationStep } from './ast.ts';
import { PromqlError } from './error.ts';
import { parseDuration, parseNumber } from './number.ts';
import type { TokenStream } from './stream.ts';
import { Kind } from './token.ts';

/** What can begin a duration, as Prometheus says it. */
export const durationStart = 'number, duration, step(), or range()';

/** Prometheus keeps durations as nanoseconds in 64 bits. */
const maxSeconds = 2 ** 63 / 1e9;

const sum = 1;
const product = 2;
const power = 3;

const operators: ReadonlyMap<Kind, { readonly operator: DurationBinary['operator']; readonly precedence: number }> =
  new Map([
    [Kind.Add, { operator: '+', precedence: sum }],
    [Kind.Sub, { operator: '-', precedence: sum }],
    [Kind.Mul, { operator: '*', precedence: product }],
    [Kind.Div, { operator: '/', precedence: product }],
    [Kind.Mod, { operator: '%', precedence: product }],
    [Kind.Pow, { operator: '^', precedence: power }],
  ]);

/** The number or duration at hand, in seconds. */
export function parseSeconds(stream: TokenStream): number {
  const { from, to, word } = stream;
  const value = stream.kind === Kind.Number ? parseNumber(word) : parseDuration(word);
  if (typeof value === 'string') throw new PromqlError(value, from, to);
  stream.advance();
  return value;
}

/** The sign at hand, if there is one. */
export function acceptSign(stream: TokenStream): '+' | '-' | undefined {
  if (stream.accept(Kind.Add)) return '+';
  return stream.accept(Kind.Sub) ? '-' : undefined;
}

/** A duration as it stands in brackets. */
export function parseBracketDuration(stream: TokenStream, place: string, expected: string): DurationExpr {
  const duration = parseOperations(stream, place, expected, sum);
  if (stream.is(Kind.Error)) throw stream.unexpected();
  // What is computed is known only when the query runs; a bare number is known now.
  if (duration.kind === 'DurationLiteral' && duration.seconds <= 0) {
    throw new PromqlError('duration must be greater than 0', duration.from, duration.to);
  }
  return duration;
}

/**
 * A duration as it stands behind `offset`. Arithmetic needs parentheses there: `x offset 5m - 1` subtracts from `x`. But behind a
 * closing parenthesis it goes on, `x offset (5m) - 1` being an offset of 299 s: Prometheus's grammar has it so.
 */
export function parseOffsetDuration(stream: TokenStream): DurationExpr {
  const place = ' in offset';
  const { from } = stream;
  const sign = acceptSign(stream);
  if (stream.kind === Kind.LeftParen) {
    const paren = parseParen(stream, place, durationStart);
    if (sign !== undefined) return { kind: 'DurationUnary', from, to: paren.to, operator: sign, expr: paren };
    return parseTail(stream, place, durationStart, sum, paren);
  }
  if (sign !== undefined && (stream.kind === Kind.Add || stream.kind === Kind.Sub)) {
    const first = signed(sign, parseOperations(stream, place, durationStart, power), from);
    const expr = parseTail(stream, place, durationStart, sum, first);
    // Behind two signs, too, arithmetic goes on; the tree says it as anybody else would write it.
    return expr === first ? first : { kind: 'DurationParen', from: expr.from, to: expr.to, expr };
  }
  const primary = parsePrimary(stream, place, durationStart);
  return sign === undefined ? primary : signed(sign, primary, from);
}

function parseOperations(stream: TokenStream, place: string, expected: string, least: number): DurationExpr {
  return parseTail(stream, place, expected, least, parseOperand(stream, place, expected));
}

function parseTail(
  stream: TokenStream,
  place: string,
  expected: string,
  least: number,
  first: DurationExpr,
): DurationExpr {
  let left = first;
  for (;;) {
    const found = operators.get(stream.kind);
    if (found === undefined || found.precedence < least) return left;
    const { operator, precedence } = found;
    const { from, to } = stream;
    stream.advance();
    stream.enter();
    const next = precedence === power ? power : precedence + 1;
    const right = parseOperations(stream, place, expected, next);
    stream.leave();
    if (stream.is(Kind.Error)) throw stream.unexpected();
    if ((operator === '/' || operator === '%') && right.kind === 'DurationLiteral' && right.seconds === 0) {
      throw new PromqlError(operator === '/' ? 'division by zero' : 'modulo by zero', from, to);
    }
    left = { kind: 'DurationBinary', from: left.from, to: right.to, operator, left, right };
  }
}

function parseOperand(stream: TokenStream, place: string, expected: string): DurationExpr {
  const { from } = stream;
  if (stream.kind !== Kind.Add && stream.kind !== Kind.Sub) return parsePrimary(stream, place, expected);
  stream.enter();
  const sign = acceptSign(stream) ?? '+';
  const operand = parseOperations(stream, place, expected, power);
  stream.leave();
  return signed(sign, operand, from);
}

/** The sign of a number belongs to it. */
function signed(sign: '+' | '-', operand: DurationExpr, from: number): DurationExpr {
  if (operand.kind !== 'DurationLiteral') {
    return { kind: 'DurationUnary', from, to: operand.to, operator: sign, expr: operand };
  }
  return { ...operand, from, seconds: sign === '-' ? -operand.seconds : operand.seconds };
}

function parsePrimary(stream: TokenStream, place: string, expected: string): DurationExpr {
  switch (stream.kind) {
    case Kind.Number:
    case Kind.Duration:
      return parseLiteral(stream);
    case Kind.Step:
    case Kind.Range:
      return parseCall(stream, place, expected, stream.kind === Kind.Step ? 'step' : 'range');
    case Kind.MinOf:
    case Kind.MaxOf:
      return parseCall(stream, place, expected, stream.kind === Kind.MinOf ? 'min_of' : 'max_of');
    case Kind.LeftParen:
      return parseParen(stream, place, expected);
    default:
      throw stream.unexpected(place, expected);
  }
}

function parseLiteral(stream: TokenStream): DurationLiteral {
  const { from, to, kind } = stream;
  const seconds = parseSeconds(stream);
  if (seconds > maxSeconds || seconds < -maxSeconds) throw new PromqlError('duration out of range', from, to);
  return { kind: 'DurationLiteral', from, to, seconds, number: kind === Kind.Number };
}

function parseParen(stream: TokenStream, place: string, expected: string): DurationExpr {
  const { from } = stream;
  stream.enter();
  stream.advance();
  const expr = parseOperations(stream, place, expected, sum);
  if (!stream.accept(Kind.RightParen)) throw stream.unexpected(place, expected);
  stream.leave();
  return { kind: 'DurationParen', from, to: stream.before, expr };
}

function parseCall(stream: TokenStream, place: string, expected: string, name: DurationStep['name']): DurationStep {
  const { from } = stream;
  const want = (kind: Kind): void => {
    if (!stream.accept(kind)) throw stream.unexpected(place, expected);
  };
  stream.enter();
  stream.advance();
  want(Kind.LeftParen);
  const args: DurationExpr[] = [];
  if (name === 'min_of' || name === 'max_of') {
    args.push(parseOperations(stream, place, expected, sum));
    want(Kind.Comma);
    args.push(parseOperations(stream, place, expected, sum));
  }
  want(Kind.RightParen);
  stream.leave();
  return { kind: 'DurationCall', from, to: stream.before, name, args };
}
