import type { Value } from '../value.ts';
import { formatted } from './verb.ts';

/** Go's `fmt.Sprint`: a blank between two values of which neither is a text. */
export function print(values: readonly Value[]): string {
  return values
    .map((value, index) => {
      const before = values[index - 1];
      const apart = before !== undefined && !isText(before) && !isText(value);
      return (apart ? ' ' : '') + formatted(value);
    })
    .join('');
}

/** Go's `fmt.Sprintln`: a blank between all, and a new line. */
export function println(values: readonly Value[]): string {
  return `${values.map(formatted).join(' ')}\n`;
}

function isText({ kind }: Value): boolean {
  return kind === 'string' || kind === 'html';
}
