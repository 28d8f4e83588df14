import type { LabelSpec, MetricDefinition } from '@narthex/instrumentation';
import { type Expression, isOneOf, promql } from '../../../promql/index.ts';
import type { HttpMetrics, Labels } from '../../../stacks/model/index.ts';

/** The condition for each kind of service, joined: an alert is one, however many ways there are to count requests. */
export function either<Http extends HttpMetrics>(
  services: readonly Http[],
  condition: (http: Http) => Expression,
): Expression {
  return services.map(condition).reduce((all, one) => promql`${all} or ${one}`);
}

/** The matcher that keeps to the services, where other programs use the same names. */
export function ofServices({ jobs }: HttpMetrics): string {
  return isOneOf('job', jobs);
}

/** Requests per second of each service, from its own series. */
export function rawRequestRate(http: HttpMetrics, window: string, matchers = ''): Expression {
  return promql`sum by (job, service) (rate(${http.requests}{${ofServices(http)}${matchers}}[${window}]))`;
}

/** The service of the scenarios: the labels of what fires, and those of its series. */
export function serviceLabels({ jobs }: HttpMetrics): { readonly fired: Labels; readonly instance: Labels } {
  const [job = ''] = jobs;
  return { fired: { job, service: 'api' }, instance: { job, service: 'api', instance: 'api:8000' } };
}

/** A program that is none of the services and counts under the same names. */
export const stranger: Labels = { job: 'another', service: 'another', instance: 'another:80' };

/** Some value for each label of a metric. */
export function someLabels({ labels }: MetricDefinition): Labels {
  return Object.fromEntries(Object.entries(labels).map(([name, spec]) => [name, someValue(spec)]));
}

/** A value of a label that a pattern matches, or that it does not; `undefined` if there is none. */
export function valueThat(
  matches: boolean,
  pattern: RegExp,
  spec: LabelSpec | undefined,
  other: string,
): string | undefined {
  if (spec === undefined || 'kind' in spec) return other;
  return spec.find((value) => pattern.test(value) === matches);
}

function someValue(spec: LabelSpec): string {
  return 'kind' in spec ? 'some' : (spec[0] ?? '');
}
