import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { originalPositionFor, TraceMap } from '@jridgewell/trace-mapping';

/** A place in a file that the author wrote. Lines and columns start at 1. */
export interface OriginalPlace {
  /** Absolute. */
  readonly path: string;
  readonly line: number;
  readonly column: number;
}

/** A compiled stack file and the way back from it. */
export interface SourceMap {
  readonly map: TraceMap;
  readonly compiledPath: string;
}

/** The inline source map of a compiled text; `undefined` if it has none. */
export function sourceMap(compiled: string, compiledPath: string): SourceMap | undefined {
  const encoded = /\/\/# sourceMappingURL=data:application\/json;base64,([A-Za-z0-9+/=]+)\s*$/.exec(compiled)?.[1];
  if (encoded === undefined) return undefined;
  return { map: new TraceMap(Buffer.from(encoded, 'base64').toString('utf8')), compiledPath };
}

/** Where a place of the compiled text comes from. Its line starts at 1, its column at 0, as a parser and the source map count. */
export function originalPlace(
  compiled: { readonly line: number; readonly column: number },
  { map, compiledPath }: SourceMap,
): OriginalPlace | undefined {
  const { source, line, column } = originalPositionFor(map, compiled);
  if (source === null || line === null || column === null) return undefined;
  return { path: sourcePath(source, compiledPath), line, column: column + 1 };
}

/** Where in the author's files the first call frame of a stack trace lies that lies there; `undefined` if none does. */
export function framePlace(stack: string, sources: SourceMap): OriginalPlace | undefined {
  const { map, compiledPath } = sources;
  const paths = new Set(map.sources.map((source) => sourcePath(source ?? '', compiledPath)));
  for (const frame of stack.split('\n')) {
    const [, place = '', line, column] = /\(?((?:file:|\/)[^()]*):(\d+):(\d+)\)?$/.exec(frame) ?? [];
    const path = place.startsWith('file:') ? fileURLToPath(place) : place;
    if (path === compiledPath) return originalPlace({ line: Number(line), column: Number(column) - 1 }, sources);
    // Where source maps are switched on, the frame names the source already.
    if (paths.has(path)) return { path, line: Number(line), column: Number(column) };
  }
  return undefined;
}

/** A source as it was when it was compiled; as it is now, if the source map does not hold it. */
export function sourceText(path: string, { map, compiledPath }: SourceMap): string | undefined {
  const index = map.sources.findIndex((source) => sourcePath(source ?? '', compiledPath) === path);
  const kept = map.sourcesContent?.[index];
  if (typeof kept === 'string') return kept;
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function sourcePath(source: string, compiledPath: string): string {
  return source.startsWith('file:') ? fileURLToPath(source) : resolve(dirname(compiledPath), source);
}
