import type { MetricDefinition } from 'narthex';

/** What every alert of the API carries. */
export const api = { job: 'sergas', service: 'sergas-api' };

/** What every series of the API carries. */
export const instance = { ...api, instance: 'sergas-api:8000' };

/** Labels and their values. */
export type Values = Readonly<Record<string, string>>;

/** A series of the API: some value for each label of the metric that is not given. */
export function labelsOf(metric: MetricDefinition, labels: Values = {}): Values {
  const some = Object.entries(metric.labels).map(([name, spec]) => [name, 'kind' in spec ? 'some' : (spec[0] ?? '')]);
  return { ...instance, ...Object.fromEntries(some), ...labels };
}
