import type { Duration } from './duration.ts';
import type { SecretRef } from './secret.ts';

/** How a prober asks: one entry of Blackbox's `modules`. */
export type ProbeModule =
  | {
      readonly prober: 'http';
      readonly timeout: Duration;
      /** Status codes that count as well; default 2xx. */
      readonly validStatusCodes?: readonly number[];
      /** Fails when the answer comes without TLS. */
      readonly requireTls?: boolean;
      readonly followRedirects?: boolean;
      /** Bearer token for the target. */
      readonly bearerToken?: SecretRef;
    }
  | {
      readonly prober: 'tcp';
      readonly timeout: Duration /** Do the TLS handshake, so that the certificate's expiry is known. */;
      readonly tls?: boolean;
    }
  | { readonly prober: 'icmp'; readonly timeout: Duration };

/** The modules that every stack has. */
export const standardModules = {
  http_2xx: { prober: 'http', timeout: '5s' },
  https_2xx: { prober: 'http', timeout: '5s', requireTls: true },
  tcp_connect: { prober: 'tcp', timeout: '5s' },
  tls_expiry: { prober: 'tcp', timeout: '5s', tls: true },
  icmp: { prober: 'icmp', timeout: '5s' },
} as const satisfies Record<string, ProbeModule>;

/** One thing to probe: a service of the stack (its path, for HTTP) or an address outside it. */
export type ProbeAim<S extends string = string> =
  | { readonly service: S; readonly path?: string }
  | { readonly address: string; readonly name: string };

/** A group of probes by one module: one scrape job. Its key in the definition is the `job` label. */
export interface Probe<S extends string = string, M extends string = string> {
  /** One of the standard modules, or one of the stack's own. */
  readonly module: M;
  readonly interval: Duration;
  /** Default: the interval, at most 10 s. */
  readonly timeout?: Duration;
  readonly targets: readonly ProbeAim<S>[];
}
