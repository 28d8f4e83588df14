import type { Span } from './syntax/ast.ts';

/** The most characters of a line that are shown. */
const width = 120;
/** The most lines that are shown. */
const height = 4;

/**
 * The lines of an expression that a span touches, each with carets under it, for messages in a terminal:
 *
 * ```text
 * sum(rate(http_requests[5m])) > 1
 *          ^^^^^^^^^^^^^
 * ```
 *
 * A line of more than 120 characters is cut around the span, with `…` where it goes on. Of a span over more than four lines the first
 * three are shown, and how many follow. An empty span gets one caret.
 */
export function excerpt(text: string, span: Span): string {
  const from = Math.max(0, Math.min(span.from, text.length));
  const to = Math.max(from, Math.min(span.to, text.length));
  const touched: string[] = [];
  let start = 0;
  for (const line of text.split('\n')) {
    const end = start + line.length;
    // A span that ends with a line break, or is empty at the end of a line, belongs to that line.
    if (from <= end && (to > start || from >= start))
      touched.push(drawn(line, Math.max(0, from - start), Math.min(line.length, to - start)));
    start = end + 1;
  }
  if (touched.length <= height) return touched.join('\n');
  const rest = touched.length - (height - 1);
  return [...touched.slice(0, height - 1), `… and ${rest} more lines`].join('\n');
}

/** A line and the carets below it; both are cut to the width. */
function drawn(line: string, from: number, to: number): string {
  const chars = [...line.replaceAll(/\s/g, ' ')];
  // Offsets count UTF-16 units, a terminal shows characters.
  const first = [...line.slice(0, from)].length;
  const count = Math.max(1, [...line.slice(from, to)].length);
  const { begin, end } = cut(chars.length, first, count);
  const before = begin > 0 ? '…' : '';
  const after = end < chars.length ? '…' : '';
  const carets = '^'.repeat(Math.min(count, Math.max(1, end - first)));
  return `${before}${chars.slice(begin, end).join('')}${after}\n${' '.repeat(before.length + first - begin)}${carets}`;
}

/** Which characters are shown: the span in the middle, or its beginning if it is too long. */
function cut(length: number, first: number, count: number): { begin: number; end: number } {
  if (length <= width) return { begin: 0, end: length };
  const room = width - 2;
  const wanted = first - Math.max(0, Math.floor((room - count) / 2));
  const begin = Math.max(0, Math.min(wanted, length - room));
  return { begin, end: Math.min(length, begin + room) };
}
