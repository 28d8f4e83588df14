import type { Panel, Row } from '../../stacks/model/index.ts';
import { inLines } from '../layout.ts';

/** A row of panels: numbers in a flat line of their own, then the others in lines that are as equal as possible. */
export function graphRow(key: string, title: string, panels: readonly Panel[]): Row {
  const numbers = panels.filter(({ kind }) => kind === 'stat');
  const others = panels.filter(({ kind }) => kind !== 'stat');
  const flat = numbers.length === 0 ? [] : [{ height: 4, panels: numbers }];
  return { key, title, lines: [...flat, ...(others.length === 0 ? [] : inLines(others, 7))] };
}

/** The same, closed until somebody opens it: for what one looks at only once it is known where the trouble is. */
export function closedRow(key: string, title: string, panels: readonly Panel[]): Row {
  return { ...graphRow(key, title, panels), collapsed: true };
}

/** The first row: large numbers that answer whether all is well. */
export function healthRow(panels: readonly Panel[]): Row {
  return { key: 'health', lines: [{ height: 4, panels }] };
}
