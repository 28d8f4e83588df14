import type { LabelSpec, MetricDefinition, MetricSet } from '@narthex/instrumentation';
import type { Exposition } from '../../exporters/index.ts';
import { type View, viewsOf } from '../../scripts/catalog/views.ts';

/** Everything that a program exposes and its catalog lacks or says otherwise; empty when all is well. */
export function differences(catalog: MetricSet, expositions: readonly Exposition[]): string[] {
  const metrics = new Map(Object.values(catalog).map((metric) => [metric.name, metric]));
  const found = expositions.flatMap(viewsOf).flatMap((view) => {
    const metric = metrics.get(view.name);
    return metric === undefined ? [`${view.name} is not in the catalog`] : viewDifferences(metric, view);
  });
  return [...new Set(found)].sort();
}

/** The metrics of a catalog that none of the expositions has. */
export function notExposed(catalog: MetricSet, expositions: readonly Exposition[]): string[] {
  const seen = new Set(expositions.flatMap(viewsOf).map(({ name }) => name));
  return Object.values(catalog)
    .map(({ name }) => name)
    .filter((name) => !seen.has(name));
}

function viewDifferences(metric: MetricDefinition, view: View): string[] {
  const { name } = metric;
  const found = [...labelDifferences(metric, view), ...valueDifferences(metric, view)];
  if (view.typed && view.type !== metric.type) found.push(`is a ${view.type}, not a ${metric.type}`);
  const steps = metric.type === 'histogram' ? metric.buckets : metric.type === 'summary' ? metric.quantiles : [];
  for (const step of view.steps) if (!steps.includes(step)) found.push(`has the step ${step}, which is not listed`);
  return found.map((each) => `${name} ${each}`);
}

function labelDifferences({ labels, key }: MetricDefinition, { series }: View): string[] {
  const found: string[] = [];
  const keys = new Set<string>();
  for (const sample of series) {
    const values = new Map([...sample.labels].filter(([, value]) => value !== ''));
    for (const [label, value] of values) {
      const spec = labels[label];
      if (spec === undefined) found.push(`has the label ${label}`);
      else if (Array.isArray(spec) && !spec.includes(value)) found.push(`has ${label}="${value}", which is not listed`);
    }
    for (const [label, spec] of Object.entries(labels)) {
      if (!isSometimes(spec) && !values.has(label)) found.push(`has a series without ${label}`);
    }
    keys.add(JSON.stringify((key ?? Object.keys(labels)).map((label) => values.get(label))));
  }
  if (keys.size < series.length) found.push('has several series of one key');
  return found;
}

function isSometimes(spec: LabelSpec): boolean {
  return 'kind' in spec && spec.kind === 'open' && spec.sometimes === true;
}

function valueDifferences(metric: MetricDefinition, { name, values, typed }: View): string[] {
  const found: string[] = [];
  const info = metric.type === 'gauge' && metric.info === true;
  const [min, max] = metric.range ?? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  const outside = values.find((value) => value < min || value > max);
  if (outside !== undefined) found.push(`has the value ${outside}, which is out of its range`);
  if (info && values.some((value) => value !== 1)) found.push('is no info: it is not always 1');
  if (!info && typed && name.endsWith('_info') && values.every((value) => value === 1)) found.push('is an info');
  // Points in time after 2001; 0 and less stand for never.
  const times = values.filter((value) => value > 0);
  if (metric.unit === 'timestamp' && times.some((value) => value < 1e9)) found.push('is no point in time');
  if (metric.unit === 'seconds' && metric.type === 'gauge' && times.some((value) => value > 1e9))
    found.push('is a point in time');
  return found;
}
