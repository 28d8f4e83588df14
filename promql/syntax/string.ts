import { unicodeName } from './quote.ts';

/** What is wrong with a string, and where it ends for the one who reports it. */
export interface StringFault {
  readonly message: string;
  readonly from: number;
  readonly to: number;
}

const backslash = 92;
const newline = 10;
const backtick = 96;

/** Where the string ends that starts at `from`, behind its closing quote, or what is wrong with it. */
export function scanString(text: string, from: number): number | StringFault {
  const quote = text.charCodeAt(from);
  let at = from + 1;
  for (;;) {
    if (at >= text.length) return unterminated(text, from, quote);
    const code = text.charCodeAt(at);
    if (code === quote) return at + 1;
    if (quote !== backtick) {
      if (code === newline) return unterminated(text, from, quote);
      if (code === backslash) {
        const end = scanEscape(text, at, quote);
        if (typeof end !== 'number') return end;
        at = end;
        continue;
      }
    }
    if (code >= 0xd800) {
      const point = text.codePointAt(at) ?? 0;
      // Half of a surrogate pair has no UTF-8, and Prometheus takes U+FFFD for what became of such a thing.
      if (point === 0xfffd || (point >= 0xd800 && point <= 0xdfff)) {
        return { message: 'invalid UTF-8 rune', from: at, to: at + 1 };
      }
      if (point > 0xffff) at++;
    }
    at++;
  }
}

function unterminated(text: string, from: number, quote: number): StringFault {
  if (quote === backtick) return { message: 'unterminated raw string', from, to: text.length };
  const end = text.indexOf('\n', from);
  return { message: 'unterminated quoted string', from, to: end < 0 ? text.length : end };
}

interface NumericEscape {
  readonly base: number;
  readonly digits: number;
  readonly max: number;
}

const numericEscapes: Readonly<Record<string, NumericEscape>> = {
  x: { base: 16, digits: 2, max: 255 },
  u: { base: 16, digits: 4, max: 0x10ffff },
  U: { base: 16, digits: 8, max: 0x10ffff },
};
const octal: NumericEscape = { base: 8, digits: 3, max: 255 };

function numericEscape(letter: string): NumericEscape | undefined {
  if (letter >= '0' && letter <= '7') return octal;
  return Object.hasOwn(numericEscapes, letter) ? numericEscapes[letter] : undefined;
}

function digit(code: number): number {
  if (code >= 48 && code <= 57) return code - 48;
  const lower = code | 32;
  return lower >= 97 && lower <= 102 ? lower - 87 : 16;
}

/** Where the escape sequence ends whose backslash is at `from`. */
function scanEscape(text: string, from: number, quote: number): number | StringFault {
  const fault = (message: string, to: number): StringFault => ({ message, from, to });
  const letter = text.charAt(from + 1);
  if (letter === '') return fault('escape sequence not terminated', text.length);
  const numeric = numericEscape(letter);
  if (numeric === undefined) {
    if ('abfnrtv\\'.includes(letter) || letter.charCodeAt(0) === quote) return from + 2;
    const code = text.codePointAt(from + 1) ?? 0;
    // What regular expressions escape, and strings do not.
    const hint = '.dDsSwW[](){}|+*?^$-/'.includes(letter) ? `; a regular expression needs \\\\${letter} here` : '';
    return fault(`unknown escape sequence ${unicodeName(code)}${hint}`, from + (code > 0xffff ? 3 : 2));
  }
  const first = numeric === octal ? from + 1 : from + 2;
  let value = 0;
  for (let at = first; at < first + numeric.digits; at++) {
    if (at >= text.length) return fault('escape sequence not terminated', text.length);
    const each = digit(text.charCodeAt(at));
    if (each >= numeric.base) {
      const code = text.codePointAt(at) ?? 0;
      return fault(`illegal character ${unicodeName(code)} in escape sequence`, at + (code > 0xffff ? 2 : 1));
    }
    value = value * numeric.base + each;
  }
  const end = first + numeric.digits;
  if (value > numeric.max || (value >= 0xd800 && value < 0xe000)) {
    return fault('escape sequence is an invalid Unicode code point', end);
  }
  return end;
}

const simple: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

/**
 * What a string literal that `scanString` accepts stands for. `\xff` and `\377` are bytes of UTF-8, as in Go; where they do not make
 * up a character, U+FFFD takes their place, for JavaScript's strings have no bytes.
 */
export function unquote(literal: string): string {
  const inner = literal.slice(1, -1);
  if (literal.charCodeAt(0) === backtick || !inner.includes('\\')) return inner;
  let result = '';
  let bytes: number[] = [];
  const flush = (): void => {
    if (bytes.length > 0) result += decodeUtf8(bytes);
    bytes = [];
  };
  for (let at = 0; at < inner.length; ) {
    if (inner.charCodeAt(at) !== backslash) {
      flush();
      const end = inner.indexOf('\\', at);
      result += inner.slice(at, end < 0 ? undefined : end);
      at = end < 0 ? inner.length : end;
      continue;
    }
    const letter = inner.charAt(at + 1);
    const numeric = numericEscape(letter);
    if (numeric === undefined) {
      flush();
      result += Object.hasOwn(simple, letter) ? simple[letter] : letter;
      at += 2;
      continue;
    }
    const first = numeric === octal ? at + 1 : at + 2;
    const value = Number.parseInt(inner.slice(first, first + numeric.digits), numeric.base);
    if (numeric.max === 255) bytes.push(value);
    else {
      flush();
      result += String.fromCodePoint(value);
    }
    at = first + numeric.digits;
  }
  flush();
  return result;
}

function decodeUtf8(bytes: readonly number[]): string {
  let result = '';
  for (let at = 0; at < bytes.length; ) {
    const lead = bytes[at] ?? 0;
    const length =
      lead < 0x80
        ? 1
        : lead >= 0xc2 && lead < 0xe0
          ? 2
          : lead >= 0xe0 && lead < 0xf0
            ? 3
            : lead >= 0xf0 && lead < 0xf5
              ? 4
              : 0;
    let point = length < 2 ? lead : lead & (0xff >> (length + 1));
    let taken = 1;
    while (taken < length && ((bytes[at + taken] ?? 0) & 0xc0) === 0x80) {
      point = (point << 6) | ((bytes[at + taken] ?? 0) & 0x3f);
      taken++;
    }
    const least = length === 3 ? 0x800 : length === 4 ? 0x10000 : 0;
    const valid =
      length > 0 && taken === length && point >= least && point <= 0x10ffff && !(point >= 0xd800 && point < 0xe000);
    result += valid ? String.fromCodePoint(point) : '\ufffd';
    at += valid ? length : 1;
  }
  return result;
}
