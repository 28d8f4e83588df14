// How Go writes strings and characters in messages (`%q`, `%#U`), so that a message here reads like the one in Prometheus's log.

const short: Readonly<Record<number, string>> = {
  7: '\\a',
  8: '\\b',
  9: '\\t',
  10: '\\n',
  11: '\\v',
  12: '\\f',
  13: '\\r',
  92: '\\\\',
};

const printable = /^[\p{L}\p{M}\p{N}\p{P}\p{S}]$/u;

function hex(code: number, length: number): string {
  return code.toString(16).padStart(length, '0');
}

function isPrintable(code: number): boolean {
  if (code < 0x7f) return code >= 0x20;
  return printable.test(String.fromCodePoint(code));
}

function escaped(code: number, quote: number): string {
  if (code === quote) return `\\${String.fromCharCode(quote)}`;
  const known = short[code];
  if (known !== undefined) return known;
  if (isPrintable(code)) return String.fromCodePoint(code);
  if (code < 0x80) return `\\x${hex(code, 2)}`;
  return code > 0xffff ? `\\U${hex(code, 8)}` : `\\u${hex(code, 4)}`;
}

/** A text in double quotes, with escapes where Go writes them. */
export function quoted(text: string): string {
  let result = '"';
  for (const char of text) result += escaped(char.codePointAt(0) ?? 0, 34);
  return `${result}"`;
}

/** A character by its code point in single quotes; `undefined` is the end of the text, which Go shows as U+FFFD. */
export function quotedCharacter(code: number | undefined): string {
  return `'${escaped(code ?? 0xfffd, 39)}'`;
}

/** `U+0063 'c'` */
export function unicodeName(code: number): string {
  const name = `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
  return isPrintable(code) ? `${name} '${String.fromCodePoint(code)}'` : name;
}
