import type { Span } from '../syntax/ast.ts';
import type { TemplateFault } from './fault.ts';
import { type Token, tokenAt } from './token.ts';

/** What stands between `{{` and `}}`. */
export interface Action extends Span {
  readonly kind: 'action';
  readonly tokens: readonly Token[];
}

/** What stands between actions, without the white space that `{{-` and `-}}` take away. */
export interface Literal {
  readonly kind: 'literal';
  readonly text: string;
}

/** A template in the order of its text. */
export interface Pieces {
  readonly pieces: readonly (Action | Literal)[];
  /** Why the rest cannot be read. */
  readonly fault?: TemplateFault;
}

/** Takes a template apart. Comments are left out. */
export function piecesOf(text: string): Pieces {
  const pieces: (Action | Literal)[] = [];
  let at = 0;
  let trims = false;
  for (;;) {
    const open = text.indexOf('{{', at);
    const literal = text.slice(at, open < 0 ? undefined : open);
    const trimsBefore = open >= 0 && /^-[ \t\r\n]/.test(text.slice(open + 2, open + 4));
    const kept = trim(literal, trims, trimsBefore);
    if (kept !== '') pieces.push({ kind: 'literal', text: kept });
    if (open < 0) return { pieces };
    const inner = open + (trimsBefore ? 3 : 2);
    const end = commentEnd(text, open, inner) ?? actionEnd(text, open, inner);
    if ('message' in end) return { pieces, fault: end };
    if (end.action !== undefined) pieces.push(end.action);
    at = end.to;
    trims = end.trims;
  }
}

/** White space is what Go's templates take for it: no other kinds of Unicode. */
function trim(text: string, start: boolean, end: boolean): string {
  const rest = start ? text.replace(/^[ \t\r\n]+/, '') : text;
  return end ? rest.replace(/[ \t\r\n]+$/, '') : rest;
}

interface End {
  readonly to: number;
  /** Whether `-}}` takes away the white space behind. */
  readonly trims: boolean;
  readonly action?: Action;
}

function commentEnd(text: string, open: number, inner: number): End | TemplateFault | undefined {
  // Behind `{{-` one blank may stand before the comment.
  const start = inner === open + 3 ? inner + 1 : inner;
  if (!text.startsWith('/*', start)) return undefined;
  const end = text.indexOf('*/', start + 2);
  if (end < 0) return { from: open, to: open + 2, message: 'this comment is never closed' };
  const delimiter = /^(?:[ \t\r\n]-)?\}\}/.exec(text.slice(end + 2, end + 6))?.[0];
  if (delimiter === undefined) {
    return { from: open, to: end + 2, message: 'a comment fills its braces: nothing but }} stands behind it' };
  }
  return { to: end + 2 + delimiter.length, trims: delimiter.length > 2 };
}

function actionEnd(text: string, open: number, inner: number): End | TemplateFault {
  const tokens: Token[] = [];
  let at = inner;
  for (;;) {
    const before = at;
    while (/^[ \t\r\n]/.test(text[at] ?? '')) at++;
    const spaced = at > before;
    const delimiter = (spaced ? /^-?\}\}/ : /^\}\}/).exec(text.slice(at, at + 3))?.[0];
    if (delimiter !== undefined) {
      const to = at + delimiter.length;
      return { to, trims: delimiter.length > 2, action: { kind: 'action', from: open, to, tokens } };
    }
    if (at >= text.length) return { from: open, to: open + 2, message: 'this {{ is never closed' };
    const token = tokenAt(text, at, spaced);
    if ('message' in token) return token;
    tokens.push(token);
    at = token.to;
  }
}
