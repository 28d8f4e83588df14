import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { openHistory } from '../../scripts/replay/history.ts';
import { readIncidents } from '../../scripts/replay/incidents.ts';
import { type Judgement, judge } from '../../scripts/replay/judge.ts';
import { type Replayed, replay } from '../../scripts/replay/replay.ts';
import { reportText } from '../../scripts/replay/report.ts';
import { withWorkspace } from '../../scripts/replay/workspace.ts';
import sergas from '../../stacks/sergas.ts';
import { planOf } from '../support/stacks.ts';
import { normalConditions } from './history/conditions.ts';
import { incidents } from './history/incidents.ts';
import { incidentsFile, withIncidents, writeHistory } from './history/write.ts';
import { realPrograms } from './programs.ts';

/** The history is the same in every run, so that a failure can be looked at. */
const seed = 20_260_601;
const minute = 60_000;

interface Outcome {
  readonly replayed: Replayed;
  readonly judgement: Judgement;
  readonly report: string;
}

/** Thirty days of Sergas in production, evaluated every minute. */
async function thirtyDays(): Promise<Outcome | undefined> {
  const programs = await realPrograms('how the alerts of Sergas do over a month');
  if (programs === undefined) return undefined;
  const plan = planOf(sergas, 'production');
  const names = plan.groups.flatMap(({ rules }) => rules.map(({ name }) => name));
  return withWorkspace(async (space) => {
    const file = join(space.folder, 'history.txt');
    await writeHistory(plan, file, withIncidents(normalConditions(seed), incidents));
    writeFileSync(join(space.folder, 'incidents.json'), incidentsFile());
    const { features } = plan.stack.prometheus;
    const settings = { programs, features, tell: () => {} };
    const history = await openHistory({ kind: 'openmetrics', file }, space, settings);
    const known = await readIncidents(join(space.folder, 'incidents.json'), names, history);
    const { folder } = space;
    const replayed = await replay(plan, history, { folder, atOnce: 2, tell: () => {}, step: minute });
    const judgement = judge(replayed.alerts, known, history.to);
    return { replayed, judgement, report: reportText({ plan, history, replayed, judgement, judged: true }) };
  });
}

describe('over thirty days of Sergas', () => {
  let outcome: Outcome | undefined;
  beforeAll(async () => {
    outcome = await thirtyDays();
  });

  it.each(incidents)('the alerts do as they should: $name', ({ name, expects }) => {
    if (outcome === undefined) return;
    const verdict = outcome.judgement.incidents.find(({ incident }) => incident.name === name);
    expect(verdict?.outcome, outcome.report).toBe(expects.length === 0 ? 'quiet' : 'caught');
  });

  it('nothing pages without an incident', () => {
    if (outcome === undefined) return;
    const pages = outcome.judgement.falsePages.map(({ alert, labels, firedAt }) => [alert, new Date(firedAt), labels]);
    expect(pages, outcome.report).toEqual([]);
  });

  it('every rule can be evaluated at every moment', () => {
    if (outcome === undefined) return;
    expect(outcome.replayed.notes).toEqual([]);
    expect(outcome.replayed.alerts.filter(({ failed }) => failed.count > 0)).toEqual([]);
  });
});
