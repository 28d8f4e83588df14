import type { Expr } from './ast.ts';
import { checkTypes } from './check-types.ts';
import { PromqlError } from './error.ts';
import { parseExpression } from './expression.ts';
import { TokenStream } from './stream.ts';
import { Kind } from './token.ts';

/**
 * The tree of an expression, as Prometheus 3.14 reads it with every feature flag on; what needs a flag or a newer version is found by
 * looking at the tree. Throws nothing but `PromqlError`, where Prometheus would refuse it too, or where it is nested more than
 * `maxNesting` levels deep.
 */
export function parse(text: string): Expr {
  const stream = new TokenStream(text);
  if (stream.is(Kind.EndOfInput)) throw new PromqlError('no expression found in input', 0, text.length);
  const expr = parseExpression(stream);
  if (!stream.is(Kind.EndOfInput)) throw stream.unexpected();
  checkTypes(expr, stream.matchings);
  return expr;
}

/** The same for who goes on either way: the refusal is returned. */
export function tryParse(text: string): Expr | PromqlError {
  try {
    return parse(text);
  } catch (error) {
    if (error instanceof PromqlError) return error;
    throw error;
  }
}
