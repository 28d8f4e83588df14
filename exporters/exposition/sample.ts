import type { Cursor } from './cursor.ts';
import type { Exemplar, ExpositionFormat, Sample } from './model.ts';

const METRIC_NAME = /[a-zA-Z_:][a-zA-Z0-9_:]*/y;
const LABEL_NAME = /[a-zA-Z_][a-zA-Z0-9_]*/y;
/** How the value of a native histogram begins, `{count:12,…}`; labels have an equals sign there. */
const NATIVE = /\{[ \t]*count[ \t]*:/y;
const WORD = /[^ \t]+/y;
const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
const INFINITE = /^([+-]?)inf(?:inity)?$/i;
const WHOLE = /^-?\d+$/;

/** The sample on this line; undefined for a native histogram, whose value is in braces. */
export function sampleAt(cursor: Cursor, format: ExpositionFormat): Sample | undefined {
  const written = cursor.take(METRIC_NAME);
  cursor.skipBlanks();
  if (cursor.take(NATIVE) !== undefined) return undefined;
  const inside = cursor.here() === '{' ? labelsAt(cursor, written === undefined) : undefined;
  const name = written ?? inside?.name;
  if (name === undefined) cursor.fail(`this is no metric name: ${excerpt(cursor)}`);
  const labels = inside?.labels ?? noLabels;
  cursor.skipBlanks();
  if (cursor.take(NATIVE) !== undefined) return undefined;
  const value = numberAt(cursor, 'value');
  const timestamp = timestampAt(cursor, format);
  const exemplar = exemplarAt(cursor, format);
  if (!cursor.done) cursor.fail(`nothing more may stand here: ${excerpt(cursor)}`);
  return { name, labels, value, ...(timestamp !== undefined && { timestamp }), ...(exemplar && { exemplar }) };
}

const noLabels: ReadonlyMap<string, string> = new Map();

/** `{a="b", "c.d"="e"}`. Where the name of the metric needs quotes it comes first in here: `{"a.b", c="d"}`. */
function labelsAt(
  cursor: Cursor,
  mayName: boolean,
): { readonly name?: string; readonly labels: ReadonlyMap<string, string> } {
  cursor.passes('{');
  const labels = new Map<string, string>();
  let name: string | undefined;
  for (;;) {
    cursor.skipBlanks();
    if (cursor.passes('}')) break;
    const start = cursor.at;
    const quotes = cursor.here() === '"';
    const label = quotes ? cursor.quoted('a name') : cursor.take(LABEL_NAME);
    if (label === undefined) return cursor.fail(`this is no label name: ${excerpt(cursor)}`);
    cursor.skipBlanks();
    if (cursor.passes('=')) {
      cursor.skipBlanks();
      if (labels.has(label)) cursor.fail(`the label ${label} is there twice`, start);
      labels.set(label, cursor.quoted('a label value'));
    } else if (quotes && mayName && name === undefined && labels.size === 0) name = label;
    else cursor.fail(`the label ${label} needs = and a value`);
    cursor.skipBlanks();
    if (!cursor.passes(',') && cursor.here() !== '}') cursor.fail(`a comma or } has to stand here: ${excerpt(cursor)}`);
  }
  return { labels, ...(name !== undefined && { name }) };
}

function numberAt(cursor: Cursor, what: string): number {
  cursor.skipBlanks();
  const start = cursor.at;
  const word = cursor.take(WORD);
  if (word === undefined) return cursor.fail(`the ${what} is missing`);
  if (DECIMAL.test(word)) return Number(word);
  const infinite = INFINITE.exec(word);
  if (infinite) return infinite[1] === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  if (/^[+-]?nan$/i.test(word)) return Number.NaN;
  return cursor.fail(`the ${what} is no number: ${word.slice(0, 40)}`, start);
}

/** Milliseconds in the text format, seconds in OpenMetrics; always returned in seconds. */
function timestampAt(cursor: Cursor, format: ExpositionFormat): number | undefined {
  cursor.skipBlanks();
  if (cursor.done || cursor.here() === '#') return undefined;
  if (format === 'openmetrics') return numberAt(cursor, 'time');
  const start = cursor.at;
  const word = cursor.take(WORD) ?? '';
  if (!WHOLE.test(word)) cursor.fail(`the time is no whole number of milliseconds: ${word.slice(0, 40)}`, start);
  return Number(word) / 1000;
}

function exemplarAt(cursor: Cursor, format: ExpositionFormat): Exemplar | undefined {
  cursor.skipBlanks();
  if (cursor.here() !== '#') return undefined;
  if (format === 'text') cursor.fail('an exemplar stands only in OpenMetrics, whose last line is # EOF');
  cursor.passes('#');
  cursor.skipBlanks();
  if (cursor.here() !== '{') cursor.fail('an exemplar begins with its labels');
  const { labels } = labelsAt(cursor, false);
  const value = numberAt(cursor, 'value of the exemplar');
  const timestamp = timestampAt(cursor, format);
  return { labels, value, ...(timestamp !== undefined && { timestamp }) };
}

function excerpt(cursor: Cursor): string {
  const rest = cursor.line.slice(cursor.at, cursor.at + 40);
  return rest === '' ? 'the end of the line' : JSON.stringify(rest);
}
