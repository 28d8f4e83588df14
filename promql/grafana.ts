import type { Span } from './syntax/ast.ts';

/** What the variables of a dashboard stand for. Durations are in seconds. */
export interface VariableSettings {
  /** How often the metrics are scraped. Default 15, as Grafana assumes it. */
  readonly scrapeInterval?: number;
  /** `$__interval`. Default: the scrape interval. */
  readonly interval?: number;
  /** `$__rate_interval`. Default: four scrape intervals, the least that Grafana takes. */
  readonly rateInterval?: number;
  /** `$__range`: the time range of the dashboard. Default 1 h. */
  readonly range?: number;
  /** The variables of the board, where they are known: nothing else is one then, such as the `$name` of a `label_replace`. */
  readonly names?: ReadonlySet<string>;
  /** Values of variables by name; put in as they stand, as Grafana does with `:raw`. */
  readonly values?: Readonly<Record<string, string>>;
}

/** A query of a dashboard as PromQL. */
export interface PlainQuery {
  readonly text: string;
  /**
   * The parts of `text` whose value nobody knows before somebody chooses in the dashboard: a whole string with its quotes (the
   * `valueSpan` of its matcher), or a whole name or number outside strings.
   */
  readonly variables: readonly Span[];
  /** Leads a span of `text` back to the query as it was. What touches the inside of a variable becomes the whole variable. */
  readonly original: (span: Span) => Span;
}

/** `$name`, `[[name]]`, `[[name:format]]`, `${name}`, `${name.field}`, `${name:format}`: as Grafana finds them. */
const reference = /\$(\w+)|\[\[(\w+)(?::[\w-]+)?\]\]|\$\{(\w+)(?:\.[^:^}]+)?(?::[^}]+)?\}/y;

