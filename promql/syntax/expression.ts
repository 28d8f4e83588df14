import { isAggregation, parseAggregate } from './aggregate.ts';
import type { BinaryExpr, Expr, NumberLiteral } from './ast.ts';
import { type BinaryRule, binaryRules, parseBinaryModifiers, powerPrecedence } from './binary.ts';
import { isCall, parseCall } from './call.ts';
import { acceptSign, parseSeconds } from './duration.ts';
import { parsePostfix } from './postfix.ts';
import { parseSelector } from './selector.ts';
import type { TokenStream } from './stream.ts';
import { unquote } from './string.ts';
import { isMetricName, Kind } from './token.ts';

/** Whether an expression can begin with such a token. */
export function startsExpression(kind: Kind): boolean {
  return (
    isMetricName(kind) ||
    (kind >= Kind.Number && kind <= Kind.LeftParen) ||
    kind === Kind.LeftBrace ||
    kind === Kind.Add ||
    kind === Kind.Sub
  );
}

/** An expression with operators that bind at least so tight. */
export function parseExpression(stream: TokenStream, least = 1): Expr {
  let left = parseSigned(stream);
  for (;;) {
    const rule = binaryRules[stream.kind];
    if (rule === undefined || rule.precedence < least) return left;
    left = parseRight(stream, left, rule);
  }
}

function parseRight(stream: TokenStream, left: Expr, { operator, precedence }: BinaryRule): BinaryExpr {
  const operatorSpan = { from: stream.from, to: stream.to };
  stream.advance();
  const { returnBool, matching } = parseBinaryModifiers(stream);
  const isPower = precedence === powerPrecedence;
  if (isPower) stream.enter();
  const right = parseExpression(stream, isPower ? precedence : precedence + 1);
  if (isPower) stream.leave();
  const { from } = left;
  const { to } = right;
  const expr: BinaryExpr = { kind: 'BinaryExpr', from, to, operator, operatorSpan, left, right, returnBool };
  if (matching !== undefined) stream.matchings.set(expr, matching);
  return expr;
}

/** A sign binds tighter than `*` and looser than `^`; that of a number belongs to the number. */
function parseSigned(stream: TokenStream): Expr {
  if (stream.kind !== Kind.Add && stream.kind !== Kind.Sub) return parsePostfix(stream, parsePrimary(stream));
  const { from } = stream;
  stream.enter();
  const operator = acceptSign(stream) ?? '+';
  const expr = parseExpression(stream, powerPrecedence);
  stream.leave();
  if (expr.kind !== 'NumberLiteral') return { kind: 'UnaryExpr', from, to: expr.to, operator, expr };
  return { ...expr, from, value: operator === '-' ? -expr.value : expr.value };
}

function parsePrimary(stream: TokenStream): Expr {
  const { kind, from, to } = stream;
  switch (kind) {
    case Kind.LeftParen:
      return parseParen(stream);
    case Kind.Number:
    case Kind.Duration: {
      const literal: NumberLiteral = { kind: 'NumberLiteral', from, to, value: parseSeconds(stream) };
      return kind === Kind.Duration ? { ...literal, duration: true } : literal;
    }
    case Kind.String: {
      const value = unquote(stream.word);
      stream.advance();
      return { kind: 'StringLiteral', from, to, value };
    }
    case Kind.LeftBrace:
      return parseSelector(stream);
    default:
      if (isAggregation(stream)) return parseAggregate(stream);
      if (isCall(stream)) return parseCall(stream);
      if (isMetricName(kind)) return parseSelector(stream);
      throw stream.unexpected();
  }
}

function parseParen(stream: TokenStream): Expr {
  const { from } = stream;
  stream.enter();
  stream.advance();
  const expr = parseExpression(stream);
  if (!stream.accept(Kind.RightParen)) throw stream.unexpected();
  stream.leave();
  return { kind: 'ParenExpr', from, to: stream.before, expr };
}
