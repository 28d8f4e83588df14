/** What every adapter is told. */
import type { ExposedRegistry } from '../exposition/registry.ts';
import { type HttpRecorder, type HttpRecorderOptions, httpRecorder } from './core.ts';
import { type Endpoint, endpoints, type MountOptions } from './endpoints.ts';

/** Where an adapter records, what it serves, and how it finds the route of a request. */
export interface MonitoringOptions<Request> extends HttpRecorderOptions {
  /** The registry that the application serves: of prom-client 15 or of @prometheus-io/client. */
  readonly registry: ExposedRegistry;
  /** What to serve beside the application; nothing when absent. Requests for it are not counted: they are not the users'. */
  readonly mount?: MountOptions;
  /**
   * The template of the route that took a request, such as `/users/:id`, where the framework does not know it. It is asked when the
   * answer has ended; `undefined` leaves it to the framework. Never return the path itself: each would be a series.
   */
  readonly route?: (request: Request) => string | undefined;
}

/** What an adapter works with. */
export interface Monitoring {
  readonly recorder: HttpRecorder;
  readonly endpoints: ReadonlyMap<string, Endpoint>;
}

/** Registers the metrics and prepares the endpoints. Throws what `httpRecorder` and `endpoints` throw. */
export function prepare<Request>(options: MonitoringOptions<Request>): Monitoring {
  return { recorder: httpRecorder(options), endpoints: endpoints(options.registry, options.mount) };
}
