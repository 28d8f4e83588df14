import type { Span } from '../syntax/ast.ts';
import { scanString, unquote } from '../syntax/string.ts';
import type { TemplateFault } from './fault.ts';

/** One word of an action: `$labels.job` is one of kind `variable`, `.Labels.job` one of kind `field`. */
export interface Token extends Span {
  readonly kind:
    | 'word'
    | 'variable'
    | 'field'
    | 'string'
    | 'character'
    | 'number'
    | 'pipe'
    | 'open'
    | 'close'
    | 'declare'
    | 'other';
  /** As written; of a string or a character its value. */
  readonly text: string;
  /** Whether white space stands before it. */
  readonly spaced: boolean;
}

const patterns: readonly (readonly [Token['kind'], RegExp])[] = [
  [
    'number',
    /[+-]?(?:0[xX][\da-fA-F_]*\.?[\da-fA-F_]*(?:[pP][+-]?[\d_]+)?|0[bBoO][\d_]*|\d[\d_]*\.?[\d_]*(?:[eE][+-]?[\d_]+)?|\.\d[\d_]*(?:[eE][+-]?[\d_]+)?)i?/y,
  ],
  ['variable', /\$[\p{L}\p{Nd}_]*(?:\.[\p{L}_][\p{L}\p{Nd}_]*)*/uy],
  ['field', /\.[\p{L}_][\p{L}\p{Nd}_]*(?:\.[\p{L}_][\p{L}\p{Nd}_]*)*|\./uy],
  ['word', /[\p{L}_][\p{L}\p{Nd}_]*/uy],
  ['pipe', /\|/y],
  ['open', /\(/y],
  ['close', /\)(?:\.[\p{L}_][\p{L}\p{Nd}_]*)*/uy],
  ['declare', /:=|=/y],
  ['other', /,/y],
];

const names: ReadonlySet<Token['kind']> = new Set(['variable', 'field', 'word']);

/** The token at a place within an action, or why there is none. */
export function tokenAt(text: string, at: number, spaced: boolean): Token | TemplateFault {
  const quote = text[at] ?? '';
  if (quote === '"' || quote === '`' || quote === "'") return quotedAt(text, at, spaced);
  for (const [kind, pattern] of patterns) {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0];
    if (found === undefined) continue;
    const to = at + found.length;
    if (names.has(kind) && !/^(?:[\s.,|:)(]|\}\}|$)/.test(text.slice(to, to + 2))) return meaningless(text, to);
    if (kind === 'number' && /^[\p{L}\p{Nd}_]/u.test(text.slice(to, to + 2))) return meaningless(text, to);
    return { kind, text: found, from: at, to, spaced };
  }
  return meaningless(text, at);
}

function meaningless(text: string, at: number): TemplateFault {
  const char = String.fromCodePoint(text.codePointAt(at) ?? 0xfffd);
  return { from: at, to: at + char.length, message: `'${char}' has no meaning here` };
}

function quotedAt(text: string, at: number, spaced: boolean): Token | TemplateFault {
  const end = scanString(text, at);
  if (typeof end !== 'number') {
    return end.message.startsWith('unterminated') ? meaningless(text, at) : end;
  }
  const value = unquote(text.slice(at, end));
  if (text[at] !== "'") return { kind: 'string', text: value, from: at, to: end, spaced };
  if ([...value].length !== 1) return { from: at, to: end, message: 'single quotes hold one character, not a text' };
  return { kind: 'character', text: value, from: at, to: end, spaced };
}
