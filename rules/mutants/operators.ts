import {
  type BinaryOperator,
  type Expr,
  type LabelMatcher,
  type LabelName,
  type Span,
  unwrap,
  walk,
} from '../../promql/index.ts';
import type { Edit } from './edit.ts';

/** What a person may get wrong in an expression. `text` is the whole of it; spans are of it. */
type Operator = (node: Expr, text: string) => readonly Edit[];

const opposites: Partial<Readonly<Record<BinaryOperator, BinaryOperator>>> = {
  '==': '!=',
  '!=': '==',
  '>': '<=',
  '<=': '>',
  '<': '>=',
  '>=': '<',
};

/** `>` becomes `<=`. */
const comparison: Operator = (node) => {
  const opposite = node.kind === 'BinaryExpr' ? opposites[node.operator] : undefined;
  if (node.kind !== 'BinaryExpr' || opposite === undefined) return [];
  return [edit(`${node.operator} becomes ${opposite}`, node.operatorSpan, opposite)];
};

/** Numbers become a tenth larger and smaller; small whole ones, which count things, become their neighbours. */
const bound: Operator = (node, text) => {
  if (node.kind !== 'BinaryExpr') return [];
  return [node.left, node.right].flatMap((side) => {
    const literal = unwrap(side);
    if (literal.kind !== 'NumberLiteral') return [];
    return others(literal.value, node.operator).map((value) =>
      edit(
        `${text.slice(literal.from, literal.to)} becomes ${value}`,
        literal,
        value < 0 ? `(${value})` : String(value),
      ),
    );
  });
};

function others(value: number, operator: BinaryOperator): number[] {
  // More than nothing at all: whoever counts failures counts several, so that a bound of one would be no other.
  if (value === 0) return operator === '>' || operator === '<=' ? [-1] : [1, -1];
  if (value === 1 && (operator === '==' || operator === '!=')) return [0, 2];
  if (Number.isInteger(value) && Math.abs(value) < 10) return [value + 1, value - 1];
  return [1.1, 0.9].map((factor) => Number((value * factor).toPrecision(12)));
}

/** `[5m]` becomes `[10m]` and `[150s]`. */
const window: Operator = (node, text) => {
  if (node.kind !== 'MatrixSelector' && node.kind !== 'SubqueryExpr') return [];
  const { range } = node;
  if (range.kind !== 'DurationLiteral') return [];
  return [range.seconds * 2, range.seconds / 2].map((seconds) =>
    edit(`[${text.slice(range.from, range.to)}] becomes [${seconds}s]`, range, `${Math.round(seconds * 1000)}ms`),
  );
};

/** A label of `by`, `without`, `on`, `ignoring`, `group_left` is forgotten. */
const labels: Operator = (node, text) => {
  if (node.kind === 'AggregateExpr') return withoutEach(node.grouping, text, 'the grouping');
  if (node.kind !== 'BinaryExpr' || node.matching === undefined) return [];
  const { labels: matched, include } = node.matching;
  return [...withoutEach(matched, text, 'the join'), ...withoutEach(include, text, 'what the join takes over')];
};

function withoutEach(names: readonly LabelName[], text: string, where: string): Edit[] {
  return names.map(({ name, ...span }, index) =>
    edit(`${name} is forgotten in ${where}`, withComma(span, text, index === names.length - 1), ''),
  );
}

/** A word of a list with the comma behind it; of the last one with the comma before it. */
function withComma({ from, to }: Span, text: string, last: boolean): Span {
  if (!last) return { from, to: to + (/^\s*,\s*/.exec(text.slice(to))?.[0].length ?? 0) };
  return { from: from - (/,\s*$/.exec(text.slice(0, from))?.[0].length ?? 0), to };
}

/** Another metric. */
const metric: Operator = (node) => {
  if (node.kind !== 'VectorSelector' || node.nameSpan === undefined) return [];
  return [edit(`${node.name} becomes another metric`, node.nameSpan, `${node.name}_other`)];
};

/** `a and b` becomes `a`, and `b`; of `a unless b` only `a` remains, because `b` alone is another question. */
const branch: Operator = (node, text) => {
  if (node.kind !== 'BinaryExpr' || !['and', 'or', 'unless'].includes(node.operator)) return [];
  const dropped = (kept: Expr, side: string): Edit =>
    edit(`the ${side} side of '${node.operator}' is dropped`, node, `(${text.slice(kept.from, kept.to)})`);
  return [dropped(node.left, 'right'), ...(node.operator === 'unless' ? [] : [dropped(node.right, 'left')])];
};

const operators: readonly Operator[] = [comparison, bound, window, labels, metric, branch];

/** Every change of an expression: those of its parts in their order, then those of its matchers. */
export function edits(expr: Expr, text: string): Edit[] {
  const parts = walk(expr);
  return [...parts.flatMap((node) => operators.flatMap((operator) => operator(node, text))), ...matchers(parts, text)];
}

const negated = { '=': '!=', '!=': '=', '=~': '!~', '!~': '=~' } as const;

/**
 * A matcher is forgotten, or says the opposite. One that stands in several selectors is changed in all of them: an expression says it
 * once for each of its series, and to forget it in one of them changes nothing where they are joined.
 */
function matchers(parts: readonly Expr[], text: string): Edit[] {
  const places = new Map<string, { readonly matcher: LabelMatcher; readonly span: Span }[]>();
  for (const node of parts) {
    if (node.kind !== 'VectorSelector') continue;
    const own = node.matchers.filter(({ name }) => name !== '__name__');
    own.forEach((matcher, index) => {
      const written = text.slice(matcher.from, matcher.to);
      const span = withComma(matcher, text, index === own.length - 1);
      places.set(written, [...(places.get(written) ?? []), { matcher, span }]);
    });
  }
  return [...places].flatMap(([written, all]): Edit[] => {
    const operator = all[0] === undefined ? '=' : negated[all[0].matcher.operator];
    const opposite = written.replace(/=~|!~|!=|=/, operator);
    return [
      { change: `${written} is forgotten`, replacements: all.map(({ span }) => ({ ...span, text: '' })) },
      {
        change: `${written} becomes ${opposite}`,
        replacements: all.map(({ matcher }) => ({ ...span(matcher), text: opposite })),
      },
    ];
  });
}

function edit(change: string, at: Span, text: string): Edit {
  return { change, replacements: [{ ...span(at), text }] };
}

function span({ from, to }: Span): Span {
  return { from, to };
}
