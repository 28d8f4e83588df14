import type { Plan } from '../../stacks/model/index.ts';
import { table } from '../output/table.ts';
import { marks } from '../output/terminal.ts';
import { count, stackFolder } from '../project.ts';
import type { Episode } from './evaluate.ts';
import type { IncidentVerdict, Judgement } from './judge.ts';
import { momentText, spanText } from './moment.ts';
import type { Replayed } from './replay.ts';
import type { Covered } from './tsdb.ts';

/** What is reported on. */
export interface Reported {
  readonly plan: Plan;
  readonly history: Covered;
  readonly replayed: Replayed;
  readonly judgement: Judgement;
  /** Whether incidents were given. */
  readonly judged: boolean;
}

/** The report for people. */
export function reportText({ plan, history, replayed, judgement, judged }: Reported): string {
  const { from, to } = history;
  const steps = [...new Set(replayed.alerts.map(({ step }) => spanText(step)))].join(' or ');
  const head = `${stackFolder(plan)}: ${spanText(to - from)} of history, ${momentText(from)} to ${momentText(to)}; ${count(replayed.alerts.length, 'alert')}, evaluated every ${steps}`;
  const parts = [
    head,
    judged ? incidentsTable(judgement.incidents) : '',
    alertsTable(judgement, judged),
    neverFired(judgement),
    falsePages(judgement.falsePages, to),
    replayed.notes.map((note) => `${marks.skipped} ${note}`).join('\n'),
    judged ? summary(judgement) : '',
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}

/** The report for machines. Times are ISO 8601, lengths of time seconds. */
export function reportJson({ plan, history, replayed, judgement, judged }: Reported): string {
  const iso = (time: number) => new Date(time).toISOString();
  const episode = ({ alert: _, severity: __, pendingAt, firedAt, resolvedAt, labels }: Episode) => ({
    labels,
    pendingAt: iso(pendingAt),
    firedAt: iso(firedAt),
    ...(resolvedAt !== undefined && { resolvedAt: iso(resolvedAt) }),
  });
  const episodes = new Map(replayed.alerts.map((alert) => [alert.rule.name, alert]));
  return JSON.stringify({
    stack: plan.stack.name,
    environment: plan.stack.environment,
    from: iso(history.from),
    to: iso(history.to),
    well: judgement.well,
    alerts: judgement.alerts.map(({ firing, shortest, outside, episodes: fired, ...rest }) => ({
      ...rest,
      fired,
      firing: firing / 1000,
      shortest: shortest / 1000,
      ...(judged && { outside }),
      step: (episodes.get(rest.alert)?.step ?? 0) / 1000,
      episodes: episodes.get(rest.alert)?.episodes.map(episode) ?? [],
    })),
    ...(judged && {
      incidents: judgement.incidents.map(({ incident, after, ...rest }) => ({
        name: incident.name,
        from: iso(incident.from),
        to: iso(incident.to),
        expects: incident.expects,
        within: incident.within / 1000,
        ...rest,
        ...(after !== undefined && { after: after / 1000 }),
      })),
      falsePages: judgement.falsePages.map((page) => ({ alert: page.alert, ...episode(page) })),
    }),
    notes: replayed.notes,
  });
}

const outcomes: Readonly<Record<IncidentVerdict['outcome'], string>> = {
  caught: marks.ok,
  quiet: marks.ok,
  late: marks.failed,
  missed: marks.failed,
  paged: marks.failed,
};

function incidentsTable(verdicts: readonly IncidentVerdict[]): string {
  const rows = verdicts.map(({ incident, outcome, caughtBy, after, fired }) => [
    `${outcomes[outcome]} ${outcome}`,
    incident.name,
    momentText(incident.from),
    spanText(incident.to - incident.from),
    caughtBy ?? (outcome === 'missed' ? `(${incident.expects.join(', ')})` : ''),
    after === undefined ? '' : spanText(after),
    incident.expects.length === 0 ? '' : spanText(incident.within),
    fired.filter((name) => name !== caughtBy).join(', '),
  ]);
  return table(['', 'incident', 'began', 'lasted', 'caught by', 'after', 'objective', 'also fired'], rows);
}

function alertsTable({ alerts }: Judgement, judged: boolean): string {
  const fired = alerts.filter(({ episodes, failedEvaluations }) => episodes + failedEvaluations > 0);
  if (fired.length === 0) return 'No alert would have fired.';
  const rows = fired.map(({ alert, severity, episodes, firing, shortest, flaps, outside }) => [
    alert,
    severity,
    episodes,
    spanText(firing),
    spanText(shortest),
    flaps,
    ...(judged ? [episodes === 0 ? '' : `${Math.round((outside / episodes) * 100)} %`] : []),
  ]);
  const header = ['alert', 'severity', 'fired', 'in all', 'shortest', 'flaps'];
  return table(judged ? [...header, 'outside incidents'] : header, rows);
}

function neverFired({ alerts }: Judgement): string {
  const names = alerts.filter(({ episodes }) => episodes === 0).map(({ alert }) => alert);
  return names.length === 0 ? '' : `Never fired: ${names.join(', ')}`;
}

function falsePages(pages: readonly Episode[], end: number): string {
  const lines = pages.map(({ alert, labels: { severity: _, ...labels }, firedAt, resolvedAt = end }) => {
    const text = Object.entries(labels).map(([name, value]) => `${name}="${value}"`);
    const lasted = `at ${momentText(firedAt)}, for ${spanText(resolvedAt - firedAt)}`;
    return `${marks.failed} ${alert} paged without an incident ${lasted}: {${text.join(', ')}}`;
  });
  return lines.join('\n');
}

function summary({ incidents, falsePages, well }: Judgement): string {
  const bad = incidents.filter(({ outcome }) => outcome === 'missed' || outcome === 'late').length;
  if (well) return `${marks.ok} ${count(incidents.length, 'incident')}, all as expected; nothing paged without one`;
  return `${marks.failed} ${bad} of ${count(incidents.length, 'incident')} missed or late, ${count(falsePages.length, 'false page')}`;
}
