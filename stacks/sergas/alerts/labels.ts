import type { MetricDefinition } from 'narthex';
import { labelsIn, type Program, serviceOf, type Values } from '../../common/conditions/program.ts';

/** What every series of the API carries. */
export const instance = { job: 'sergas', service: 'sergas-api', instance: 'sergas-api:8000' } satisfies Program;

/** What every alert of the API carries. */
export const api = serviceOf(instance);

/** A series of the API: some value for each label of the metric that is not given. */
export function labelsOf(metric: MetricDefinition, labels: Values = {}): Values {
  return labelsIn(instance, metric, labels);
}
