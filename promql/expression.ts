import { withoutVariables } from './grafana.ts';
import { type Origin, originOf, type Printed, trimLines } from './origin.ts';
import { parse } from './syntax/parse.ts';
import { numberText, type Place, placeAfter, stringText } from './text.ts';

/** Something with a metric name: a definition of the catalog. */
export interface NamedMetric {
  readonly name: string;
  readonly type: string;
}

/** A PromQL expression, and the metrics that were named in it by reference rather than by text. */
export interface Expression {
  readonly text: string;
  readonly metrics: readonly NamedMetric[];
  /** Where it was written, if a program wrote it. Not enumerable: comparisons, copies and JSON are without it. */
  readonly origin?: Origin;
}

/** What may stand in a `promql` template: a metric, a number, another expression, or a piece of PromQL. */
export type Interpolated = NamedMetric | Expression | number | string;

/**
 * PromQL with metrics of the catalog in it, so that a rename moves everywhere and what is read is known:
 *
 * ```ts
 * promql`sum by (job) (rate(${http.requests}{status_code="5xx"}[5m])) > ${0.05}`
 * ```
 *
 * - A metric stands as its name.
 * - An expression stands as a whole: an operation gets parentheses, unless it is a whole argument or stands in parentheses.
 * - A number is printed so that Prometheus reads the same double, a negative one in parentheses before `^`.
 * - A string within a quoted string of PromQL is escaped, so that it is that text, whatever it holds. In a regular expression it
 *   is still a regular expression: `oneOf` makes one of texts. Outside quotes it is a piece of PromQL and stands as it is written.
 *
 * The text is trimmed line by line. Whether it is good PromQL is found when the stack is checked.
 *
 * Throws a `TypeError` for a value that is nothing of this, for a text that a string in backticks cannot hold, and for an escape
 * that would be lost: JavaScript reads `\d` in a template as `d`, so that PromQL's `\\d` is written `\\\\d`.
 */
export function promql(parts: TemplateStringsArray, ...values: readonly Interpolated[]): Expression {
  const metrics = new Map<string, NamedMetric>();
  const printed: Printed[] = [];
  let text = literal(parts, 0);
  let place = placeAfter('', text);
  values.forEach((value, index) => {
    const following = literal(parts, index + 1);
    const one = print(value, place, { before: text, after: following, last: index === values.length - 1 });
    if (typeof value === 'object')
      for (const metric of 'text' in value ? value.metrics : [value]) metrics.set(metric.name, metric);
    printed.push(one);
    text += one.text + following;
    place = placeAfter(placeAfter(place, one.text), following);
  });
  const made = { text: trimLines(text), metrics: [...metrics.values()] };
  return Object.defineProperty(made, 'origin', { value: originOf(parts, printed, promql) });
}

/** An expression from elsewhere, such as a rule file. It names no metrics by reference. */
export function expression(text: string): Expression {
  return { text, metrics: [] };
}

/** The literal part of a template; throws a `TypeError` for escapes that PromQL would not see. */
function literal(parts: TemplateStringsArray, index: number): string {
  const raw = parts.raw[index] ?? '';
  // An escape that JavaScript does not know leaves the part without a value.
  const cooked: string | undefined = parts[index];
  if (cooked === raw) return cooked;
  for (const [written, char = ''] of raw.matchAll(/\\([\s\S])/g)) {
    if (/[A-Zac-egh-mo-qswyz1-9.+*?()|[\]^/bfv]/.test(char))
      throw new TypeError(`${written} in a promql template does not reach PromQL; write \\\\\\${written} there`);
  }
  if (cooked === undefined) throw new TypeError(`an escape in a promql template is not complete: ${raw}`);
  return cooked;
}

/** The text around a value: all that is before it, the literal part behind it, and whether nothing follows that part. */
interface Surroundings {
  readonly before: string;
  readonly after: string;
  readonly last: boolean;
}

function print(value: Interpolated, place: Place, around: Surroundings): Printed {
  if (typeof value === 'string') return { text: place === '' || place === '#' ? value : stringText(value, place) };
  if (typeof value === 'number') {
    const text = numberText(value);
    return { text: place === '' && text.startsWith('-') && nextChar(around) === '^' ? `(${text})` : text };
  }
  if (typeof value !== 'object' || value === null)
    throw new TypeError(
      `a promql template holds ${String(value)} where a metric, an expression, a number or a text belongs`,
    );
  if (!('text' in value)) return { text: place === '' || place === '#' ? value.name : stringText(value.name, place) };
  if (place === '#') return { text: value.text.replaceAll('\n', ' ') };
  if (place !== '') return { text: stringText(value.text, place) };
  const wrapped = !isWhole(around) && isOperation(value.text);
  // The parentheses would be taken for the labels that a bare group_left names.
  const before = wrapped ? `${/\bgroup_(?:left|right)\s*$/i.test(around.before) ? '() ' : ''}(` : '';
  const to = before.length + value.text.length;
  // What follows must not become a part of a comment.
  const after = `${placeAfter('', value.text) === '#' ? '\n' : ''}${wrapped ? ')' : ''}`;
  return {
    text: `${before}${value.text}${after}`,
    ...(value.origin && { inner: { origin: value.origin, from: before.length, to } }),
  };
}

/** Whether it is an argument of its own, or the only thing in parentheses, or all there is. */
function isWhole(around: Surroundings): boolean {
  const before = around.before.trimEnd().at(-1) ?? '';
  const after = nextChar(around);
  return (before === '' || before === '(' || before === ',') && (after === '' || after === ')' || after === ',');
}

/** The next character that is not white space; `''` at the end, `$` for another value. */
function nextChar({ after, last }: Surroundings): string {
  return after.trimStart()[0] ?? (last ? '' : '$');
}

/** Whether an operator holds the text together, so that what stands beside it could take a part away. */
function isOperation(text: string): boolean {
  // Most expressions are spared the parser.
  if (!/[-+*/%^=<>]|\b(?:and|or|unless|atan2)\b/i.test(text)) return false;
  try {
    const { kind } = parse(text.includes('$') || text.includes('[[') ? withoutVariables(text).text : text);
    return kind === 'BinaryExpr' || kind === 'UnaryExpr' || (kind === 'NumberLiteral' && /^\s*[-+]/.test(text));
  } catch {
    // A piece: matchers, a part of a name.
    return false;
  }
}
