/** Something with a metric name: a definition of the catalog. */
export interface NamedMetric {
  readonly name: string;
  readonly type: string;
}

/** A PromQL expression, and the metrics that were named in it by reference rather than by text. */
export interface Expression {
  readonly text: string;
  readonly metrics: readonly NamedMetric[];
}

/** What may stand in a `promql` template: a metric, a number, another expression, or a piece of PromQL. */
export type Interpolated = NamedMetric | Expression | number | string;

/**
 * PromQL with metrics of the catalog in it, so that a rename moves everywhere and what is read is known:
 *
 * ```ts
 * promql`sum by (job) (rate(${http.requests}{status_code="5xx"}[5m])) > ${0.05}`
 * ```
 */
export function promql(parts: TemplateStringsArray, ...values: readonly Interpolated[]): Expression {
  const metrics = new Map<string, NamedMetric>();
  let text = parts[0] ?? '';
  values.forEach((value, index) => {
    text += interpolate(value, metrics) + (parts[index + 1] ?? '');
  });
  return { text: trimLines(text), metrics: [...metrics.values()] };
}

function interpolate(value: Interpolated, metrics: Map<string, NamedMetric>): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return String(value);
  if ('text' in value) {
    for (const metric of value.metrics) metrics.set(metric.name, metric);
    return value.text;
  }
  metrics.set(value.name, value);
  return value.name;
}

/** Template literals carry the source file's indentation; a rule file should not. */
function trimLines(text: string): string {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('\n');
}
