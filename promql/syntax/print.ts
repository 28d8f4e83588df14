import type { AggregateExpr, BinaryExpr, Expr, SubqueryExpr, VectorMatching } from './ast.ts';
import { withParens } from './parens.ts';
import {
  durationExprText,
  durationText,
  extendedText,
  labelsText,
  modifiersText,
  numberText,
  quotedText,
  selectorText,
} from './print-parts.ts';
import { maxNesting } from './stream.ts';
import { fold } from './walk.ts';

/**
 * An expression as Prometheus itself writes it, on one line. Reading that text gives the same tree, but for what means nothing:
 * the order of matchers, `by ()`, `ignoring ()`, `300` for `5m`. Parentheses are added where a tree built by hand needs them.
 */
export function print(expr: Expr): string {
  return fold(withParens(expr), flat);
}

/** How `format` breaks lines. */
export interface FormatOptions {
  /** What is longer than so many characters, indentation left aside, goes on several lines; 100 if left out, as in Prometheus. */
  readonly width?: number;
}

/** The same on several lines where it is long: each operand and each argument on its own, two spaces deeper, 256 levels at most. */
export function format(expr: Expr, { width = 100 }: FormatOptions = {}): string {
  const complete = withParens(expr);
  const texts = new Map<Expr, string>();
  fold<string>(complete, (part, of) => {
    const text = flat(part, of);
    texts.set(part, text);
    return text;
  });
  return broken(complete, 0, { width, flatText: (part) => texts.get(part) ?? print(part) });
}

/** What every part needs to know when lines are broken. */
interface Lines {
  readonly width: number;
  /** Of a part, on one line. */
  readonly flatText: (part: Expr) => string;
}

/**
 * So deep lines are broken; what is deeper stands on one. Parentheses and calls cannot go deeper, but a sum of many terms can: each
 * term is a level, and so much indentation would be a million times as long as the sum.
 */
const deepest = maxNesting;

function flat(expr: Expr, of: (within: Expr) => string): string {
  switch (expr.kind) {
    case 'AggregateExpr':
      return `${aggregationHead(expr)}(${aggregationArguments(expr).map(of).join(', ')})`;
    case 'BinaryExpr':
      return `${leftText(expr, of(expr.left))} ${operatorText(expr)} ${of(expr.right)}`;
    case 'Call':
      return `${expr.func}(${expr.args.map(of).join(', ')})`;
    case 'MatrixSelector': {
      const { selector } = expr;
      const range = `[${durationExprText(expr.range)}]`;
      return `${selectorText(selector)}${range}${extendedText(selector)}${modifiersText(selector)}`;
    }
    case 'NumberLiteral':
      return expr.duration ? durationText(expr.value) : numberText(expr.value);
    case 'ParenExpr':
      return `(${of(expr.expr)})`;
    case 'StringLiteral':
      return quotedText(expr.value);
    case 'SubqueryExpr':
      return of(expr.expr) + subqueryTail(expr);
    case 'UnaryExpr':
      return expr.operator + of(expr.expr);
    case 'VectorSelector':
      return selectorText(expr) + modifiersText(expr, extendedText(expr));
  }
}

/** A sign before `^` would belong to the power. */
function leftText({ operator }: BinaryExpr, text: string): string {
  return operator === '^' && text === '+Inf' ? 'Inf' : text;
}

function aggregationHead({ operator, grouping, without }: AggregateExpr): string {
  if (!without && grouping.length === 0) return operator;
  return `${operator} ${without ? 'without' : 'by'} ${labelsText(grouping)} `;
}

function aggregationArguments({ expr, param }: AggregateExpr): Expr[] {
  return param === undefined ? [expr] : [param, expr];
}

function operatorText({ operator, returnBool, matching }: BinaryExpr): string {
  return `${operator}${returnBool ? ' bool' : ''}${matching === undefined ? '' : matchingText(matching)}`;
}

function matchingText({ card, on, labels, include, fill }: VectorMatching): string {
  const grouped = card === 'many-to-one' || card === 'one-to-many';
  let text = '';
  if (labels.length > 0 || on || grouped) text += ` ${on ? 'on' : 'ignoring'} ${labelsText(labels)}`;
  if (grouped) text += ` group_${card === 'many-to-one' ? 'left' : 'right'} ${labelsText(include)}`;
  return text + (fill === undefined ? '' : fillText(fill));
}

function fillText({ left, right }: NonNullable<VectorMatching['fill']>): string {
  if (left !== undefined && Object.is(left, right)) return ` fill (${numberText(left)})`;
  const ofLeft = left === undefined ? '' : ` fill_left (${numberText(left)})`;
  return `${ofLeft}${right === undefined ? '' : ` fill_right (${numberText(right)})`}`;
}

function subqueryTail(expr: SubqueryExpr): string {
  const step = expr.step === undefined ? '' : durationExprText(expr.step);
  return `[${durationExprText(expr.range)}:${step}]${modifiersText(expr)}`;
}

function broken(expr: Expr, level: number, lines: Lines): string {
  const text = lines.flatText(expr);
  const indent = '  '.repeat(level);
  if (text.length <= lines.width || level >= deepest) return indent + text;
  const deeper = (each: Expr): string => broken(each, level + 1, lines);
  const list = (head: string, items: readonly Expr[]): string =>
    `${indent}${head}(\n${items.map(deeper).join(',\n')}\n${indent})`;
  switch (expr.kind) {
    case 'AggregateExpr':
      return list(aggregationHead(expr), aggregationArguments(expr));
    case 'BinaryExpr': {
      const isInfinite = expr.operator === '^' && lines.flatText(expr.left) === '+Inf';
      const left = isInfinite ? `${indent}  Inf` : deeper(expr.left);
      return `${left}\n${indent}${operatorText(expr)}\n${deeper(expr.right)}`;
    }
    case 'Call':
      return expr.args.length === 0 ? indent + text : list(expr.func, expr.args);
    case 'ParenExpr':
      return list('', [expr.expr]);
    case 'SubqueryExpr':
      return broken(expr.expr, level, lines) + subqueryTail(expr);
    case 'UnaryExpr':
      return `${indent}${expr.operator}${broken(expr.expr, level, lines).slice(indent.length)}`;
    case 'MatrixSelector':
    case 'NumberLiteral':
    case 'StringLiteral':
    case 'VectorSelector':
      return indent + text;
  }
}
