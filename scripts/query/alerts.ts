import type { Severity } from '../../stacks/model/index.ts';
import type { Ask } from '../verify/ask.ts';
import { type Answered, alertmanager, range } from './ask.ts';

type Labels = Readonly<Record<string, string>>;

/** An alert that Alertmanager knows now. */
export interface ActiveAlert {
  readonly name: string;
  readonly severity: string;
  readonly labels: Labels;
  /** ISO 8601. */
  readonly since: string;
  /** `suppressed`: a silence, another alert, or a mute time keeps it back. */
  readonly state: 'active' | 'suppressed' | 'unprocessed';
  readonly summary: string;
  readonly receivers: readonly string[];
}

/** A time in which an alert fired without a break. */
export interface Episode {
  readonly name: string;
  readonly severity: string;
  readonly labels: Labels;
  readonly from: string;
  /** Left out while it fires. */
  readonly to?: string;
}

/** What fires now, and what has fired in the last hours. */
export interface AlertSummary {
  readonly hours: number;
  readonly active: readonly ActiveAlert[];
  readonly bySeverity: Readonly<Record<Severity, number>>;
  /** The latest first. */
  readonly history: readonly Episode[];
  /** How often each alert has fired in that time. */
  readonly counts: Readonly<Record<string, number>>;
}

interface GettableAlert {
  readonly labels: Labels;
  readonly annotations: Labels;
  readonly startsAt: string;
  readonly status: { readonly state: ActiveAlert['state'] };
  readonly receivers: readonly { readonly name: string }[];
}

/** The alert that always fires says that alerts arrive, and nothing else. */
const heartbeat = 'Watchdog';

/** The alerts that Alertmanager knows now, without the watchdog, the gravest first. Throws a `NarthexError` (NX703) where it does not answer. */
export async function activeAlerts(ask: Ask): Promise<ActiveAlert[]> {
  const alerts = await alertmanager<readonly GettableAlert[]>(ask, '/api/v2/alerts');
  return alerts
    .filter(({ labels }) => labels.alertname !== heartbeat)
    .map(({ labels, annotations, startsAt, status, receivers }) => ({
      ...named(labels),
      since: startsAt,
      state: status.state,
      summary: annotations.summary ?? '',
      receivers: receivers.map(({ name }) => name),
    }))
    .sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name, 'en'));
}

/** How many of some alerts have each severity. */
export function countBySeverity(alerts: readonly { readonly severity: string }[]): Record<Severity, number> {
  const count = (severity: Severity) => alerts.filter((alert) => alert.severity === severity).length;
  return { critical: count('critical'), warning: count('warning'), info: count('info') };
}

/** Asks Alertmanager what fires, and Prometheus what has fired. Throws a `NarthexError` (NX703) where one of them does not answer. */
export async function queryAlerts(ask: Ask, hours: number, now = Date.now()): Promise<AlertSummary> {
  const to = Math.floor(now / 1000);
  const from = to - hours * 3600;
  const step = Math.max(15, Math.ceil((to - from) / mostSteps));
  const fired = `ALERTS{alertstate="firing", alertname!="${heartbeat}"}`;
  const [active, series] = await Promise.all([activeAlerts(ask), range(ask, fired, { from, to, step })]);
  const history = series
    .flatMap((each) => episodes(each, { to, step }))
    .sort((a, b) => b.from.localeCompare(a.from, 'en') || a.name.localeCompare(b.name, 'en'));
  const names = [...new Set(history.map(({ name }) => name))].sort();
  return {
    hours,
    active,
    bySeverity: countBySeverity(active.filter(({ state }) => state === 'active')),
    history,
    counts: Object.fromEntries(names.map((name) => [name, history.filter((each) => each.name === name).length])),
  };
}

/** So many moments are looked at: Prometheus answers at most 11,000, and five minutes are enough for two weeks. */
const mostSteps = 4_000;

/** The times of a series without a break. An alert that ended and began again between two moments is one. */
export function episodes(
  { metric, values }: Answered,
  { to, step }: { readonly to: number; readonly step: number },
): Episode[] {
  const { __name__, alertstate, ...labels } = metric;
  const found: { from: number; last: number }[] = [];
  for (const [time] of values) {
    const open = found.at(-1);
    if (open !== undefined && time - open.last <= step * 1.5) open.last = time;
    else found.push({ from: time, last: time });
  }
  const iso = (seconds: number) => new Date(seconds * 1000).toISOString();
  return found.map(({ from, last }) => ({
    ...named(labels),
    from: iso(from),
    ...(to - last >= step * 1.5 && { to: iso(last) }),
  }));
}

function named(labels: Labels) {
  const { alertname: name = '', severity = '', ...rest } = labels;
  return { name, severity, labels: rest };
}

const severities: readonly string[] = ['critical', 'warning', 'info'];

function rank({ severity }: { readonly severity: string }): number {
  const index = severities.indexOf(severity);
  return index < 0 ? severities.length : index;
}
