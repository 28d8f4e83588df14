import { relative } from 'node:path';
import type { Expression, Origin, Piece, Span } from '../../promql/index.ts';
import type { SourcePosition } from '../../stacks/model/index.ts';
import { framePlace, type SourceMap, sourceMap, sourceText } from './source-map.ts';
import { type LiteralPart, templateAt } from './template-literal.ts';

/** A range in the author's source. The end is the place behind its last character; columns count UTF-16 units, as editors do. */
export interface SourceRange extends SourcePosition {
  readonly endLine: number;
  readonly endColumn: number;
}

/**
 * Where in the author's TypeScript a part of a PromQL expression is written. The call of `promql` is followed through the compiled
 * file's source map to its template, and the span into it, down to the character; into a template that was put into it, if all
 * of the span came from there. What came out of a `${…}` in another way is the whole `${…}`. Where the call is found but no
 * template with these words, it is the place of the call.
 *
 * `undefined` for an expression that was not written in this stack: one of Narthex's own, or of a package.
 */
export function expressionPosition(
  { origin }: Expression,
  span: Span,
  compiled: string,
  compiledPath: string,
  projectFolder: string,
): SourceRange | undefined {
  const map = origin && sourceMap(compiled, compiledPath);
  return map && rangeOf(origin, span, map, projectFolder);
}

function rangeOf(origin: Origin, span: Span, map: SourceMap, projectFolder: string): SourceRange | undefined {
  const pieces = origin.pieces();
  const last = pieces.at(-1);
  const at = Math.max(0, Math.min(span.from, (last?.to ?? 0) - 1));
  const first = pieces.find(({ to }) => to > at);
  const final = pieces.find(({ to }) => to >= Math.max(span.to, at + 1)) ?? last;
  if (first !== undefined && first === final && first.inner !== undefined) {
    const shift = first.inner.from - first.from;
    const inner = rangeOf(first.inner.origin, { from: span.from + shift, to: span.to + shift }, map, projectFolder);
    if (inner !== undefined) return inner;
  }
  const call = framePlace(origin.stack() ?? '', map);
  const source = call && sourceText(call.path, map);
  if (call === undefined || source === undefined) return undefined;
  const tag = offsetOf(source, call.line, call.column);
  const parts = templateAt(source, tag);
  const file = relative(projectFolder, call.path);
  if (first === undefined || final === undefined || parts === undefined || !isSame(parts, source, origin)) {
    return { file, line: call.line, column: call.column, endLine: call.line, endColumn: call.column };
  }
  const from = sourceOffset(first, at - first.from, false, parts, source);
  // An empty span at the very end stands behind the last character.
  const to = span.from >= (last?.to ?? 0) ? undefined : Math.max(span.to, at);
  const end =
    to === undefined || to > at ? sourceOffset(final, (to ?? final.to) - final.from, true, parts, source) : from;
  const start = to === undefined ? end : from;
  const [line, column] = placeOf(source, start);
  const [endLine, endColumn] = placeOf(source, end);
  return { file, line, column, endLine, endColumn };
}

/** Whether it is the template that made the expression, and not another one near by. */
function isSame(parts: readonly LiteralPart[], source: string, { parts: raw }: Origin): boolean {
  return (
    parts.length === raw.length &&
    parts.every(({ from, to }, index) => source.slice(from, to).replaceAll(/\r\n?/g, '\n') === raw[index])
  );
}

/** Where a point of a piece stands in the source; `end`: it is the end of something, so that it lies behind an escape or a value. */
function sourceOffset(
  piece: Piece,
  within: number,
  end: boolean,
  parts: readonly LiteralPart[],
  source: string,
): number {
  const { from = 0 } = parts[piece.part] ?? {};
  if (piece.value && end) return (parts[piece.part + 1] ?? parts[piece.part])?.from ?? from;
  const plain = piece.length === piece.to - piece.from;
  const raw = piece.offset + (piece.value ? 0 : plain ? within : end ? piece.length : 0);
  return from + unfolded(source, from, raw);
}

/** How long `length` characters are in the source from there, where a line may end with two characters. */
function unfolded(source: string, from: number, length: number): number {
  let index = from;
  for (let count = 0; count < length; count++) index += source[index] === '\r' && source[index + 1] === '\n' ? 2 : 1;
  return index - from;
}

const lineEnd = /\r\n|[\n\r\u2028\u2029]/g;

function offsetOf(source: string, line: number, column: number): number {
  let start = 0;
  for (const { index, 0: end } of [...source.matchAll(lineEnd)].slice(0, line - 1)) start = index + end.length;
  return start + column - 1;
}

function placeOf(source: string, offset: number): [line: number, column: number] {
  const ends = [...source.slice(0, offset).matchAll(lineEnd)];
  const last = ends.at(-1);
  return [ends.length + 1, offset - (last ? last.index + last[0].length : 0) + 1];
}
