import { unicodeName } from '../../syntax/quote.ts';
import { type Flags, padded } from './directive.ts';
import { type FloatVerb, floatText } from './float.ts';
import { quotedRune } from './text.ts';

const floatVerbs: Readonly<Record<string, FloatVerb>> = {
  ...{ v: 'g', b: 'b', e: 'e', E: 'E', f: 'f', F: 'f', g: 'g', G: 'G', x: 'x', X: 'X' },
};

/** A float as a directive shows it; `undefined` if the verb is none for floats. */
export function formatFloat(value: number, verb: string, flags: Flags): string | undefined {
  const floatVerb = Object.hasOwn(floatVerbs, verb) ? floatVerbs[verb] : undefined;
  if (floatVerb === undefined) return undefined;
  const precision = flags.precision ?? ('eEf'.includes(floatVerb) ? 6 : undefined);
  const isNegative = value < 0 || Object.is(value, -0);
  const text = floatText(value, floatVerb, precision);
  if (!Number.isFinite(value)) {
    const sign = isNegative ? '-' : flags.plus ? '+' : flags.space ? ' ' : Number.isNaN(value) ? '' : '+';
    return padded(sign + text, { ...flags, zero: false });
  }
  const sign = isNegative ? '-' : flags.plus ? '+' : flags.space ? ' ' : '';
  const number = flags.sharp && floatVerb !== 'b' ? withPoint(text, floatVerb, precision) : text;
  const missing = (flags.width ?? 0) - sign.length - number.length;
  if (flags.zero && !flags.minus && sign !== '' && missing > 0) return sign + '0'.repeat(missing) + number;
  return padded(sign + number, flags);
}

/** `%#g` keeps the zeros that `%g` leaves out, and every number gets its point. */
function withPoint(text: string, verb: FloatVerb, precision: number | undefined): string {
  const [, mantissa = '', tail = ''] = ('xX'.includes(verb) ? /^(.*?)(p.*|P.*)$/ : /^([^eE]*)(.*)$/).exec(text) ?? [];
  const pointed = mantissa.includes('.') ? mantissa : `${mantissa}.`;
  // Go counts the x of 0x for a digit.
  if (!'gGx'.includes(verb)) return pointed + tail;
  const significant = mantissa.replace('.', '').replace(/^0+/, '').length;
  // The zero of 0 itself is one of the digits.
  const shown = mantissa === '0' ? 1 : significant;
  return pointed + '0'.repeat(Math.max((precision ?? 6) - shown, 0)) + tail;
}

const bases: Readonly<Record<string, number>> = { v: 10, d: 10, b: 2, o: 8, O: 8, x: 16, X: 16 };

/** A whole number as a directive shows it; `undefined` if the verb is none for whole numbers. */
export function formatInteger(value: bigint, verb: string, flags: Flags): string | undefined {
  if (verb === 'c') return padded(character(value), flags);
  if (verb === 'q') return padded(quotedRune(codePoint(value), flags.plus), flags);
  if (verb === 'U') return padded(unicode(value, flags), { ...flags, zero: false });
  const base = Object.hasOwn(bases, verb) ? bases[verb] : undefined;
  if (base === undefined) return undefined;
  const { precision, width = 0 } = flags;
  if (precision === 0 && value === 0n) return ' '.repeat(width);
  const sign = value < 0n ? '-' : flags.plus ? '+' : flags.space ? ' ' : '';
  const fills = flags.zero && !flags.minus && precision === undefined;
  const least = precision ?? (fills ? width - sign.length : 0);
  const digits = (value < 0n ? -value : value).toString(base).padStart(least, '0');
  const text = sign + prefix(digits, verb, flags) + digits;
  return padded(verb === 'X' ? text.toUpperCase() : text, { ...flags, zero: false });
}

function prefix(digits: string, verb: string, { sharp }: Flags): string {
  if (verb === 'O') return '0o';
  if (!sharp) return '';
  if (verb === 'o') return digits.startsWith('0') ? '' : '0';
  return { b: '0b', x: '0x', X: '0x' }[verb] ?? '';
}

function codePoint(value: bigint): number {
  const isCharacter = value >= 0n && value <= 0x10ffffn && !(value >= 0xd800n && value <= 0xdfffn);
  return isCharacter ? Number(value) : 0xfffd;
}

function character(value: bigint): string {
  return String.fromCodePoint(codePoint(value));
}

function unicode(value: bigint, { sharp, precision = 4 }: Flags): string {
  const text = `U+${BigInt.asUintN(64, value).toString(16).toUpperCase().padStart(Math.max(precision, 4), '0')}`;
  const shown =
    sharp && value >= 0n && value <= 0x10ffffn ? unicodeName(Number(value)).split(' ').slice(1).join(' ') : '';
  return shown === '' ? text : `${text} ${shown}`;
}
