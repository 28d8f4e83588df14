import type { BinaryExpr, VectorMatching } from './ast.ts';
import { PromqlError } from './error.ts';
import { Lexer } from './lexer.ts';
import { describe, Kind } from './token.ts';

/** How deep parentheses, calls, signs and `^` may stand within each other. Deeper ones would exhaust the stack of who reads the tree. */
export const maxNesting = 256;

/** The tokens of one expression: the one at hand, and the one behind it. */
export class TokenStream {
  readonly text: string;
  kind: Kind = Kind.EndOfInput;
  from = 0;
  to = 0;
  /** Where the token before it ends. */
  before = 0;
  /** What a mistake that nothing else explains is in: ` in aggregation`. */
  place = '';
  /** What was written between operators and their right sides; the types decide whether it may stand there. */
  readonly matchings = new Map<BinaryExpr, VectorMatching>();

  readonly #lexer: Lexer;
  #nesting = 0;

  constructor(text: string) {
    this.text = text;
    this.#lexer = new Lexer(text);
    this.#lexer.next();
    this.advance();
  }

  /** The kind of the token behind the one at hand. */
  get following(): Kind {
    return this.#lexer.kind;
  }

  /** Goes to the next token. */
  advance(): void {
    const lexer = this.#lexer;
    this.before = this.to;
    this.kind = lexer.kind;
    this.from = lexer.from;
    this.to = lexer.to;
    lexer.next();
  }

  /** Whether the token at hand is of this kind. */
  is(kind: Kind): boolean {
    return this.kind === kind;
  }

  /** Takes the token at hand if it is of this kind. */
  accept(kind: Kind): boolean {
    if (this.kind !== kind) return false;
    this.advance();
    return true;
  }

  /** The text of the token at hand. */
  get word(): string {
    return this.text.slice(this.from, this.to);
  }

  /** Complains about the token at hand; `expected` says what could stand there. */
  unexpected(place = this.place, expected?: string): PromqlError {
    if (this.kind === Kind.Error) return new PromqlError(this.#lexer.message, this.from, this.to);
    const instead = expected === undefined ? '' : `, expected ${expected}`;
    const message = `unexpected ${describe(this.kind, this.word)}${place}${instead}`;
    return new PromqlError(message, this.from, this.to);
  }

  /** Goes one level deeper; `leave` comes back. */
  enter(): void {
    if (++this.#nesting <= maxNesting) return;
    throw new PromqlError(`nested more than ${maxNesting} levels deep`, this.from, this.to);
  }

  /** Comes back one level. */
  leave(): void {
    this.#nesting--;
  }
}
