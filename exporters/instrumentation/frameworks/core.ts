/** What is recorded about an HTTP request, for every framework: the adapters only say when it begins and ends, and its route. */
import type { CounterCell, GaugeCell } from '../cells.ts';
import type { LabelSpec, MetricDefinition } from '../definition.ts';
import { type InstrumentOptions, instrument } from '../instrument.ts';
import type { ObserverCell } from '../timers.ts';
import { OTHER } from '../validate.ts';
import { type HttpMetricSet, httpMetrics } from './metrics.ts';

/** The route of requests that no route has taken: one for all, or each path that a scanner tries would be a series. */
export const UNMATCHED = '__unmatched__';

/** The status of a request whose client was gone before the whole answer was sent: what nginx logs, "client closed request". */
export const CLIENT_CLOSED = 499;

/** Where HTTP metrics are recorded, and which. */
export interface HttpRecorderOptions extends InstrumentOptions {
  /** The metrics to record; `httpMetrics` when absent. */
  readonly metrics?: HttpMetricSet;
}

/** Bytes that went in and out with a request; `undefined` where that is not known. */
export interface HttpSizes {
  readonly request: number | undefined;
  readonly response: number | undefined;
}

/** Records requests. `begin` is called when one arrives, the result's `end` exactly once when nothing more is sent for it. */
export interface HttpRecorder {
  readonly sizes: boolean;
  begin(method: string | undefined): RequestInProgress;
  /** Counts a connection that was switched to another protocol. It has no duration: it lives as long as both sides like. */
  switched(method: string | undefined, route: string | undefined): void;
}

/** A request that has arrived and not yet ended. */
export interface RequestInProgress {
  /** `route` is the template, never the path; `undefined` when no route took the request. `status` is the code, or `CLIENT_CLOSED`. */
  end(route: string | undefined, status: number, sizes?: HttpSizes): void;
}

/**
 * Registers the metrics and returns what records into them. Throws an Error for metrics with labels that no adapter can fill, and
 * for what `instrument` throws.
 */
export function httpRecorder(options: HttpRecorderOptions): HttpRecorder {
  const set = { ...(options.metrics ?? httpMetrics) };
  refuseUnknownLabels(Object.values(set));
  const handles = instrument(set, options);
  const { requests, duration, inProgress, requestSize, responseSize } = set;

  const recording = (method: string): MethodRecording => ({
    moving: handles.inProgress?.with(labelsFor(inProgress, { method })),
    routes: bounded((route) => {
      const facts = { method, route };
      const received = handles.requestSize?.with(labelsFor(requestSize, facts));
      const sent = handles.responseSize?.with(labelsFor(responseSize, facts));
      return {
        statuses: bounded((status) => handles.requests.with(labelsFor(requests, { ...facts, status }))),
        duration: handles.duration?.with(labelsFor(duration, facts)),
        size({ request, response }) {
          if (request !== undefined) received?.observe(request);
          if (response !== undefined) sent?.observe(response);
        },
      };
    }),
  });
  const methods = new Map(methodsOf(requests).map((method) => [method, recording(method)]));
  const others = recording(OTHER_METHOD);
  const methodOf = (method = '') => methods.get(method) ?? others;

  return {
    sizes: requestSize !== undefined || responseSize !== undefined,
    begin: (method) => new Running(methodOf(method)),
    switched: (method, route = UNMATCHED) => methodOf(method).routes(route).statuses(101).inc(),
  };
}

const OTHER_METHOD = 'other';
const STATUS_LABELS = ['status_code', 'status', 'code'];
const LABELS = ['method', 'route', ...STATUS_LABELS];

/** The series of a method, found once. */
interface MethodRecording {
  readonly moving: GaugeCell | undefined;
  readonly routes: (route: string) => RouteRecording;
}

/** The series of a method and a route, found once. */
interface RouteRecording {
  readonly statuses: (status: number) => CounterCell;
  readonly duration: ObserverCell | undefined;
  readonly size: (sizes: HttpSizes) => void;
}

class Running implements RequestInProgress {
  readonly #start = performance.now();
  readonly #method: MethodRecording;
  #ended = false;

  constructor(method: MethodRecording) {
    this.#method = method;
    method.moving?.inc();
  }

  end(route: string = UNMATCHED, status: number, sizes?: HttpSizes): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#method.moving?.dec();
    const recording = this.#method.routes(route);
    recording.statuses(status).inc();
    recording.duration?.observe((performance.now() - this.#start) / 1000);
    if (sizes !== undefined) recording.size(sizes);
  }
}

/** What is known of a request, of which each metric takes what it has labels for. */
interface Facts {
  readonly method: string;
  readonly route?: string;
  readonly status?: number;
}

function labelsFor(metric: MetricDefinition | undefined, { method, route = UNMATCHED, status = 0 }: Facts) {
  const labels = Object.entries(metric?.labels ?? {}).map(([label, spec]) => {
    if (label === 'method') return [label, fitting(spec, [method, OTHER_METHOD])];
    if (label === 'route') return [label, fitting(spec, [route])];
    // A list of classes without a place of its own for 499 has it among the others that the client has to answer for.
    return [label, fitting(spec, [String(status), `${Math.floor(status / 100)}xx`])];
  });
  return Object.fromEntries(labels);
}

/** The first of some values that a label takes. What it would refuse is said to be another value, so that it is not reported as lost. */
function fitting(spec: LabelSpec, values: readonly string[]): string {
  if ('kind' in spec) return values[0] ?? OTHER;
  return values.find((value) => spec.includes(value)) ?? OTHER;
}

function methodsOf({ labels }: MetricDefinition): readonly string[] {
  const { method } = labels;
  return method !== undefined && !('kind' in method) ? method : (httpMetrics.requests.labels.method ?? []);
}

function refuseUnknownLabels(metrics: readonly MetricDefinition[]): void {
  const found = metrics.flatMap(({ name, labels }) =>
    Object.keys(labels)
      .filter((label) => !LABELS.includes(label))
      .map((label) => `${name}: no adapter knows a value for the label ${label}. Use ${LABELS.join(', ')}.`),
  );
  if (found.length > 0) throw new Error(`The HTTP metrics cannot be recorded:\n  ${found.join('\n  ')}`);
}

/** How many results are kept. Routes are known beforehand, but a route function may return what it has been sent. */
const KEPT = 1000;

/** A function that keeps its first results, so that the same argument costs one look into a map. */
function bounded<Argument, Result>(make: (argument: Argument) => Result): (argument: Argument) => Result {
  const kept = new Map<Argument, Result>();
  return (argument) => {
    const known = kept.get(argument);
    if (known !== undefined) return known;
    const made = make(argument);
    if (kept.size < KEPT) kept.set(argument, made);
    return made;
  };
}
