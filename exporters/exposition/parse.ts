import { Cursor, unescaped } from './cursor.ts';
import { type Exposition, ExpositionError, type ExpositionFormat, type FamilyType, type Sample } from './model.ts';
import { sampleAt } from './sample.ts';

const NAME = /[a-zA-Z_:][a-zA-Z0-9_:]*/y;
const WORD = /[^ \t]+/y;
const REST = /[^\n]*/y;

const textTypes: readonly FamilyType[] = ['counter', 'gauge', 'histogram', 'summary', 'untyped'];
const openMetricsTypes: readonly FamilyType[] = [
  ...(['counter', 'gauge', 'histogram', 'summary', 'unknown'] as const),
  ...(['info', 'stateset', 'gaugehistogram'] as const),
];

/** Endings of the samples of a family besides its own name. */
const endings: Readonly<Record<ExpositionFormat, Partial<Record<FamilyType, readonly string[]>>>> = {
  text: { histogram: ['_bucket', '_sum', '_count'], summary: ['_sum', '_count'] },
  openmetrics: {
    counter: ['_total', '_created'],
    histogram: ['_bucket', '_sum', '_count', '_created'],
    summary: ['_sum', '_count', '_created'],
    info: ['_info'],
    gaugehistogram: ['_bucket', '_gsum', '_gcount'],
  },
};
const ENDING = /_(?:total|created|bucket|sum|count|info|gsum|gcount)$/;

interface Draft {
  readonly name: string;
  type: FamilyType;
  help: string;
  unit: string;
  readonly samples: Sample[];
}

/** OpenMetrics ends in `# EOF`; the older text format has no such line. */
export function formatOf(text: string): ExpositionFormat {
  return /(?:^|\n)# EOF\n?$/.test(text.slice(-8)) ? 'openmetrics' : 'text';
}

/**
 * Reads what a program exposes, in the text format of Prometheus (0.0.4, and 1.0.0 with names in quotes) or in OpenMetrics 1.0.
 * Native histograms in text are left out. Throws an {@link ExpositionError} at the first mistake.
 * https://prometheus.io/docs/instrumenting/exposition_formats/, https://prometheus.io/docs/specs/om/open_metrics_spec/
 */
export function parseExposition(text: string, format: ExpositionFormat = formatOf(text)): Exposition {
  const families = new Map<string, Draft>();
  let at = 0;
  let number = 0;
  let ended = false;
  let latest: { readonly name: string; readonly family: Draft } | undefined;
  while (at < text.length) {
    const newline = text.indexOf('\n', at);
    const end = newline === -1 ? text.length : newline;
    const cursor = new Cursor(text.slice(at, end), ++number);
    at = end + 1;
    if (cursor.line.endsWith('\r')) cursor.fail('lines end in a newline alone', cursor.line.length - 1);
    if (ended) cursor.fail('nothing may follow # EOF');
    cursor.skipBlanks();
    if (cursor.done) continue;
    if (cursor.here() === '#') {
      ended = comment(cursor, format, families) === 'end';
      latest = undefined;
      continue;
    }
    const sample = sampleAt(cursor, format);
    if (sample === undefined) continue;
    if (latest?.name !== sample.name) latest = { name: sample.name, family: familyOf(sample.name, format, families) };
    latest.family.samples.push(sample);
  }
  if (format === 'openmetrics' && !ended) {
    throw new ExpositionError('the last line, # EOF, is missing: the answer was cut off', number + 1, 1);
  }
  return { format, families: [...families.values()] };
}

/** A line with `#`: what is said about a family, the end, or words for people. */
function comment(cursor: Cursor, format: ExpositionFormat, families: Map<string, Draft>): 'end' | undefined {
  cursor.passes('#');
  cursor.skipBlanks();
  const word = cursor.take(WORD);
  if (word === 'EOF' && format === 'openmetrics') return 'end';
  if (word !== 'HELP' && word !== 'TYPE' && !(word === 'UNIT' && format === 'openmetrics')) return undefined;
  cursor.skipBlanks();
  const name = cursor.here() === '"' ? cursor.quoted('a name') : cursor.take(NAME);
  if (name === undefined) return cursor.fail(`# ${word} has to name a metric`);
  if (!cursor.done && cursor.here() !== ' ' && cursor.here() !== '\t') cursor.fail('a blank has to follow the name');
  cursor.skipBlanks();
  const start = cursor.at;
  const rest = cursor.take(REST) ?? '';
  const family = declared(name, families);
  if (word === 'HELP') family.help = unescaped(rest);
  else if (word === 'UNIT') family.unit = rest.trim();
  else family.type = typeOf(rest.trim(), format) ?? cursor.fail(`this is no type: ${rest.slice(0, 40)}`, start);
  return undefined;
}

function typeOf(word: string, format: ExpositionFormat): FamilyType | undefined {
  return (format === 'text' ? textTypes : openMetricsTypes).find((type) => type === word);
}

function declared(name: string, families: Map<string, Draft>): Draft {
  const there = families.get(name);
  if (there !== undefined) return there;
  const family: Draft = { name, type: 'untyped', help: '', unit: '', samples: [] };
  families.set(name, family);
  return family;
}

/** The family that a sample belongs to: of its own name, else the one whose kind has this ending. */
function familyOf(name: string, format: ExpositionFormat, families: Map<string, Draft>): Draft {
  const own = families.get(name);
  if (own !== undefined) return own;
  const ending = ENDING.exec(name)?.[0];
  const base = ending === undefined ? undefined : families.get(name.slice(0, -ending.length));
  if (ending !== undefined && base !== undefined && endings[format][base.type]?.includes(ending)) return base;
  return declared(name, families);
}
