/** A number without its sign: 0.d1d2d3… × 10^point. No zeros at either end; zero itself has no digits. */
export interface Decimal {
  readonly digits: string;
  readonly point: number;
}

/** The fewest digits that give the number back. */
export function shortest(value: number): Decimal {
  if (value === 0) return { digits: '', point: 0 };
  const [mantissa = '', exponent = '0'] = Math.abs(value).toExponential().split('e');
  return stripped(mantissa.replace('.', ''), Number(exponent) + 1);
}

/** All digits that the 64 bits of the number stand for. */
export function exact(value: number): Decimal {
  if (value === 0) return { digits: '', point: 0 };
  const { mantissa, exponent } = bitsOf(value);
  if (exponent >= 0) {
    const digits = (mantissa << BigInt(exponent)).toString();
    return stripped(digits, digits.length);
  }
  // A half has one decimal place, a quarter two: 2^-n = 5^n / 10^n.
  const digits = (mantissa * 5n ** BigInt(-exponent)).toString();
  return stripped(digits, digits.length + exponent);
}

/** The number as mantissa × 2^exponent, both whole. */
export function bitsOf(value: number): { readonly mantissa: bigint; readonly exponent: number } {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, Math.abs(value));
  const bits = view.getBigUint64(0);
  const fraction = bits & 0xf_ffff_ffff_ffffn;
  const power = Number(bits >> 52n);
  // The smallest numbers have no hidden bit.
  return power === 0
    ? { mantissa: fraction, exponent: -1074 }
    : { mantissa: fraction | 0x10_0000_0000_0000n, exponent: power - 1075 };
}

/** The first `count` digits, rounded; what lies exactly in the middle goes to the even digit. */
export function rounded({ digits, point }: Decimal, count: number): Decimal {
  if (count >= digits.length) return { digits, point };
  if (count < 0) return { digits: '', point: 0 };
  const kept = digits.slice(0, count);
  const rest = digits.slice(count);
  const isOdd = Number(kept.at(-1) ?? '0') % 2 === 1;
  const up = rest[0] === '5' && rest.length === 1 ? isOdd : (rest[0] ?? '0') >= '5';
  if (!up) return stripped(kept, point);
  const next = (BigInt(kept === '' ? '0' : kept) + 1n).toString();
  return stripped(next, next.length > kept.length ? point + 1 : point);
}

function stripped(digits: string, point: number): Decimal {
  const kept = digits.replace(/0+$/, '');
  return kept === '' ? { digits: '', point: 0 } : { digits: kept, point };
}
