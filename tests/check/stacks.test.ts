import { describe, expect, it } from 'vitest';
import type { Subject } from '../../scripts/check/gate.ts';
import { gates } from '../../scripts/check/gates.ts';
import { isPassed } from '../../scripts/check/run.ts';
import { environmentNames } from '../../stacks/model/index.ts';
import sergas from '../../stacks/sergas.ts';
import { otherStacks, ownGroups } from '../support/own-stacks.ts';
import { everyTarget } from './every-target.ts';
import { contextOf, reportsOf, subjectOf, tools } from './subjects.ts';

// Where a program is missing, `tools` notes that, and the run fails under CI=true.
describe.skipIf(tools === undefined)('Sergas', () => {
  it('passes every gate in all environments and on all targets', async () => {
    const subjects = environmentNames.map((environment) => subjectOf(sergas, environment, everyTarget));
    const reports = await reportsOf(gates, contextOf(subjects));
    expect(reports.flatMap(({ findings }) => findings)).toEqual([]);
    expect(reports.map(({ id, outcome }) => [id, outcome])).toEqual(gates.map(({ id }) => [id, 'passed']));
    expect(isPassed(reports, { CI: 'true' })).toBe(true);
  });

  it('is looked at as Prometheus, Alertmanager and Blackbox see it on every target', () => {
    const { views } = subjectOf(sergas, 'production', everyTarget);
    const seen = (program: string) => views.filter((view) => view.program === program).map(({ target }) => target);
    expect(seen('prometheus')).toEqual(['compose', 'kubernetes', 'local']);
    // In a cluster twice: in pods of its own, and as the operator runs it.
    expect(seen('alertmanager')).toEqual(['compose', 'kubernetes', 'kubernetes', 'local']);
    expect(seen('blackbox_exporter')).toEqual(['compose', 'kubernetes', 'kubernetes', 'local']);
  });
});

// What follows from Narthex itself was put through everything for Sergas; here it is the unit tests of the stack's own rules.
describe.skipIf(tools === undefined).each(otherStacks)('%s', (_, definition) => {
  it('passes every gate in all environments and on all targets', async () => {
    const own = ownGroups(definition);
    const tested = (subject: Subject) => ({
      ...subject,
      artifacts: new Map([...subject.artifacts].filter(([path]) => isAsked(path, own))),
    });
    const subjects = environmentNames.map((environment) => subjectOf(definition, environment, everyTarget));
    const [tests, others] = [['rule-tests'], gates.map(({ id }) => id).filter((id) => id !== 'rule-tests')].map((ids) =>
      gates.filter(({ id }) => ids.includes(id)),
    );
    const reports = [
      ...(await reportsOf(others ?? [], contextOf(subjects))),
      ...(await reportsOf(tests ?? [], contextOf(subjects.map(tested)))),
    ];
    expect(reports.flatMap(({ findings }) => findings)).toEqual([]);
    expect(reports.map(({ outcome }) => outcome)).toEqual(gates.map(() => 'passed'));
  });
});

/** Whether an artifact is a unit test of these groups, or anything but a unit test. */
function isAsked(path: string, groups: ReadonlySet<string>): boolean {
  const [, group] = /^tests\/(.+)\.yml$/.exec(path) ?? [];
  return group === undefined || groups.has(group);
}

it('has a different code, identifier and title for each gate', () => {
  for (const key of ['code', 'id', 'title', 'why'] as const) {
    expect(new Set(gates.map((gate) => gate[key])).size).toBe(gates.length);
  }
});
