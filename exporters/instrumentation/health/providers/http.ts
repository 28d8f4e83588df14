/** The check of an HTTP address. */
import { type Duration, durationOf, inWords } from '../../duration.ts';
import type { DependencyCheck } from '../check.ts';
import type { DependencySettings } from './settings.ts';

/** What `httpCheck` is told. */
export interface HttpCheckOptions extends DependencySettings {
  readonly url: string | URL;
  /** `GET` when absent. */
  readonly method?: 'GET' | 'HEAD' | 'POST' | 'OPTIONS';
  readonly headers?: Readonly<Record<string, string>>;
  /** Which status codes are fine; 200 to 299 when absent. Redirects are not followed. */
  readonly expect?: (statusCode: number) => boolean;
  /** An answer that takes longer is degraded. */
  readonly slowAfter?: Duration;
}

/** A check that asks an HTTP address: `httpCheck('payments', { url: 'https://api.example.com/health', slowAfter: '1s' })`. */
export function httpCheck(name: string, options: HttpCheckOptions): DependencyCheck {
  const { url, method = 'GET', headers = {}, expect = isSuccess, slowAfter, ...settings } = options;
  const slow = slowAfter === undefined ? Number.POSITIVE_INFINITY : durationOf(`${name}: slowAfter`, slowAfter);
  return {
    ...settings,
    name,
    async check({ signal }) {
      const began = performance.now();
      const response = await fetch(url, { method, headers, signal, redirect: 'manual' });
      // Nobody reads the body; left open it would hold the connection.
      await response.body?.cancel();
      const taken = performance.now() - began;
      if (!expect(response.status)) return { status: 'unhealthy', message: `answered ${response.status}` };
      if (taken <= slow) return 'healthy';
      return { status: 'degraded', message: `answered in ${inWords(taken)}, slow after ${inWords(slow)}` };
    },
  };
}

function isSuccess(statusCode: number): boolean {
  return statusCode >= 200 && statusCode < 300;
}
