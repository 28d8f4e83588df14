import type { NumberLiteral } from './tree.ts';

/** What a number of a template stands for, or `refused` where Go does not read it. */
export function numberLiteral(text: string): NumberLiteral | 'refused' {
  if (!separatorsFit(text)) return 'refused';
  const sign = text.startsWith('-') ? -1 : 1;
  const digits = text.replace(/^[+-]/, '').replaceAll('_', '');
  if (digits.endsWith('i')) return Number.isFinite(Number.parseFloat(digits)) ? undefined : 'refused';
  if (/^0[xX]/.test(digits)) return hexadecimal(digits, sign);
  if (/^0[bBoO]|^\d+$/.test(digits)) return whole(digits, sign);
  const value = Number(digits);
  return Number.isFinite(value) ? { type: 'float', value: sign * value } : 'refused';
}

/** Underscores stand between digits, or between a prefix such as `0x` and a digit. */
function separatorsFit(text: string): boolean {
  const wrong = /^[+-]?0x/i.test(text) ? /(?<![\da-fx])_|_(?![\da-f])/i : /(?<!\d|^[+-]?0[bo])_|_(?!\d)/i;
  return !wrong.test(text);
}

/** Above 63 bits Go reads a number and cannot compute with it; above 64 it does not read it. */
function int(value: bigint): NumberLiteral | 'refused' {
  if (value === BigInt.asIntN(64, value)) return { type: 'int', value };
  return value === BigInt.asUintN(64, value) ? undefined : 'refused';
}

function whole(digits: string, sign: number): NumberLiteral | 'refused' {
  // A leading zero means octal, as in C.
  const octal = /^0\d/.test(digits) ? `0o${digits.slice(1)}` : digits;
  if (!/^(?:0[bB][01]+|0[oO][0-7]+|\d+)$/.test(octal)) return 'refused';
  return int(BigInt(octal.toLowerCase()) * BigInt(sign));
}

function hexadecimal(digits: string, sign: number): NumberLiteral | 'refused' {
  if (/^0[xX][\da-fA-F]+$/.test(digits)) {
    return int(BigInt(digits) * BigInt(sign));
  }
  const value = hexadecimalFloat(digits);
  return value === undefined ? 'refused' : { type: 'float', value: sign * value };
}

/** `0x1.8p3` is 12; `undefined` if it is no such number. Exact up to 52 bits of digits. */
export function hexadecimalFloat(text: string): number | undefined {
  const [, before = '', after = '', exponent] = /^0[xX]([\da-fA-F]*)\.?([\da-fA-F]*)[pP]([+-]?\d+)$/.exec(text) ?? [];
  if (exponent === undefined || before + after === '') return undefined;
  return Number.parseInt(before + after, 16) * 2 ** (Number(exponent) - 4 * after.length);
}
