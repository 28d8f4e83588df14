import type { MetricsJob } from './job.ts';
import type { SharedFolder } from './workload.ts';

/** How a target lets Prometheus find the members of a scrape job. */
export interface Discovery {
  /** The `*_sd_configs` or `static_configs` of the job. */
  readonly config: Readonly<Record<string, unknown>>;
  /** Relabelling that turns what discovery finds into the declared `instance` and target labels. */
  readonly relabel: readonly Readonly<Record<string, unknown>>[];
}

/**
 * What a target knows and a part does not: how names become addresses and paths there. A workload's arguments, environment and
 * files are functions of the place it runs at, so that a part is described once and no part asks which target it is on.
 */
export interface Place {
  /** `host:port` at which the other parts reach this one. `port` is a port name; the first port if left out. */
  address(part: string, port?: string): string;
  /** The same, one for each replica; for clusters whose members must be named one by one. */
  addresses(part: string, port?: string): readonly string[];
  /** What this workload binds to: `:9090` in a container of its own, `127.0.0.1:19090` on a shared machine. */
  listen(port: string): string;
  /** The address at which the other members of its cluster reach this very replica. */
  advertise(port: string): string;
  /** The path of one of this workload's own configuration files. */
  file(path: string): string;
  /** The folder of files that all targets share. */
  shared(folder: SharedFolder): string;
  /** The folder of one of this workload's volumes. */
  data(volume: string): string;
  /** The path of a secret's file. */
  secret(name: string): string;
  /** Where a path of the host is seen: `/proc` is `/host/proc` in a container with the host mounted, `/proc` in a process. */
  host(path: string): string;
  /** How Prometheus finds the members of a job here. */
  discover(job: MetricsJob): Discovery;
}

/** A value that depends on the place. */
export type AtPlace<T> = (at: Place) => T;
