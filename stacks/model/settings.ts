import type { Duration } from './duration.ts';
import type { SecretRef } from './secret.ts';
import type { Size } from './size.ts';

/** How long and how much Prometheus keeps; whichever limit is reached first. */
export interface Retention {
  readonly time: Duration;
  readonly size: Size;
}

/**
 * What PromQL can do only where it is switched on (`--enable-feature`): functions that may still change, arithmetic with durations,
 * `anchored` and `smoothed` windows, `fill` in joins.
 */
export type PrometheusFeature =
  | 'promql-experimental-functions'
  | 'promql-duration-expr'
  | 'promql-extended-range-selectors'
  | 'promql-binop-fill-modifiers';

/** A storage elsewhere that gets every sample as well (Prometheus remote write). */
export interface RemoteWrite {
  /** DNS label; alerts and metrics call it by this. */
  readonly name: string;
  /** Where it takes samples: `https://metrics.example.org/api/v1/write`. */
  readonly url: string;
  /** Sent as a bearer token. */
  readonly token?: SecretRef;
}

/** Settings of Prometheus. */
export interface PrometheusSettings {
  /** The URL at which people open it: alerts link there. What stands in front of it takes a path off. */
  readonly url: string;
  /** How often rules are evaluated, and what jobs are read at that say nothing else. */
  readonly interval: Duration;
  readonly retention: Retention;
  /** Room for blocks and log; at least a quarter more than the retention's size. */
  readonly volume: Size;
  /** Limit of its memory. `predicted`: twice what its series and samples are predicted to take. */
  readonly memory: Size | 'predicted';
  readonly replicas: number;
  /** How long until a firing alert is sent to Alertmanager again. */
  readonly resendDelay: Duration;
  readonly externalLabels: Readonly<Record<string, string>>;
  readonly remoteWrite: readonly RemoteWrite[];
  readonly features: readonly PrometheusFeature[];
}

/** Settings of Alertmanager. */
export interface AlertmanagerSettings {
  /**
   * How long what has ended is remembered: by Alertmanager, which forgets notifications and silences then, and by the inbox, where the
   * stack has one. Default: Alertmanager's own five days; the inbox keeps everything.
   */
  readonly retention?: Duration;
  /** The URL at which people open it: messages link there, to silence what they are about. */
  readonly url: string;
  readonly replicas: number;
  readonly volume: Size;
}

/** Settings of Grafana. */
export interface GrafanaSettings {
  /** The URL at which people open it; https turns on secure cookies. */
  readonly url: string;
  readonly volume: Size;
  /** Where traces are kept: points on graphs of durations link to the trace of a request that took so long. */
  readonly traces?: TraceStore;
}

/** A storage of traces that Grafana can ask. */
export interface TraceStore {
  readonly type: 'tempo' | 'jaeger' | 'zipkin';
  /** As Grafana reaches it: `http://tempo.internal:3200`. */
  readonly url: string;
  /** The label of an exemplar that holds the id of the trace. Default `trace_id`. */
  readonly label?: string;
}

/** Everything about the three servers that may differ between environments. */
export interface Settings {
  readonly prometheus: PrometheusSettings;
  readonly alertmanager: AlertmanagerSettings;
  readonly grafana: GrafanaSettings;
}

/** What holds where neither the stack nor the environment says otherwise. */
export const defaultSettings: Settings = {
  prometheus: {
    url: 'http://localhost:9090',
    interval: '15s',
    retention: { time: '30d', size: '40Gi' },
    volume: '50Gi',
    memory: 'predicted',
    replicas: 1,
    resendDelay: '1m',
    externalLabels: {},
    remoteWrite: [],
    features: [],
  },
  alertmanager: { url: 'http://localhost:9093', replicas: 1, volume: '1Gi' },
  grafana: { url: 'http://localhost:3000', volume: '2Gi' },
};