/** What is neither a variable, nor a string, a comment or a bracket. */
const unremarkable = /[^$[\](){}"'`#]+/y;

/**
 * Puts something in the place of a dashboard's variables, so that the rest can be parsed:
 *
 * - `$__rate_interval`, `$__interval` and `$__range` become durations, `$__range_s`, `$__range_ms`, `$__interval_ms` and
 *   `$__rate_interval_ms` numbers, in strings too.
 * - A variable with a given value becomes that value.
 * - Any other in a string behind `=~` or `!~` becomes `.*`, so that `=~"$job"` narrows nothing; in other strings its own name.
 *   Both are reported in `variables`: for `="$job"` or `!~"$job"` no text is right, and whoever reads the result must take such a
 *   matcher for one that may let anything through.
 * - Outside strings it becomes a duration of 5 minutes in brackets and behind `offset`, a number where only a number can be (beside
 *   an arithmetic operator or a comparison, among several arguments), `job=~".*"` where a matcher belongs, else its own name: that
 *   of a metric or a label. All but durations are reported.
 *
 * What names no variable stays as it is (`"$1"`), and so does a name with `__` that Grafana does not replace (`$__interval_s`): the
 * parser will point at it.
 */
export function withoutVariables(text: string, settings: VariableSettings = {}): PlainQuery {
  const known = knownValues(settings);
  const variables: Span[] = [];
  const replaced: Replacement[] = [];
  const open: Bracket[] = [];
  let plain = '';
  let index = 0;
  const take = (length: number) => {
    plain += text.slice(index, index + length);
    index += length;
  };
  /** Replaces the variable that stands here; says whether its value is known, and `undefined` if none stands here. */
  const replace = (standIn: (name: string, after: string) => string): 'known' | 'unknown' | undefined => {
    reference.lastIndex = index;
    const [written = '', ...groups] = reference.exec(text) ?? [];
    const name = groups.find((group) => group !== undefined);
    if (name === undefined || !(known.has(name) || isVariable(name, settings))) return undefined;
    const end = index + written.length;
    const value = known.get(name) ?? standIn(name, text.slice(end, end + 100));
    replaced.push({ from: plain.length, to: plain.length + value.length, original: { from: index, to: end } });
    plain += value;
    index = end;
    return known.has(name) ? 'known' : 'unknown';
  };
  const takeString = (quote: string) => {
    const from = plain.length;
    const regexp = /[=!]~\s*$/.test(plain.slice(-100));
    let unknown = false;
    take(1);
    while (index < text.length && text[index] !== quote) {
      const found = replace((name) => (regexp ? '.*' : name));
      if (found === 'unknown') unknown = true;
      else if (found === undefined) take(text[index] === '\\' && quote !== '`' ? 2 : 1);
    }
    take(1);
    if (unknown) variables.push({ from, to: plain.length });
  };
  while (index < text.length) {
    unremarkable.lastIndex = index;
    const [words = ''] = unremarkable.exec(text) ?? [];
    if (words !== '') {
      take(words.length);
      continue;
    }
    const char = text[index] ?? '';
    const from = plain.length;
    const before = plain.slice(-100);
    const bracket = open.at(-1);
    const found = replace((name, after) => standIn(name, before, after, bracket));
    if (found === 'unknown' && !isDuration(before, bracket)) variables.push({ from, to: plain.length });
    if (found !== undefined) continue;
    if (char === '"' || char === "'" || char === '`') takeString(char);
    else if (char === '#') take(/\n|$/.exec(text.slice(index))?.index ?? 1);
    else {
      if ('([{'.includes(char)) open.push({ char, word: lastWord(before.trimEnd()) });
      if (')]}'.includes(char)) open.pop();
      take(1);
    }
  }
  return {
    text: plain,
    variables: variables.map((span) => wholeWord(plain, span)),
    original: (span) => originalSpan(span, replaced),
  };
}

/** A variable in the text as it was, and what stands for it now. */
interface Replacement extends Span {
  readonly original: Span;
}

interface Bracket {
  readonly char: string;
  /** What stands in front of it. */
  readonly word: string;
}

const groupings = /^(?:by|without|on|ignoring|group_left|group_right)$/i;

/** Whether a length of time belongs here. */
function isDuration(before: string, bracket: Bracket | undefined): boolean {
  return bracket?.char === '[' || /\boffset\s+-?\s*$/i.test(before);
}

/** Something that can stand where the variable stood, by its surroundings. */
function standIn(name: string, before: string, after: string, bracket: Bracket | undefined): string {
  // `[$window]`, `[${minutes}m]`, `[5$unit]`.
  if (isDuration(before, bracket)) return /^[A-Za-z]/.test(after) ? '5' : /\d$/.test(before) ? 'm' : '5m';
  // A part of a name.
  if (/[\w:]$/.test(before) || /^[\w:]/.test(after)) return name;
  const previous = before.trimEnd();
  const next = after.trimStart();
  if (bracket?.char === '{') return /^[,}]/.test(next) && /[{,]$/.test(previous) ? 'job=~".*"' : name;
  if (/^[[{(]/.test(next) || (bracket?.char === '(' && groupings.test(bracket.word))) return name;
  if (/[-+*/%^<>@]$|[=!<>]=$|\bbool$/.test(previous) || /^(?:[-+*/%^<>]|[=!]=)/.test(next)) return '1';
  const argument = (/\($/.test(previous) && next.startsWith(',')) || (/,$/.test(previous) && /^[,)]/.test(next));
  return bracket?.char === '(' && argument ? '1' : name;
}

/** The name with which the text ends. */
function lastWord(text: string): string {
  let from = text.length;
  while (/[\w:]/.test(text[from - 1] ?? '')) from--;
  return text.slice(from);
}

/** The name that the span is a part of. */
function wholeWord(text: string, { from, to }: Span): Span {
  if (!/\w/.test(text[from] ?? '')) return { from, to };
  let start = from;
  let end = to;
  while (/[\w:]/.test(text[start - 1] ?? '')) start--;
  while (/[\w:]/.test(text[end] ?? '')) end++;
  return { from: start, to: end };
}

function isVariable(name: string, { names }: VariableSettings): boolean {
  // `$1` is a group of a regular expression.
  if (/^\d/.test(name)) return false;
  return names === undefined ? !name.startsWith('__') || dashboardFacts.has(name) : names.has(name);
}

/** What every dashboard has beside its own variables. */
const dashboardFacts = new Set(['__dashboard', '__user', '__org', '__name', '__timezone']);

/** What Grafana replaces itself, and what was given. */
function knownValues(settings: VariableSettings): ReadonlyMap<string, string> {
  const { scrapeInterval = 15, range = 3600, values = {} } = settings;
  const { interval = scrapeInterval, rateInterval = 4 * scrapeInterval } = settings;
  const milliseconds = (seconds: number) => String(Math.round(seconds * 1000));
  const duration = (seconds: number) => (Number.isInteger(seconds) ? `${seconds}s` : `${milliseconds(seconds)}ms`);
  return new Map([
    ...Object.entries(values),
    ['__interval', duration(interval)],
    ['__interval_ms', milliseconds(interval)],
    ['__rate_interval', duration(rateInterval)],
    ['__rate_interval_ms', milliseconds(rateInterval)],
    ['__range', duration(range)],
    ['__range_s', String(Math.round(range))],
    ['__range_ms', milliseconds(range)],
    ['__from', '0'],
    ['__to', milliseconds(range)],
  ]);
}

function originalSpan({ from, to }: Span, replaced: readonly Replacement[]): Span {
  let start = from;
  let end = to;
  for (const { from: first, to: last, original } of replaced) {
    if (from >= last) start = from + original.to - last;
    else if (from >= first) start = original.from;
    if (to >= last) end = to + original.to - last;
    else if (to > first) end = original.to;
  }
  return { from: start, to: from === to ? start : end };
}
