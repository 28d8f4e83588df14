import type { AlertRule } from '../../stacks/model/index.ts';
import { type Firing, firings, type Holds } from './alert-state.ts';
import type { History } from './history.ts';
import type { Instants, RangeSeries } from './query.ts';

/** One time that an alert fired: for which labels, and when. */
export interface Episode extends Firing {
  readonly alert: string;
  readonly severity: AlertRule['severity'];
  /** Without `alertname`. */
  readonly labels: Readonly<Record<string, string>>;
}

/** What an alert did over a history. */
export interface AlertHistory {
  readonly rule: AlertRule;
  /** Milliseconds between two evaluations. */
  readonly step: number;
  /** In the order in which they fired. */
  readonly episodes: readonly Episode[];
  /** Evaluations that failed, and why, in the words of Prometheus. */
  readonly failed: { readonly count: number; readonly reasons: readonly string[] };
}

/** An alert as it is evaluated. */
export interface Evaluated {
  readonly rule: AlertRule;
  /** What it asks of the history. */
  readonly expr: string;
  /** The labels that the rule adds, templates among them. */
  readonly labels: Readonly<Record<string, string>>;
  readonly holds: Holds;
  readonly instants: Instants;
}

/** The instants at which a label set was there. */
interface Active {
  readonly labels: Readonly<Record<string, string>>;
  readonly times: number[];
}

/** Evaluates an alert over a history. */
export async function evaluateAlert(history: History, alert: Evaluated): Promise<AlertHistory> {
  const { rule, expr, instants, holds } = alert;
  const active = new Map<string, Active>();
  const failed = new Set<number>();
  const reasons = new Set<string>();
  for await (const part of history.ask(expr, instants)) {
    if ('failure' in part) {
      reasons.add(part.failure);
      for (let time = part.instants.from; time <= part.instants.to; time += part.instants.step) failed.add(time);
      continue;
    }
    for (const time of addPart(active, part.series, alert)) {
      reasons.add('two series have the same labels once those of the rule are added');
      failed.add(time);
    }
  }
  const episodes = [...active.values()].flatMap(({ labels, times }) =>
    firings(times, instants, holds, failed).map((firing): Episode => {
      const { alertname: _, ...rest } = labels;
      return { alert: rule.name, severity: rule.severity, labels: rest, ...firing };
    }),
  );
  episodes.sort((one, other) => one.firedAt - other.firedAt);
  return { rule, step: instants.step, episodes, failed: { count: failed.size, reasons: [...reasons] } };
}

/** Adds what came out of one part of the time. Returns the instants at which two series became one alert: there the evaluation fails. */
function addPart(active: Map<string, Active>, series: readonly RangeSeries[], { rule, labels }: Evaluated): number[] {
  const twice: number[] = [];
  const seen = new Map<string, Set<number>>();
  for (const one of series) {
    const set = alertLabelSet(one.labels, rule.name, labels);
    const key = JSON.stringify(Object.entries(set).sort(([a], [b]) => (a < b ? -1 : 1)));
    const times = [...one.samples.map(([time]) => time), ...one.histograms];
    const before = seen.get(key);
    if (before !== undefined) twice.push(...times.filter((time) => before.has(time)));
    seen.set(key, new Set([...(before ?? []), ...times]));
    if (!active.has(key)) active.set(key, { labels: set, times: [] });
  }
  for (const [key, times] of seen)
    for (const time of [...times].sort((a, b) => a - b)) active.get(key)?.times.push(time);
  return twice;
}

/** The labels of an alert: those of the series without its name, then those of the rule. */
function alertLabelSet(
  series: Readonly<Record<string, string>>,
  alertname: string,
  added: Readonly<Record<string, string>>,
): Record<string, string> {
  const { __name__: _, ...own } = series;
  const set = Object.entries(added).map(([name, text]) => [name, withLabels(text, own)] as const);
  // A label that is empty is none.
  return Object.fromEntries(
    Object.entries({ ...own, ...Object.fromEntries(set), alertname }).filter(([, text]) => text !== ''),
  );
}

/** A text with the labels that it names. Values are left as they stand: they would make another alert of every evaluation. */
function withLabels(text: string, labels: Readonly<Record<string, string>>): string {
  return text.replace(/\{\{-?\s*\$labels\.(\w+)\s*-?\}\}/g, (_, name: string) => labels[name] ?? '');
}
