import type { Span } from './syntax/ast.ts';

/** Where an expression was written: a `promql` template in somebody's program. */
export interface Origin {
  /** The call frame of the template, as V8 prints it (`    at file:///stacks/shop.ts:3:12`). Formatted when it is asked for. */
  readonly stack: () => string | undefined;
  /** The literal parts of the template as they are written, escapes and all, line breaks as `\n`. */
  readonly parts: readonly string[];
  /** What each range of the expression's text was made from, in the order of the text, without a gap. */
  readonly pieces: () => readonly Piece[];
}

/** A range of an expression's text, and what it was made from. */
export interface Piece extends Span {
  /** Which literal part of the template; for a value, the part in front of its `${…}`. */
  readonly part: number;
  /** Where in that part it begins, in UTF-16 units of the part as written; for a value, the end of the part. */
  readonly offset: number;
  /** How long it is in the part as written. Differs from the length in the text for an escape; 0 for a value. */
  readonly length: number;
  /** It came out of a `${…}`. */
  readonly value: boolean;
  /** The expression that was interpolated, and where in its text this range begins. */
  readonly inner?: { readonly origin: Origin; readonly from: number };
}

/** A value as it was printed into an expression. */
export interface Printed {
  readonly text: string;
  /** The value's own origin, and where in `text` the value's text begins and ends: parentheses may stand around it. */
  readonly inner?: { readonly origin: Origin; readonly from: number; readonly to: number };
}

/**
 * Remembers where a template stands. `tag` is the function that is called by the template: the frame above it counts.
 * Only the frame is taken now; the rest is worked out when somebody asks.
 */
export function originOf(
  parts: TemplateStringsArray,
  printed: readonly Printed[],
  tag: (parts: TemplateStringsArray, ...values: never[]) => unknown,
): Origin {
  const frame: { stack?: string } = {};
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 1;
  Error.captureStackTrace?.(frame, tag);
  Error.stackTraceLimit = limit;
  return { stack: () => frame.stack, parts: parts.raw, pieces: () => trimmedPieces(parts, printed) };
}

/** Template literals carry the source file's indentation; a rule file should not. */
export function trimLines(text: string): string {
  if (!text.includes('\n')) return text.trim();
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('\n');
}

/** The ranges of a text that `trimLines` keeps, in order; the line breaks between lines are kept ranges too. */
function keptRanges(text: string): Span[] {
  const kept: Span[] = [];
  let start = 0;
  let lineBreak: Span | undefined;
  for (const line of text.split('\n')) {
    const trimmed = line.trim();
    if (trimmed !== '') {
      const from = start + (line.length - line.trimStart().length);
      if (lineBreak) kept.push(lineBreak);
      kept.push({ from, to: from + trimmed.length });
      lineBreak = { from: start + line.length, to: start + line.length + 1 };
    }
    start += line.length + 1;
  }
  return kept;
}

function trimmedPieces(parts: TemplateStringsArray, printed: readonly Printed[]): Piece[] {
  const pieces = parts.flatMap((cooked, part) => [
    ...literalPieces(cooked, parts.raw[part] ?? cooked, part),
    ...valuePieces(printed[part], part, parts.raw[part]?.length ?? 0),
  ]);
  // So far `from` and `to` are lengths from 0; now they are put one behind the other.
  let at = 0;
  const placed = pieces.map((piece): Piece => {
    const from = at;
    at += piece.to - piece.from;
    return { ...piece, from, to: at };
  });
  const whole = parts.map((cooked, part) => cooked + (printed[part]?.text ?? '')).join('');
  let now = 0;
  return keptRanges(whole).flatMap((range) => {
    const cuts = placed.filter(({ from, to }) => from < range.to && to > range.from);
    return cuts.map((piece): Piece => {
      const skipped = Math.max(0, range.from - piece.from);
      const length = Math.min(piece.to, range.to) - piece.from - skipped;
      const from = now;
      now += length;
      const plain = !piece.value && piece.length === piece.to - piece.from;
      return {
        ...piece,
        from,
        to: now,
        ...(plain && { offset: piece.offset + skipped, length }),
        ...(piece.inner && { inner: { ...piece.inner, from: piece.inner.from + skipped } }),
      };
    });
  });
}

/** An escape in a template: its code point, its two hexadecimal digits, a continued line, or one character. */
const escapePattern = /\\(?:u\{([0-9a-fA-F]+)\}|u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|(\n|\u2028|\u2029)|[\s\S])/g;

/** A literal part in runs that were taken over as they are, and escapes. */
function literalPieces(cooked: string, raw: string, part: number): Piece[] {
  const piece = (size: number, offset: number, length: number): Piece[] =>
    size === 0 ? [] : [{ from: 0, to: size, part, offset, length, value: false }];
  if (cooked === raw) return piece(raw.length, 0, raw.length);
  let offset = 0;
  const pieces = [...raw.matchAll(escapePattern)].flatMap(({ 0: written, 1: codePoint, 2: continued, index }) => {
    const plain = piece(index - offset, offset, index - offset);
    offset = index + written.length;
    const size =
      continued !== undefined ? 0 : codePoint !== undefined && Number.parseInt(codePoint, 16) > 0xffff ? 2 : 1;
    return [...plain, ...piece(size, index, written.length)];
  });
  return [...pieces, ...piece(raw.length - offset, offset, raw.length - offset)];
}

function valuePieces(printed: Printed | undefined, part: number, offset: number): Piece[] {
  if (printed === undefined) return [];
  const { text, inner } = printed;
  const piece = (from: number, to: number, origin?: Origin): Piece[] =>
    to <= from
      ? []
      : [{ from, to, part, offset, length: 0, value: true, ...(origin && { inner: { origin, from: 0 } }) }];
  if (inner === undefined) return piece(0, text.length);
  return [...piece(0, inner.from), ...piece(inner.from, inner.to, inner.origin), ...piece(inner.to, text.length)];
}
