import type { VariableState } from './variables.ts';

/** Writes the chosen values of a variable as text; `args` follow the format's name: `${from:date:YYYY}`. */
export type Format = (value: string | readonly string[], variable: VariableState, args: readonly string[]) => string;

const list = (value: string | readonly string[]): readonly string[] => (typeof value === 'string' ? [value] : value);
const joined =
  (separator: string): Format =>
  (value) =>
    list(value).join(separator);
const each =
  (write: (value: string) => string, separator: string): Format =>
  (value) =>
    list(value).map(write).join(separator);
const braced = (value: string | readonly string[]) => (typeof value === 'string' ? value : `{${value.join(',')}}`);

/** The name of a format. */
export type FormatName =
  | ('raw' | 'csv' | 'pipe' | 'join' | 'glob' | 'json' | 'text' | 'html' | 'date' | 'regex' | 'lucene' | 'distributed')
  | ('singlequote' | 'doublequote' | 'sqlstring' | 'percentencode' | 'uriencode' | 'queryparam' | 'customqueryparam');

/** Grafana's formats by the name behind the colon in `${name:format}`. Source: `formatRegistry` of @grafana/scenes. */
export const formats: Readonly<Record<FormatName, Format>> = {
  raw: joined(','),
  csv: joined(','),
  pipe: joined('|'),
  join: (value, _variable, [separator = ',']) => list(value).join(separator),
  glob: (value) => (list(value).length > 1 ? braced(value) : list(value).join()),
  json: (value) => (typeof value === 'string' ? value : JSON.stringify(value)),
  regex: (value) => alternatives(list(value).map(escapeRegex)),
  singlequote: each((value) => `'${value.replaceAll("'", "\\'")}'`, ','),
  doublequote: each((value) => `"${value.replaceAll('"', '\\"')}"`, ','),
  sqlstring: each((value) => `'${value.replaceAll("'", "''").replaceAll('"', '\\"')}'`, ','),
  distributed: (value, { name }) =>
    list(value)
      .map((one, index) => (index === 0 ? one : `${name}=${one}`))
      .join(','),
  text: (value, variable) => texts(value, variable),
  html: each(escapeHtml, ', '),
  lucene: (value) => lucene(value),
  percentencode: (value) => percentEncoded(braced(value)),
  uriencode: (value) => strict(encodeURI(braced(value))),
  queryparam: (value, { name }) =>
    list(value)
      .map((one) => `var-${name}=${percentEncoded(one)}`)
      .join('&'),
  customqueryparam: (value, { name }, [key = '', prefix = '']) =>
    list(value)
      .map((one) => `${percentEncoded(key || name)}=${percentEncoded(prefix)}${percentEncoded(one)}`)
      .join('&'),
  date: (value, _variable, args) => date(list(value).join(), args.join(':')),
};

/**
 * How Grafana's Prometheus data source writes a variable that names no format: one that can have several values for `=~"$name"`, with each
 * escaped as a regular expression inside a string; any other for `="$name"`. `specialChars` is Grafana's experimental toggle
 * `prometheusSpecialCharsInLabelValues`, off unless somebody turns it on. Source: `interpolateQueryExpr` of @grafana/prometheus.
 */
export function prometheusFormat({ specialChars = false }: { readonly specialChars?: boolean } = {}): Format {
  return (value, { multi = false, includeAll = false }) => {
    if (!multi && !includeAll && typeof value === 'string') return literal(value, specialChars);
    const escaped = list(value).map((one) => stringRegex(one, specialChars));
    return typeof value === 'string' ? escaped.join() : alternatives(escaped);
  };
}

/** A value inside a string of PromQL, as Grafana escapes it. */
export function literal(value: string, specialChars = false): string {
  const escaped = value.replaceAll('\\', '\\\\');
  if (!specialChars) return escaped.replaceAll("'", "\\\\'");
  // A whole matcher, such as a query gives it with `{$filter}`, keeps its quotes.
  return /^\w+(?:=~|!~|!=|=)".*"$/.test(value) ? value : escaped.replaceAll('"', '\\"');
}

/** A value inside a regular expression inside a string of PromQL: every backslash stands there twice. */
function stringRegex(value: string, specialChars: boolean): string {
  const escaped = value.replaceAll('\\', '\\\\\\\\');
  const quoted = specialChars ? escaped.replaceAll('"', '\\\\\\"').replaceAll("'", "\\\\'") : escaped;
  return quoted.replace(/[$^*{}[\]+?.()|]/g, '\\\\$&');
}

/** One alternative stands alone, several and none in brackets. */
function alternatives(values: readonly string[]): string {
  return values.length === 1 ? values.join() : `(${values.join('|')})`;
}

/** Source: `escapeRegex` of @grafana/data. */
function escapeRegex(value: string): string {
  return value.replace(/[\\^$*+?.()|[\]{}/]/g, '\\$&');
}

function texts(value: string | readonly string[], { value: chosen, options = [] }: VariableState): string {
  if (list(chosen)[0] === '$__all') return 'All';
  return list(value)
    .map((one) => options.find((option) => option.value === one)?.text ?? one)
    .join(' + ');
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeHtml(value: string): string {
  return value.replace(/[&<>"']/g, (char) => entities[char] ?? char);
}

function lucene(value: string | readonly string[]): string {
  const escaped = (one: string) =>
    one !== '' && !Number.isNaN(Number(one)) ? one : one.replace(/[!*+\-=<>\s&|()[\]{}^~?:\\/"]/g, '\\$&');
  if (typeof value === 'string') return escaped(value);
  return value.length === 0 ? '__empty__' : `(${value.map((one) => `"${escaped(one)}"`).join(' OR ')})`;
}

function percentEncoded(value: string): string {
  return strict(encodeURIComponent(value));
}

/** RFC 3986 wants these encoded as well. */
function strict(encoded: string): string {
  return encoded.replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** A time in milliseconds since 1970. Patterns are those of moment.js, numbers only, and in UTC; Grafana takes the dashboard's time zone. */
function date(value: string, pattern: string): string {
  const time = Number.parseInt(value, 10);
  if (Number.isNaN(time)) return 'NaN';
  if (pattern === 'ms') return value;
  if (pattern === 'seconds') return String(Math.round(time / 1000));
  const iso = new Date(time).toISOString();
  if (pattern === '' || pattern === 'iso') return iso;
  const [year = '', month = '', day = '', hour = '', minute = '', second = '', milliseconds = ''] = iso.split(/\D/);
  const parts: Readonly<Record<string, string>> = {
    ...{ YYYY: year, YY: year.slice(2), MM: month, DD: day },
    ...{ HH: hour, mm: minute, ss: second, SSS: milliseconds },
  };
  return pattern.replace(/YYYY|YY|MM|DD|HH|mm|SSS|ss/g, (part) => parts[part] ?? part);
}
