import type { AlertHistory, Episode } from './evaluate.ts';
import type { Incident } from './incidents.ts';

/** How an incident came out. */
export interface IncidentVerdict {
  readonly incident: Incident;
  /** `quiet`: nothing was to page, and nothing did. `paged`: something did. */
  readonly outcome: 'caught' | 'late' | 'missed' | 'quiet' | 'paged';
  /** The expected alert that fired first. */
  readonly caughtBy?: string;
  /** How long after the beginning, in milliseconds. */
  readonly after?: number;
  /** Names of all alerts that fired meanwhile. */
  readonly fired: readonly string[];
}

/** How good one alert is. Times in milliseconds. */
export interface AlertQuality {
  readonly alert: string;
  readonly severity: Episode['severity'];
  readonly episodes: number;
  /** How long it fired in all; two label sets at once count twice. */
  readonly firing: number;
  /** The shortest time that it fired. */
  readonly shortest: number;
  /** How often it fired again for the same labels, at most 15 minutes after it had resolved. */
  readonly flaps: number;
  /** Episodes that no incident explains. */
  readonly outside: number;
  readonly failedEvaluations: number;
}

/** Everything that can be said of a replayed history. */
export interface Judgement {
  readonly incidents: readonly IncidentVerdict[];
  /** Of all alerts, in the order of the rules. */
  readonly alerts: readonly AlertQuality[];
  /** Pages that no incident explains; empty where no incidents are given. */
  readonly falsePages: readonly Episode[];
  /** No incident was missed or caught late, and nothing paged without one. */
  readonly well: boolean;
}

const flapTime = 15 * 60_000;

/**
 * Compares what fired with what went wrong. An episode belongs to an incident if it fires between its beginning and its end, or
 * within its objective, and the incident names the alert. `end` is the end of the history: what still fires then counts up to it.
 */
export function judge(
  alerts: readonly AlertHistory[],
  incidents: readonly Incident[] | undefined,
  end: number,
): Judgement {
  const episodes = alerts.flatMap((alert) => alert.episodes).sort((a, b) => a.firedAt - b.firedAt);
  const known = incidents ?? [];
  const outside = new Set(episodes.filter((episode) => !known.some((incident) => explains(incident, episode))));
  const falsePages = incidents === undefined ? [] : [...outside].filter(({ severity }) => severity === 'critical');
  const verdicts = known.map((incident) => verdict(incident, episodes, outside));
  const good = verdicts.every(({ outcome }) => outcome === 'caught' || outcome === 'quiet');
  return {
    incidents: verdicts,
    alerts: alerts.map((alert) => quality(alert, outside, end)),
    falsePages,
    well: good && falsePages.length === 0,
  };
}

/** Whether it fires while the incident lasts, or while it may still be reported. */
function duringIt({ from, to, within }: Incident, { firedAt }: Episode): boolean {
  return firedAt >= from && firedAt <= Math.max(to, from + within);
}

function explains(incident: Incident, episode: Episode): boolean {
  const { expects, also } = incident;
  return duringIt(incident, episode) && (expects.includes(episode.alert) || also.includes(episode.alert));
}

function verdict(incident: Incident, episodes: readonly Episode[], outside: ReadonlySet<Episode>): IncidentVerdict {
  const during = episodes.filter((episode) => duringIt(incident, episode));
  const fired = [...new Set(during.map(({ alert }) => alert))];
  if (incident.expects.length === 0) {
    const paged = during.some((episode) => episode.severity === 'critical' && outside.has(episode));
    return { incident, outcome: paged ? 'paged' : 'quiet', fired };
  }
  const first = during.find(({ alert }) => incident.expects.includes(alert));
  if (first === undefined) return { incident, outcome: 'missed', fired };
  const after = first.firedAt - incident.from;
  return { incident, outcome: after <= incident.within ? 'caught' : 'late', caughtBy: first.alert, after, fired };
}

function quality({ rule, episodes, failed }: AlertHistory, outside: ReadonlySet<Episode>, end: number): AlertQuality {
  const lengths = episodes.map(({ firedAt, resolvedAt = end }) => resolvedAt - firedAt);
  return {
    alert: rule.name,
    severity: rule.severity,
    episodes: episodes.length,
    firing: lengths.reduce((sum, length) => sum + length, 0),
    shortest: episodes.length === 0 ? 0 : Math.min(...lengths),
    flaps: flapsOf(episodes),
    outside: episodes.filter((episode) => outside.has(episode)).length,
    failedEvaluations: failed.count,
  };
}

function flapsOf(episodes: readonly Episode[]): number {
  const resolved = new Map<string, number>();
  let flaps = 0;
  for (const { labels, firedAt, resolvedAt } of episodes) {
    const key = JSON.stringify(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)));
    const before = resolved.get(key);
    if (before !== undefined && firedAt - before <= flapTime) flaps += 1;
    if (resolvedAt !== undefined) resolved.set(key, resolvedAt);
  }
  return flaps;
}
