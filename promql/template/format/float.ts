import { bitsOf, type Decimal, exact, rounded, shortest } from './decimal.ts';

/** How Go's `strconv` writes a number: `%e`, `%f`, `%g` and the binary ones. */
export type FloatVerb = 'b' | 'e' | 'E' | 'f' | 'g' | 'G' | 'x' | 'X';

/**
 * A number without its sign. `precision` counts digits: behind the point of `e`, `f` and `x`, all of them for `g`; `undefined` are
 * as few as give the number back.
 */
export function floatText(value: number, verb: FloatVerb, precision: number | undefined): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return 'Inf';
  switch (verb) {
    case 'e':
    case 'E': {
      const decimal = precision === undefined ? shortest(value) : rounded(exact(value), precision + 1);
      return scientific(decimal, precision ?? Math.max(decimal.digits.length - 1, 0), verb);
    }
    case 'f':
      return plain(value, precision);
    case 'g':
    case 'G':
      return general(value, precision, verb === 'g' ? 'e' : 'E');
    case 'b':
      return binary(value);
    default:
      return hexadecimal(value, verb, precision);
  }
}

function plain(value: number, precision: number | undefined): string {
  if (precision === undefined) return positional(shortest(value), undefined);
  const all = exact(value);
  return positional(rounded(all, all.point + precision), precision);
}

function positional({ digits, point }: Decimal, precision: number | undefined): string {
  const before = point > 0 ? digits.slice(0, point).padEnd(point, '0') : '0';
  const behind = point > 0 ? digits.slice(point) : '0'.repeat(digits === '' ? 0 : -point) + digits;
  const places = precision ?? behind.length;
  return places === 0 ? before : `${before}.${behind.slice(0, places).padEnd(places, '0')}`;
}

function scientific({ digits, point }: Decimal, places: number, letter: string): string {
  const exponent = digits === '' ? 0 : point - 1;
  const behind = digits.slice(1).padEnd(places, '0');
  const mantissa = places === 0 ? (digits[0] ?? '0') : `${digits[0] ?? '0'}.${behind}`;
  return mantissa + letter + exponentText(exponent, 2);
}

function exponentText(exponent: number, width: number): string {
  return `${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(width, '0')}`;
}

function general(value: number, precision: number | undefined, letter: string): string {
  const decimal = precision === undefined ? shortest(value) : rounded(exact(value), precision || 1);
  const { digits, point } = decimal;
  // From where on an exponent is shorter: six digits where the length is not given. Source: FormatFloat of Go.
  let limit = precision === undefined ? 6 : precision || 1;
  if (precision !== undefined && limit > digits.length && digits.length >= point) limit = digits.length;
  if (point - 1 < -4 || point - 1 >= limit) return scientific(decimal, Math.max(digits.length - 1, 0), letter);
  return positional(decimal, undefined);
}

function binary(value: number): string {
  const { mantissa, exponent } = bitsOf(value);
  return `${mantissa}p${exponentText(exponent, 1)}`;
}

/** `0x1.8p+01` */
function hexadecimal(value: number, verb: 'x' | 'X', precision: number | undefined): string {
  const bits = bitsOf(value);
  let { mantissa } = bits;
  let exponent = bits.exponent + 52;
  if (mantissa === 0n) exponent = 0;
  else
    while (mantissa < 1n << 52n) {
      mantissa <<= 1n;
      exponent--;
    }
  if (precision !== undefined && precision < 13) {
    const cut = BigInt(52 - 4 * precision);
    const rest = mantissa & ((1n << cut) - 1n);
    const half = 1n << (cut - 1n);
    mantissa >>= cut;
    if (rest > half || (rest === half && (mantissa & 1n) === 1n)) mantissa += 1n;
    mantissa <<= cut;
    if (mantissa >= 1n << 53n) {
      mantissa >>= 1n;
      exponent++;
    }
  }
  const digits = (mantissa & ((1n << 52n) - 1n)).toString(16).padStart(13, '0');
  const behind =
    precision === undefined ? digits.replace(/0+$/, '') : digits.slice(0, precision).padEnd(precision, '0');
  const text = `0x${mantissa >> 52n}${behind === '' ? '' : `.${behind}`}p${exponentText(exponent, 2)}`;
  return verb === 'X' ? text.toUpperCase() : text;
}
