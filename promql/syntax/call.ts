import { nearest } from '../nearest.ts';
import type { Call, Expr } from './ast.ts';
import { PromqlError } from './error.ts';
import { parseExpression, startsExpression } from './expression.ts';
import { functions } from './functions.ts';
import { quoted } from './quote.ts';
import type { TokenStream } from './stream.ts';
import { Kind } from './token.ts';

/** Whether the name at hand is that of a function. */
export function isCall(stream: TokenStream): boolean {
  const { kind } = stream;
  return (
    (kind === Kind.Identifier || (kind >= Kind.Start && kind <= Kind.MaxOf)) && stream.following === Kind.LeftParen
  );
}

/** `rate(x[5m])`; the name is at hand. */
export function parseCall(stream: TokenStream): Call {
  const { from, to: nameEnd, word: func } = stream;
  stream.advance();
  const args = parseArguments(stream);
  if (!Object.hasOwn(functions, func)) {
    throw new PromqlError(`unknown function with name ${quoted(func)}${hintFor(func)}`, from, nameEnd);
  }
  return { kind: 'Call', from, to: stream.before, func, funcSpan: { from, to: nameEnd }, args };
}

/** Functions of Prometheus 2 that have another name now. */
const renamed: Readonly<Record<string, string>> = { holt_winters: 'double_exponential_smoothing' };

function hintFor(func: string): string {
  if (Object.hasOwn(renamed, func)) return `; Prometheus 3 calls it ${renamed[func]}`;
  const similar = nearest(func, Object.keys(functions));
  return similar === undefined ? '' : `; did you mean ${similar}?`;
}

/** The arguments in parentheses. */
export function parseArguments(stream: TokenStream): Expr[] {
  stream.enter();
  if (!stream.accept(Kind.LeftParen)) throw stream.unexpected();
  const args: Expr[] = [];
  if (!stream.accept(Kind.RightParen)) {
    args.push(parseExpression(stream));
    while (stream.kind === Kind.Comma) {
      const { from, to } = stream;
      stream.advance();
      if (!startsExpression(stream.kind) && !stream.is(Kind.Error)) {
        throw new PromqlError('trailing commas not allowed in function call args', from, to);
      }
      args.push(parseExpression(stream));
    }
    if (!stream.accept(Kind.RightParen)) throw stream.unexpected();
  }
  stream.leave();
  return args;
}
