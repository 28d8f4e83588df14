import type { MetricDefinition } from '@narthex/instrumentation';
import type { SimulatedSeries } from './series.ts';
import type { Step } from './simulate.ts';
import type { SimulatorSpec } from './spec.ts';

/** The real requests of a simulated service, as its own metrics count them. */
export interface Traffic {
  /** The endpoint that a path is for, as a label names it: `/orders/:id`; undefined where the service has none. */
  readonly endpointOf: (path: string) => string | undefined;
  /** What one request that was served adds to the metrics; nothing where its labels are none of the catalog's. */
  readonly served: (request: ServedRequest) => readonly Step[];
}

/** A request that was served. */
export interface ServedRequest {
  readonly method: string;
  readonly endpoint: string;
  readonly status: number;
  readonly seconds: number;
}

const PATH_LABELS = ['endpoint', 'route', 'path'];

/** The endpoints of a simulated service, as the metrics of its requests name them. */
export function endpointsOf(spec: SimulatorSpec): readonly string[] {
  const named = countingIn(spec).flatMap(({ labels }) =>
    PATH_LABELS.flatMap((label) => {
      const allowed = labels[label] ?? [];
      return 'kind' in allowed ? (spec.values?.[label] ?? []) : allowed;
    }),
  );
  return [...new Set(named)].filter((endpoint) => endpoint.startsWith('/'));
}

/** Finds the metrics of a catalog that count requests and their durations, and its endpoints. */
export function createTraffic(spec: SimulatorSpec): Traffic {
  const counting = countingIn(spec);
  const patterns = endpointsOf(spec).map((endpoint) => [endpoint, patternOf(endpoint)] as const);
  return {
    endpointOf: (path) => patterns.find(([, pattern]) => pattern.test(path))?.[0],
    served: (request) =>
      counting.flatMap((metric) => {
        const labels = labelsOf(metric, request);
        if (labels === undefined) return [];
        return [{ series: seriesOf(metric, labels), values: [metric.type === 'counter' ? 1 : request.seconds] }];
      }),
  };
}

function countingIn({ metrics }: SimulatorSpec): readonly MetricDefinition[] {
  return metrics.filter(
    ({ name, type }) =>
      (type === 'counter' && name === 'http_requests_total') ||
      (type === 'histogram' && name === 'http_request_duration_seconds'),
  );
}

/** `/orders/:id` stands for `/orders/77`. */
function patternOf(endpoint: string): RegExp {
  const parts = endpoint.split('/').map((part) => (part.startsWith(':') ? '[^/]+' : escaped(part)));
  return new RegExp(`^${parts.join('/')}$`);
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** The labels of a request; undefined where one of them would have a value that the catalog does not know. */
function labelsOf(metric: MetricDefinition, request: ServedRequest): Readonly<Record<string, string>> | undefined {
  const known: Record<string, string> = {};
  for (const [label, allowed] of Object.entries(metric.labels)) {
    const code = String(request.status);
    const value = PATH_LABELS.includes(label)
      ? request.endpoint
      : label === 'method'
        ? request.method
        : label.startsWith('status')
          ? 'kind' in allowed || allowed.includes(code)
            ? code
            : `${code[0]}xx`
          : undefined;
    if (value === undefined || !('kind' in allowed || allowed.includes(value))) return undefined;
    known[label] = value;
  }
  return known;
}

function seriesOf(metric: MetricDefinition, labels: Readonly<Record<string, string>>): SimulatedSeries {
  return { metric, labels, failing: false, mixed: false, share: 0, reached: 1, key: 0 };
}
