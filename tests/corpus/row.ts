import type { Change, Code, Mistake } from './mistake.ts';

/** `[where, the piece of the expression, what is written instead, what the finding points at]`; the last is left out where it is the third. */
export type Row = readonly [at: string, piece: string, by: string, points?: string];

/** Mistakes in the text of expressions that one check has to find. */
export function written(finds: Code, rows: readonly Row[]): Mistake[] {
  return rows.map(([at, piece, by, points = by]) => ({
    title: `${at}: ${piece} -> ${by || 'nothing'}`,
    at,
    change: { piece, by },
    finds,
    points,
  }));
}

/** Mistakes beside the expression. */
export function said(
  finds: Code,
  rows: readonly (readonly [title: string, at: string, change: Change, points: string, found?: string])[],
): Mistake[] {
  return rows.map(([title, at, change, points, found]) => ({
    title: `${at}: ${title}`,
    at,
    change,
    finds,
    points,
    ...(found !== undefined && { found }),
  }));
}
