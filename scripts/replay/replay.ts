import { alertLabels } from '../../rules/index.ts';
import { type AlertRule, milliseconds, NarthexError, type Plan, type RuleGroup } from '../../stacks/model/index.ts';
import { inParallel } from '../check/parallel.ts';
import { type AlertHistory, evaluateAlert } from './evaluate.ts';
import type { History } from './history.ts';
import { instantsWithin } from './query.ts';
import { record } from './record.ts';
import {
  neededRecordings,
  type RecordedSteps,
  readingReplayed,
  readsAlerts,
  readsByPattern,
  type TimedRecording,
} from './recorded.ts';

/** How rules are replayed. */
export interface ReplaySettings {
  /** Milliseconds between two evaluations, in place of the groups' own. */
  readonly step?: number;
  /** A folder for files. */
  readonly folder: string;
  /** Queries at a time. */
  readonly atOnce: number;
  readonly tell: (text: string) => void;
}

/** What the rules made of a history. */
export interface Replayed {
  readonly alerts: readonly AlertHistory[];
  /** What could not be replayed as it would have been, for people. */
  readonly notes: readonly string[];
}

/** Evaluates the rules of a stack over a history. Throws a `NarthexError` (NX866) where recorded series that they read cannot be had. */
export async function replay(plan: Plan, history: History, settings: ReplaySettings): Promise<Replayed> {
  const stepOf = (group: RuleGroup) =>
    settings.step ?? milliseconds(group.interval ?? plan.stack.prometheus.interval) ?? 60_000;
  const timed = plan.groups.flatMap((group) => group.rules.map((rule) => ({ rule, step: stepOf(group) })));
  const alerts = timed.flatMap(({ rule, step }) => (rule.kind === 'alert' ? [{ rule, step }] : []));
  const recordings = timed.flatMap(({ rule, step }) => (rule.kind === 'recording' ? [{ rule, step }] : []));
  const texts = alerts.map(({ rule }) => rule.expr.text);
  const needed = neededRecordings(texts, recordings);
  const { atOnce, folder, tell } = settings;
  const notes = alerts.flatMap(({ rule }) => notesOn(rule));
  let steps: RecordedSteps = new Map();
  if (history.add === undefined) await requireRecorded(history, needed);
  else {
    steps = new Map(needed.map(({ rule, step }) => [rule.name, step]));
    notes.push(...(await record(history, { rules: needed, steps, folder, atOnce, tell })));
  }
  let done = 0;
  const histories = await inParallel(alerts, atOnce, async ({ rule, step }) => {
    const result = await evaluateAlert(history, {
      rule,
      expr: readingReplayed(rule.expr.text, steps),
      labels: alertLabels(rule, plan.stack),
      holds: { pending: milliseconds(rule.for) ?? 0, keepFiring: milliseconds(rule.keepFiringFor ?? '0s') ?? 0 },
      instants: instantsWithin(history.from, history.to, step),
    });
    done += 1;
    tell(`alerts: ${done} of ${alerts.length}`);
    return result;
  });
  return { alerts: histories, notes: [...notes, ...histories.flatMap(notesOnFailures)] };
}

function notesOn({ name, expr: { text } }: AlertRule): string[] {
  return [
    ...(readsAlerts(text) ? [`alert ${name} reads the series of alerts, which are those of the history`] : []),
    ...(readsByPattern(text)
      ? [`alert ${name} selects metrics by a pattern; recorded series that it selects are those of the history`]
      : []),
  ];
}

function notesOnFailures({ rule, failed }: AlertHistory): string[] {
  return failed.reasons.map((reason) => `alert ${rule.name} failed in ${failed.count} evaluations: ${reason}`);
}

/** A running Prometheus is only asked: what rules record has to be there. */
async function requireRecorded(history: History, needed: readonly TimedRecording[]): Promise<void> {
  const names = [...new Set(needed.map(({ rule }) => rule.name))];
  const there = await Promise.all(names.map((name) => history.has(name)));
  const missing = names.filter((_, index) => !there[index]);
  if (missing.length === 0) return;
  const message = `that Prometheus has not recorded ${missing.join(', ')}, which alerts read`;
  const fix = 'take a snapshot of it and give its folder with --tsdb: there recording rules are evaluated as well';
  throw new NarthexError('The rules cannot be replayed.', [{ code: 'NX866', path: [], message, fix }]);
}
