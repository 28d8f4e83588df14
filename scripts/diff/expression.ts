import { references } from '../../dashboards/expand/index.ts';
import { type Expr, PromqlError, print, sameExpression, tryParse, walk, withoutVariables } from '../../promql/index.ts';
import type { Detail } from './change.ts';

/** How an expression of a rule differs: nothing where only its layout does, one number where that is all, else before and after. */
export function expressionDiffers(what: string, before: string | undefined, after: string | undefined): Detail[] {
  return compared(what, { written: before, plain: before }, { written: after, plain: after });
}

/** The same of a query of a dashboard, with Grafana's variables in it. */
export function queryDiffers(what: string, before: string | undefined, after: string | undefined): Detail[] {
  if (before === undefined || after === undefined) return expressionDiffers(what, before, after);
  // What stands for a variable looks the same for each of them.
  if (variables(before) !== variables(after)) return whole(what, before, after);
  const [old, now] = [withoutVariables(before).text, withoutVariables(after).text];
  return compared(what, { written: before, plain: old }, { written: after, plain: now });
}

function variables(query: string): string {
  return references(query)
    .map(({ text }) => text)
    .join(' ');
}

/** An expression as it stands, and as it can be parsed. */
interface Side {
  readonly written: string | undefined;
  readonly plain: string | undefined;
}

function compared(what: string, before: Side, after: Side): Detail[] {
  if (before.written?.trim() === after.written?.trim()) return [];
  const { plain: old } = before;
  const { plain: now } = after;
  if (old === undefined || now === undefined) return whole(what, before.written, after.written);
  const [a, b] = [tryParse(old), tryParse(now)];
  if (a instanceof PromqlError || b instanceof PromqlError) return whole(what, before.written, after.written);
  if (sameExpression(a, b)) return [];
  const numbers = changedNumbers(a, b);
  if (numbers === undefined) return whole(what, before.written, after.written);
  return numbers.map(({ what: kind, spans: [from, to] }) => ({
    what: what === 'expression' ? kind : `${kind} of ${what}`,
    before: old.slice(from.from, from.to),
    after: now.slice(to.from, to.to),
  }));
}

function whole(what: string, before: string | undefined, after: string | undefined): Detail[] {
  return [{ what, ...(before !== undefined && { before }), ...(after !== undefined && { after }), promql: true }];
}

/** An expression on one line, as Prometheus writes it; what is none, or has variables, as it is. */
export function oneLine(text: string): string {
  const tree = tryParse(text);
  return tree instanceof PromqlError ? text.trim() : print(tree);
}

interface Place {
  readonly from: number;
  readonly to: number;
}

interface NumberChange {
  readonly what: 'threshold' | 'window' | 'number';
  readonly spans: readonly [Place, Place];
  /** The same for the same numbers. */
  readonly key: string;
}

/** Where something is in the text, or how it was written: no difference. */
const silent = new Set(['from', 'to', 'grouped', 'written', 'number', 'duration']);

/** From so many on, one has to see the expression to know which number is which. */
const fewNumbers = 3;

/** The numbers that are all the difference, if they are few; each may stand in several places. */
function changedNumbers(a: Expr, b: Expr): NumberChange[] | undefined {
  const thresholds = new Set<unknown>(constantsCompared(a));
  const found: NumberChange[] = [];
  const rest: (readonly [unknown, unknown])[] = [[a, b]];
  for (let next = rest.pop(); next !== undefined; next = rest.pop()) {
    const [left, right] = next;
    if (Object.is(left, right)) continue;
    if (!isNode(left) || !isNode(right)) return undefined;
    const change = numberChange(left, right, thresholds);
    if (change !== undefined) {
      found.push(change);
      continue;
    }
    const keys = [...new Set([...Object.keys(left), ...Object.keys(right)])].filter((key) => !isSilent(key));
    for (const key of keys) rest.push([ordered(left[key], key), ordered(right[key], key)]);
  }
  const inOrder = found.sort((one, other) => one.spans[0].from - other.spans[0].from);
  const distinct = [...new Map(inOrder.map((change) => [change.key, change])).values()];
  return distinct.length < fewNumbers ? distinct : undefined;
}

/** Matchers by what they say: their order means nothing. */
function ordered(value: unknown, key: string): unknown {
  if (key !== 'matchers' || !Array.isArray(value)) return value;
  return value.map(({ name, operator, value: text }) => `${name} ${operator} ${text}`).sort();
}

function isNode(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function isSilent(key: string): boolean {
  return silent.has(key) || key.endsWith('Span');
}

function numberChange(
  left: Readonly<Record<string, unknown>>,
  right: Readonly<Record<string, unknown>>,
  thresholds: ReadonlySet<unknown>,
): NumberChange | undefined {
  const kind = left.kind;
  if (kind !== right.kind || (kind !== 'NumberLiteral' && kind !== 'DurationLiteral')) return undefined;
  const value = kind === 'NumberLiteral' ? 'value' : 'seconds';
  if (Object.is(left[value], right[value])) return undefined;
  const what = kind === 'DurationLiteral' ? 'window' : thresholds.has(left) ? 'threshold' : 'number';
  return { what, spans: [place(left), place(right)], key: `${what} ${left[value]} ${right[value]}` };
}

function place({ from, to }: Readonly<Record<string, unknown>>): Place {
  return { from: Number(from), to: Number(to) };
}

const comparisons = new Set(['==', '!=', '<=', '<', '>=', '>']);

/** The numbers in what something is compared with, where that is made of numbers only. */
function constantsCompared(expr: Expr): Expr[] {
  return walk(expr).flatMap((part) =>
    part.kind === 'BinaryExpr' && comparisons.has(part.operator) ? [part.left, part.right].flatMap(numbersOf) : [],
  );
}

function numbersOf(side: Expr): readonly Expr[] {
  const parts = walk(side);
  const calculated = new Set<Expr['kind']>(['NumberLiteral', 'ParenExpr', 'UnaryExpr', 'BinaryExpr']);
  return parts.every(({ kind }) => calculated.has(kind)) ? parts.filter(({ kind }) => kind === 'NumberLiteral') : [];
}
