const maxInt64 = 0x7fffffffffffffffn;

/** What a number literal stands for, or why Prometheus refuses it (in the words of Go's strconv). */
export function parseNumber(text: string): number | string {
  const first = text.charCodeAt(0) | 32;
  if (first === 105) return Number.POSITIVE_INFINITY;
  if (first === 110) return Number.NaN;
  const simple = /^[1-9]\d{0,14}$/.test(text);
  if (simple) return Number(text);
  const whole = parseInteger(text);
  if (whole !== undefined) return whole;
  const syntax = `error parsing number: strconv.ParseFloat: parsing "${text}": invalid syntax`;
  if (text.includes('_') && !underscoresFit(text)) return syntax;
  const digits = text.replaceAll('_', '');
  // Go's hexadecimal floats need an exponent with `p`, which the lexer never takes.
  const value = /^[\d.]/.test(digits) && !/^0x/i.test(digits) ? Number(digits) : Number.NaN;
  if (Number.isNaN(value)) return syntax;
  if (!Number.isFinite(value)) {
    return `error parsing number: strconv.ParseFloat: parsing "${text}": value out of range`;
  }
  return value;
}

/** An integer of 64 bits: hexadecimal behind `0x`, octal behind `0`, otherwise decimal; `undefined` if it is none. */
function parseInteger(text: string): number | undefined {
  const isHex = /^0x[\da-f_]+$/i.test(text);
  const isOctal = !isHex && /^0[0-7_]+$/.test(text);
  if (!isHex && !isOctal && !/^[\d_]+$/.test(text)) return undefined;
  if (!isHex && !isOctal && text.length > 1 && text.charAt(0) === '0') return undefined;
  if (text.includes('_') && !underscoresFit(text)) return undefined;
  const digits = text.replaceAll('_', '');
  if (isHex && digits.length === 2) return undefined;
  const value = BigInt(isOctal ? `0o${digits.slice(1)}` : digits);
  return value <= maxInt64 ? Number(value) : undefined;
}

/** Underscores stand between two digits, or between the prefix and a digit. */
function underscoresFit(text: string): boolean {
  const hex = /^0x/i.test(text);
  const rest = hex ? text.slice(2) : text;
  const isDigit = (char: string): boolean => (hex ? /^[\da-f]$/i : /^\d$/).test(char);
  for (let at = 0; at < rest.length; at++) {
    if (rest.charAt(at) !== '_') continue;
    const before = at === 0 ? hex : isDigit(rest.charAt(at - 1));
    if (!before || !isDigit(rest.charAt(at + 1))) return false;
  }
  return true;
}

const units: Readonly<Record<string, { readonly rank: number; readonly milliseconds: number }>> = {
  y: { rank: 1, milliseconds: 365 * 86_400_000 },
  w: { rank: 2, milliseconds: 7 * 86_400_000 },
  d: { rank: 3, milliseconds: 86_400_000 },
  h: { rank: 4, milliseconds: 3_600_000 },
  m: { rank: 5, milliseconds: 60_000 },
  s: { rank: 6, milliseconds: 1_000 },
  ms: { rank: 7, milliseconds: 1 },
};

/** Prometheus keeps durations as nanoseconds in 64 bits: about 292 years. */
const maxMilliseconds = 2 ** 63 / 1e6;

/** The seconds of a duration literal such as `1h30m`, or why Prometheus refuses it. */
export function parseDuration(text: string): number | string {
  let total = 0;
  let rank = 0;
  for (let at = 0; at < text.length; ) {
    const digits = at;
    while (isDecimal(text.charCodeAt(at))) at++;
    const value = Number(text.slice(digits, at));
    const letters = at;
    while (at < text.length && !isDecimal(text.charCodeAt(at))) at++;
    const name = text.slice(letters, at);
    if (letters === digits || name === '' || value >= 2 ** 64) return notADuration(text);
    const unit = Object.hasOwn(units, name) ? units[name] : undefined;
    if (unit === undefined)
      return `unknown unit "${name}" in duration "${text}"; the units are y, w, d, h, m, s and ms`;
    if (unit.rank <= rank) return `${notADuration(text)}; each unit stands once, the largest first`;
    rank = unit.rank;
    total += value * unit.milliseconds;
    if (total >= maxMilliseconds) return 'duration out of range';
  }
  return total / 1000;
}

function notADuration(text: string): string {
  return `not a valid duration string: "${text}"`;
}

function isDecimal(code: number): boolean {
  return code >= 48 && code <= 57;
}
