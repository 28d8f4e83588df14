import { refuse } from './fault.ts';
import { formatted } from './format/verb.ts';
import { compareTexts, typeName, type Value } from './value.ts';

/** `eq` and `ne`, which refuse what has no common type: `eq $value 1` compares a float with an int. */
export function isEqual(left: Value, right: Value): boolean {
  if (left.kind === 'nil' || right.kind === 'nil') return left.kind === right.kind;
  const [a, b] = [basic(left), basic(right)];
  if (a === undefined || b === undefined || a.type !== b.type) {
    if (a?.type === undefined && b?.type === undefined) return isSame(left, right);
    return refuse(incompatible(left, right));
  }
  return a.value === b.value;
}

/** `lt`. The others follow from it and `eq`, as in Go: NaN is greater than every number. */
export function isLess(left: Value, right: Value): boolean {
  const [a, b] = [basic(left), basic(right)];
  if (a === undefined || b === undefined) return refuse(`${typeName(a === undefined ? left : right)} has no order`);
  if (a.type !== b.type) return refuse(incompatible(left, right));
  if (a.type === 'bool') return refuse('bool has no order');
  if (typeof a.value === 'string' && typeof b.value === 'string') return compareTexts(a.value, b.value) < 0;
  return a.value < b.value;
}

/** `le`. */
export function isLessOrEqual(left: Value, right: Value): boolean {
  return isLess(left, right) || isEqual(left, right);
}

interface Basic {
  readonly type: 'bool' | 'int' | 'float' | 'string';
  readonly value: boolean | bigint | number | string;
}

function basic(value: Value): Basic | undefined {
  switch (value.kind) {
    case 'bool':
      return { type: 'bool', value: value.is };
    case 'int':
    case 'byte':
      return { type: 'int', value: value.value };
    case 'float':
      return { type: 'float', value: value.value };
    case 'string':
    case 'html':
      return { type: 'string', value: value.text };
    default:
      return undefined;
  }
}

function isSame(left: Value, right: Value): boolean {
  const map = [left, right].find(({ kind }) => kind !== 'time');
  if (map !== undefined) refuse(`${formatted(map)} cannot be compared, it is a ${typeName(map)}`);
  // Two times are two addresses in memory, unless they are one.
  return left === right;
}

function incompatible(left: Value, right: Value): string {
  const types = `a ${typeName(left)} cannot be compared with a ${typeName(right)}`;
  const isNumbers = [typeName(left), typeName(right)].sort().join() === 'float64,int';
  return isNumbers ? `${types}: write 1.0 for 1` : types;
}
