import {
  counter,
  gauge,
  histogram,
  type Labels,
  type MetricDefinition,
  type MetricOptions,
  open,
  summary,
} from '@narthex/instrumentation';
import type { Exposition } from '../../exporters/index.ts';
import { type DescribedMetric, describeMetric } from '../catalog/describe.ts';
import { type MetricFacts, observe } from '../catalog/facts.ts';
import type { ForeignMetric } from './metric-series.ts';

/**
 * The metrics of a program by what it exposed, as `narthex catalog` describes them. What that command asks a person is left open here:
 * lists of values may be incomplete, and what has no type may be a counter.
 */
export function exposedMetrics(exposition: Exposition, program: string): ForeignMetric[] {
  return observe([exposition]).map((facts) => {
    const metric = definitionOf(describeMetric(facts, facts.name), facts);
    return facts.typed ? { metric, program } : { metric, program, untyped: true };
  });
}

function definitionOf(described: DescribedMetric, { states, key }: MetricFacts): MetricDefinition {
  const { type, name, help, unit, range, info, steps } = described;
  const labels: Labels = Object.fromEntries(
    described.labels.map(([label, spec]) => {
      if (Array.isArray(spec)) return [label, label === states ? (spec as readonly string[]) : open()];
      return [label, open('sometimes' in spec && spec.sometimes ? { sometimes: true } : {})];
    }),
  );
  const options: MetricOptions<Labels> = {
    labels,
    ...(unit && { unit }),
    ...(range && { range }),
    ...(key && { key }),
  };
  switch (type) {
    case 'counter':
      return counter(name, help, options);
    case 'gauge':
      return gauge(name, help, { ...options, ...(info && { info }) });
    case 'histogram':
      return histogram(name, help, { ...options, buckets: steps });
    case 'summary':
      return summary(name, help, { ...options, quantiles: steps });
  }
}
