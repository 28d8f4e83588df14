import { describe, expect, it } from 'vitest';
import { gates } from '../../scripts/check/gates.ts';
import { isPassed } from '../../scripts/check/run.ts';
import { environmentNames } from '../../stacks/model/index.ts';
import sergas from '../../stacks/sergas.ts';
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

it('has a different code, identifier and title for each gate', () => {
  for (const key of ['code', 'id', 'title', 'why'] as const) {
    expect(new Set(gates.map((gate) => gate[key])).size).toBe(gates.length);
  }
});
