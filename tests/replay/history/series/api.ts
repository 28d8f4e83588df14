import type { Conditions } from '../conditions.ts';
import { type DeclaredSeries, type Measured, observed, rate, seldom, value } from './declared.ts';
import { apiInstance } from './targets.ts';

/** Bounds of `http_request_duration_seconds`, and the share of the requests within each while none is slow. */
const quick: readonly (readonly [string, number])[] = [
  ['0.005', 0.05],
  ['0.01', 0.2],
  ['0.025', 0.5],
  ['0.05', 0.75],
  ['0.1', 0.9],
  ['0.25', 0.99],
  ['0.5', 1],
  ['1.0', 1],
];
const all = ['2.5', '5.0', '10.0'];

/** One instance of the API. While it does not answer there is nothing of it. */
export function api(index: number): DeclaredSeries[] {
  const own = apiInstance(index);
  const mine = (of: (now: Conditions) => number): Measured => {
    return (now) => (now.api[index] ? of(now) : undefined);
  };
  // The load balancer asks only those that answer.
  const traffic = ({ traffic, api }: Conditions) => traffic / Math.max(1, api.filter(Boolean).length);
  const share = (of: (now: Conditions) => number) => mine((now) => traffic(now) * of(now));
  const request = { ...own, method: 'GET', route: '/api/accounts' };
  const lookups = (now: Conditions) => 2 * traffic(now);
  return [
    rate(
      'http_requests_total',
      { ...request, status_code: '2xx' },
      share(({ failing }) => 0.99 - failing),
    ),
    rate(
      'http_requests_total',
      { ...request, status_code: '4xx' },
      share(() => 0.01),
    ),
    rate(
      'http_requests_total',
      { ...request, status_code: '5xx' },
      share(({ failing }) => failing),
    ),
    ...seldom(
      observed(
        'http_request_duration_seconds',
        request,
        share(() => 1),
        [
          ...quick.map(([le, within]) => [le, ({ slow }: Conditions) => within * (1 - slow)] as const),
          ...all.map((le) => [le, () => 1] as const),
        ],
        0.06,
      ),
    ),
    value(
      'http_requests_in_progress',
      { ...own, method: 'GET' },
      share(() => 0.06),
    ),
    rate(
      'process_cpu_seconds_total',
      own,
      mine((now) => 0.05 + traffic(now) / 100),
    ),
    value(
      'process_resident_memory_bytes',
      own,
      mine(() => 300 * 2 ** 20),
    ),
    value(
      'db_connection_pool_in_use',
      own,
      mine(({ pool }) => Math.round(20 * pool)),
    ),
    value(
      'db_connection_pool_max',
      own,
      mine(() => 20),
    ),
    rate(
      'cache_hits_total',
      { ...own, cache: 'account' },
      mine((now) => lookups(now) * now.hits),
    ),
    rate(
      'cache_misses_total',
      { ...own, cache: 'account' },
      mine((now) => lookups(now) * (1 - now.hits)),
    ),
  ];
}
