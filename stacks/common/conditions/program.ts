import type { MetricDefinition } from 'narthex';

/** Labels and their values. */
export type Values = Readonly<Record<string, string>>;

/** One instance of a service, as the labels of its series name it. Conditions take it for their scenarios. */
export interface Program {
  readonly job: string;
  readonly service: string;
  readonly instance: string;
}

/** What an alert carries that is about the whole service. */
export function serviceOf({ job, service }: Program): Values {
  return { job, service };
}

/** The labels of a series of a program: some value for each label of the metric that is not given. */
export function labelsIn(program: Program, metric: Pick<MetricDefinition, 'labels'>, labels: Values = {}): Values {
  const some = Object.entries(metric.labels).map(([name, spec]) => [name, 'kind' in spec ? 'some' : (spec[0] ?? '')]);
  return { ...program, ...Object.fromEntries(some), ...labels };
}

/** Another value of a label. */
export function otherThan(value: string | undefined, metric: Pick<MetricDefinition, 'labels'>, label: string): string {
  const spec = metric.labels[label];
  return spec !== undefined && !('kind' in spec) ? (spec.find((each) => each !== value) ?? 'other') : 'other';
}
