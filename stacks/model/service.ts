import type { MetricSet } from '@narthex/instrumentation';
import type { Duration } from './duration.ts';
import type { KubernetesService } from './job.ts';
import type { Stack } from './stack.ts';
import type { Workload } from './workload.ts';

/** Somebody else runs it; Narthex only knows where it is. */
export interface Deployed {
  readonly kind: 'deployed';
  /** `host:port`, as Prometheus reaches it. */
  readonly address: string;
  /** Where a cluster has it; without it the address is used there too. */
  readonly kubernetes?: KubernetesService;
}

/** Narthex runs it as a part of the stack. */
export interface RunByStack {
  readonly kind: 'workload';
  readonly workload: (context: ServiceContext) => Workload;
}

/** What a service's workload is made from. */
export interface ServiceContext {
  readonly stack: Stack;
  readonly name: string;
  readonly service: Service;
}

/** How a service comes to run. */
export type Runtime = Deployed | RunByStack;

/** How the metrics of a service are read. */
export interface ServiceMetrics {
  /** What it exposes. Rules and panels are written against it, the simulator serves it. */
  readonly catalog: MetricSet;
  /** What its runtime exposes besides, such as `nodejsMetrics`: rules and panels may read it, the simulator has its own. */
  readonly runtime?: MetricSet;
  /** The `job` label; the service's name if left out. */
  readonly job?: string;
  /** Default `/metrics`. */
  readonly path?: string;
  readonly interval: Duration;
  /** Default: two thirds of the interval, at most 10 s. */
  readonly timeout?: Duration;
  /** Most samples that one scrape may bring. Default: three times what the catalog lets expect. */
  readonly sampleLimit?: number;
}

/** A part of the system that is watched: an application, a database. */
export interface Service<Name extends string = string> {
  /** One sentence: what it does. */
  readonly summary: string;
  /** Where it listens. */
  readonly port: number;
  readonly metrics?: ServiceMetrics;
  /** HTTP path that answers 200 when it is well: `/health`. */
  readonly health?: string;
  /** Names of the services that it talks to. */
  readonly connects?: readonly Name[];
  readonly run: Runtime;
}

/** A service that somebody else runs, at `host:port`; in a cluster, the Service of that name. */
export function deployed(address: string, kubernetes?: KubernetesService): Deployed {
  return kubernetes === undefined ? { kind: 'deployed', address } : { kind: 'deployed', address, kubernetes };
}
