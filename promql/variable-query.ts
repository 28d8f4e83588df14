import type { Span } from './syntax/ast.ts';

/** A query of a dashboard's variable, in the form that Grafana's Prometheus data source knows. Spans are of the query. */
export type VariableQuery =
  /** Values of a label: of all series, or of those that `expr` selects. */
  | {
      readonly kind: 'label_values';
      readonly label: string;
      readonly labelSpan: Span;
      readonly expr?: string;
      readonly offset: number;
    }
  /** Names of labels: of all series, or of those that `expr` selects. */
  | { readonly kind: 'label_names'; readonly expr?: string; readonly offset: number }
  /** Names of metrics that a regular expression matches. */
  | { readonly kind: 'metrics'; readonly regexp: string; readonly offset: number }
  /** What a whole query answers. */
  | { readonly kind: 'query_result'; readonly expr: string; readonly offset: number }
  /** Anything else: the series that a selector selects. */
  | { readonly kind: 'series'; readonly expr: string; readonly offset: number };

/** Recognises what a dashboard's variable asks. `offset` says where `expr` (or `regexp`) begins in the text; Grafana's variables stay in it. */
export function variableQuery(text: string): VariableQuery {
  const [, kind, content = ''] =
    /^\s*(label_values|label_names|metrics|query_result)\s*\(([\s\S]*)\)\s*$/.exec(text) ?? [];
  const begin = text.indexOf('(') + 1;
  const argument = trimmed(content, begin);
  switch (kind) {
    case 'label_values': {
      const [written, comma, label = ''] = /(,|^)\s*([A-Za-z_$][\w$]*)\s*$/.exec(content) ?? [];
      if (written === undefined) break;
      const from = begin + content.lastIndexOf(label);
      const expr = comma === ',' ? trimmed(content.slice(0, -written.length), begin) : undefined;
      return {
        kind,
        label,
        labelSpan: { from, to: from + label.length },
        offset: expr?.offset ?? from,
        ...(expr && expr.text !== '' && { expr: expr.text }),
      };
    }
    case 'label_names':
      return { kind, offset: argument.offset, ...(argument.text !== '' && { expr: argument.text }) };
    case 'metrics':
      return { kind, regexp: argument.text, offset: argument.offset };
    case 'query_result':
      return { kind, expr: argument.text, offset: argument.offset };
  }
  const { text: expr, offset } = trimmed(text, 0);
  return { kind: 'series', expr, offset };
}

function trimmed(text: string, offset: number): { readonly text: string; readonly offset: number } {
  return { text: text.trim(), offset: offset + (text.length - text.trimStart().length) };
}
