import { refuse } from '../fault.ts';
import { hexadecimalFloat } from '../literal.ts';
import { typeName, type Value } from '../value.ts';

/** The number that the functions of Prometheus read from a number or a text. */
export function numberOf(value: Value): number {
  if (value.kind === 'float') return value.value;
  if (value.kind === 'int') return Number(value.value);
  if (value.kind === 'string') return parseFloat64(value.text);
  return refuse(`a ${typeName(value)} is no number`);
}

/** A number in a text, as Go's `strconv.ParseFloat` reads it: nothing around it, `_` only between digits. */
function parseFloat64(text: string): number {
  const lower = text.toLowerCase();
  const sign = lower.startsWith('-') ? -1 : 1;
  const rest = lower.replace(/^[+-]/, '');
  if (rest === 'inf' || rest === 'infinity') return sign * Number.POSITIVE_INFINITY;
  if (lower === 'nan') return Number.NaN;
  const separated = !/__|_$|_[^\da-f]|(?:^|[^\da-fx])_/.test(rest);
  const plain = rest.replaceAll('_', '');
  const isDecimal = /^(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/.test(plain);
  const value = isDecimal ? Number(plain) : hexadecimalFloat(plain);
  if (!separated || value === undefined) return refuse(`'${text}' is no number`);
  if (!Number.isFinite(value)) return refuse(`'${text}' is too large for a number`);
  return sign * value;
}
