import {
  type Expr,
  PromqlError,
  type Span,
  tryParse,
  variableQuery,
  withoutUnknownValues,
  withoutVariables,
} from '../../promql/index.ts';
import { type StackExpression, stackExpressions } from './expressions.ts';

/** An expression as Prometheus gets it. */
export interface ParsedExpression extends StackExpression {
  /** PromQL: in a dashboard's query, something stands in the place of its variables. */
  readonly text: string;
  /** Strings of `text` whose value is chosen in the dashboard. */
  readonly variables: readonly Span[];
  /** What Prometheus would refuse has no tree. */
  readonly result: { readonly expr: Expr } | { readonly error: PromqlError };
  /** Leads a span of `text` back to the text that its author wrote. */
  readonly original: (span: Span) => Span;
}

/** Parses an expression of a stack; `undefined` for a variable that asks for names alone, where there is nothing to parse. */
export function parseExpression(stackExpression: StackExpression): ParsedExpression | undefined {
  const { expression, grafana, usage } = stackExpression;
  if (grafana === undefined) return parsed(stackExpression, expression.text, [], (span) => span);
  const query = usage.kind === 'variable' ? variableQuery(expression.text) : undefined;
  if (query !== undefined && (!('expr' in query) || query.expr === undefined)) return undefined;
  const source = query?.expr ?? expression.text;
  const offset = query?.offset ?? 0;
  const { text, variables, original } = withoutVariables(source, grafana);
  const label =
    usage.kind === 'variable' && query?.kind === 'label_values' ? { ...usage, labels: [query.label] } : usage;
  return parsed({ ...stackExpression, usage: label }, text, variables, (span) => {
    const { from, to } = original(span);
    return { from: from + offset, to: to + offset };
  });
}

function parsed(
  stackExpression: StackExpression,
  text: string,
  variables: readonly Span[],
  original: ParsedExpression['original'],
): ParsedExpression {
  const common = { ...stackExpression, text, variables, original };
  const expr = tryParse(text);
  if (expr instanceof PromqlError) return { ...common, result: { error: expr } };
  return { ...common, result: { expr: withoutUnknownValues(expr, variables) } };
}

/** Every expression of a stack that there is something to parse of. */
export function parsedExpressions(plan: Parameters<typeof stackExpressions>[0]): ParsedExpression[] {
  return stackExpressions(plan).flatMap((each) => parseExpression(each) ?? []);
}
