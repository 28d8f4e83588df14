import type { HistogramDefinition } from '@narthex/instrumentation';
import type { Labels } from '../../stacks/model/index.ts';
import { counting, type Signal, type Signals } from './signal.ts';

/** A series as promtool writes it: `up{job="api", instance="api:8000"}`. */
export function series(metric: { readonly name: string } | string, labels: Labels = {}): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}=${JSON.stringify(value)}`);
  return `${typeof metric === 'string' ? metric : metric.name}{${pairs.join(', ')}}`;
}

/**
 * All series of a classic histogram that is observed so often per second: `[[0.2, 9], [3, 1]]` are nine observations of 0.2 and one of
 * 3 each second.
 */
export function observing(
  metric: HistogramDefinition,
  labels: Labels,
  observations: readonly (readonly [value: number, perSecond: number])[],
): Signals {
  const upTo = (bound: number) =>
    observations.reduce((sum, [value, perSecond]) => sum + (value <= bound ? perSecond : 0), 0);
  const bucket = (bound: number): [string, Signal] => [
    series(`${metric.name}_bucket`, { ...labels, le: leOf(bound) }),
    counting(upTo(bound)),
  ];
  const sum = observations.reduce((total, [value, perSecond]) => total + value * perSecond, 0);
  return {
    ...Object.fromEntries([...metric.buckets, Number.POSITIVE_INFINITY].map(bucket)),
    [series(`${metric.name}_count`, labels)]: counting(upTo(Number.POSITIVE_INFINITY)),
    [series(`${metric.name}_sum`, labels)]: counting(sum),
  };
}

/** The label as Prometheus 3 stores it: whole numbers get a fraction. */
export function leOf(bound: number): string {
  if (bound === Number.POSITIVE_INFINITY) return '+Inf';
  return Number.isInteger(bound) ? `${bound}.0` : String(bound);
}
