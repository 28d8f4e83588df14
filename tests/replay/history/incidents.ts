import { at, type Change } from './conditions.ts';

/** An incident of the history: when, what changes, and which alerts belong to it. */
export interface DeclaredIncident {
  readonly name: string;
  /** Unix time in seconds. */
  readonly from: number;
  readonly to: number;
  readonly expects: readonly string[];
  readonly within?: string;
  readonly also?: readonly string[];
  readonly change: Change;
}

const minutes = 60;
const hours = 3600;
const day = 86_400;

/** An incident that begins on a day at a time and lasts so many seconds. */
function incident(
  name: string,
  from: number,
  lasts: number,
  rest: Omit<DeclaredIncident, 'name' | 'from' | 'to'>,
): DeclaredIncident {
  return { name, from, to: from + lasts, ...rest };
}

/** What went wrong in those 30 days, and what did not. */
export const incidents: readonly DeclaredIncident[] = [
  incident('outage of the API', at(1, '10:00'), 15 * minutes, {
    expects: ['ServiceDown'],
    within: '3m',
    also: ['ProbeFailed', 'InstanceDown', 'ApiProbeBudgetBurnFast', 'ApiProbeBudgetBurnSlow'],
    change: () => ({ api: [false, false] }),
  }),
  incident('slow burn of the error budget', at(3, '08:00'), day, {
    // Five times as much as the objective bears: nobody has to get up for it, and the month would be over after six days.
    expects: ['ApiAvailabilityBudgetBurnSlow'],
    within: '10h',
    also: ['ServiceErrorsElevated'],
    change: () => ({ failing: 0.005 }),
  }),
  incident('spike of traffic without errors', at(8, '11:00'), hours, {
    expects: [],
    change: ({ traffic }) => ({ traffic: 6 * traffic }),
  }),
  incident('deploy', at(9, '14:00'), 4 * minutes, {
    expects: [],
    // One instance after the other, each away for one scrape.
    change: (_, progress) => ({ api: [progress !== 0.25, progress !== 0.75] }),
  }),
  incident('night without traffic', at(10, '01:00'), 4 * hours, {
    expects: [],
    change: () => ({ traffic: 0 }),
  }),
  incident('flapping exporter', at(11, '13:00'), 2 * hours, {
    expects: ['TargetFlapping'],
    within: '30m',
    change: ({ time }) => ({ redisExporter: (time / minutes) % 3 !== 0 }),
  }),
  incident('disk that fills up', at(13, '06:00'), 6 * hours, {
    expects: ['HostDiskFullSoon'],
    within: '3h',
    also: ['HostDiskFullTomorrow', 'HostDiskFilling', 'HostDiskFull'],
    change: ({ diskFree }, progress) => ({ diskFree: diskFree * (1 - progress) }),
  }),
  incident('certificate that runs out', at(15, '00:00'), 2 * day, {
    expects: ['CertificateExpiring'],
    within: '30h',
    change: () => ({ certificate: at(37, '00:00') }),
  }),
  incident('exhausted connection pool', at(17, '15:00'), 30 * minutes, {
    expects: ['DatabaseConnectionPoolExhausted'],
    within: '5m',
    change: () => ({ pool: 1 }),
  }),
  incident('stopped synchronisation, the batch job of Sergas', at(19, '03:00'), 3 * hours, {
    expects: ['ZohoSyncStale'],
    within: '70m',
    also: ['ZohoFreshnessBudgetBurnFast', 'ZohoFreshnessBudgetBurnSlow'],
    change: () => ({ synced: at(19, '02:55') }),
  }),
  incident('Redis down', at(23, '09:30'), 20 * minutes, {
    expects: ['RedisDown'],
    within: '5m',
    also: ['ProbeFailed'],
    change: () => ({ redis: false }),
  }),
  incident('collapse of the cache', at(25, '10:00'), 2 * hours, {
    expects: ['LowCacheHitRate'],
    within: '45m',
    change: () => ({ hits: 0.2 }),
  }),
];
