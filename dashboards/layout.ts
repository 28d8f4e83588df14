import type { Line, Panel } from '../stacks/model/index.ts';

/** Columns of Grafana's grid. */
export const columns = 24;

/** Place and size of a panel in grid units. */
export interface GridPos {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

/** The widths of panels side by side: whole columns in proportion to their shares, which fill the line exactly. */
export function widths(shares: readonly number[]): number[] {
  const total = shares.reduce((sum, share) => sum + share, 0);
  let used = 0;
  let before = 0;
  return shares.map((share) => {
    used += share;
    const end = Math.round((used / total) * columns);
    const width = end - before;
    before = end;
    return width;
  });
}

/** The places of panels side by side, beginning at the left edge at `y`. */
export function placeLine(shares: readonly number[], y: number, height: number): GridPos[] {
  let x = 0;
  return widths(shares).map((w) => {
    const place = { x, y, w, h: height };
    x += w;
    return place;
  });
}

/** Panels in lines of at most four that are as equal as possible: five become three and two. */
export function inLines(panels: readonly Panel[], height: number): Line[] {
  const count = Math.ceil(panels.length / 4);
  const size = Math.ceil(panels.length / count);
  return Array.from({ length: count }, (_, index) => ({
    height,
    panels: panels.slice(index * size, (index + 1) * size),
  }));
}
