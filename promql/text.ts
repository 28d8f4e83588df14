/** Where a point in a PromQL text lies: outside (`''`), in a string of that quote, or in a comment (`#`). */
export type Place = '' | '"' | "'" | '`' | '#';

/** What stands outside strings and comments, and strings and comments that end. */
const closed = /(?:[^"'`#]+|"(?:[^"\\]|\\[\s\S])*"|'(?:[^'\\]|\\[\s\S])*'|`[^`]*`|#[^\n]*\n)*/y;

/** The rest of a string or a comment, by how it began. */
const rests = { '"': /(?:[^"\\]|\\[\s\S])*"/y, "'": /(?:[^'\\]|\\[\s\S])*'/y, '`': /[^`]*`/y, '#': /[^\n]*\n/y };

/** Where the end of `text` lies when its beginning lies at `place`. */
export function placeAfter(place: Place, text: string): Place {
  closed.lastIndex = 0;
  if (place !== '') {
    const rest = rests[place];
    rest.lastIndex = 0;
    if (!rest.test(text)) return place;
    closed.lastIndex = rest.lastIndex;
  }
  closed.test(text);
  const open = text[closed.lastIndex];
  return open === '"' || open === "'" || open === '`' || open === '#' ? open : '';
}

/**
 * A number as PromQL reads it back to the same double: `0.05`, `1e+21`, `-0`, `NaN`, `+Inf`. JavaScript prints the fewest digits
 * that lead back to a double, and Prometheus reads digits, a point and an exponent as JavaScript does.
 */
export function numberText(value: number): string {
  if (value === Number.POSITIVE_INFINITY) return '+Inf';
  if (value === Number.NEGATIVE_INFINITY) return '-Inf';
  return Object.is(value, -0) ? '-0' : String(value);
}

/**
 * A text as it stands inside a PromQL string of this quote, so that no character of it ends the string.
 * Throws a `TypeError` for what a backtick string cannot hold: a backtick, and line breaks, whose surroundings are trimmed.
 */
export function stringText(value: string, quote: '"' | "'" | '`'): string {
  if (quote !== '`') return value.replaceAll(/["'\\\p{Cc}]/gu, (char) => escaped(char, quote));
  if (/[`\n\r]/.test(value))
    throw new TypeError(`a PromQL string in backticks cannot hold ${JSON.stringify(value)}; write it in double quotes`);
  return value;
}

function escaped(char: string, quote: string): string {
  if (char === '\\') return '\\\\';
  // Prometheus refuses an escaped quote of the other kind.
  if (char === '"' || char === "'") return char === quote ? `\\${char}` : char;
  const named = { '\n': '\\n', '\r': '\\r', '\t': '\\t' }[char];
  return named ?? `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/**
 * A regular expression that matches exactly these texts, for a matcher: ``promql`up{job=~"${oneOf(jobs)}"}` ``. What means something
 * to a regular expression is escaped. Throws a `TypeError` without a text: one of none is nothing, and `=~""` means something else.
 */
export function oneOf(values: readonly string[]): string {
  if (values.length === 0) throw new TypeError('oneOf needs at least one value: a selector of nothing selects nothing');
  return values.map((value) => value.replaceAll(/[\\.+*?()|[\]{}^$]/g, '\\$&')).join('|');
}

/**
 * A matcher for a label that has one of these values: `job="api"`, `job=~"api|worker"`. For use in braces:
 * ``promql`up{${isOneOf('job', jobs)}} == 0` ``. Throws a `TypeError` without a value, as `oneOf` does.
 */
export function isOneOf(label: string, values: readonly string[]): string {
  const [value = ''] = values;
  if (values.length === 1) return `${label}="${stringText(value, '"')}"`;
  return `${label}=~"${stringText(oneOf(values), '"')}"`;
}

/** A matcher for a label that has none of these values: `job!="api"`, `job!~"api|worker"`; without a value it is empty. */
export function isNoneOf(label: string, values: readonly string[]): string {
  const [value = ''] = values;
  if (values.length === 0) return '';
  if (values.length === 1) return `${label}!="${stringText(value, '"')}"`;
  return `${label}!~"${stringText(oneOf(values), '"')}"`;
}
