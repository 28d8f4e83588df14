import { alert, level, promql, rulePack, type Scenario, scenarios } from 'narthex';
import { describe, expect, it } from 'vitest';
import { groupGaps } from '../../rules/index.ts';
import { planOf, shop } from '../support/stacks.ts';

const runbook = { meaning: 'Means.', impact: 'Hits.', diagnosis: 'Look.', mitigation: 'Mend.' };
const complete = scenarios(
  { for: '5m', keepFiringFor: '0s' },
  { bad: { a: level(2) }, good: { a: level(0) }, value: 2 },
);

/** What an alert with these changes lacks. */
function gapsOf(changes: object) {
  const own = alert('Own', {
    expr: promql`a > 1`,
    for: '5m',
    severity: 'warning',
    summary: 'It is wrong.',
    description: 'Something is wrong.',
    runbook,
    scenarios: complete,
    ...changes,
  });
  const plan = planOf(shop({ rules: [rulePack('own', [own])] }));
  return plan.groups.filter(({ name }) => name === 'own').flatMap((group) => groupGaps(group, plan.stack));
}

const without = (kind: Scenario['kind']) => complete.filter((scenario) => scenario.kind !== kind);
const instead = (changes: Partial<Scenario> & Pick<Scenario, 'kind'>) =>
  complete.map((scenario) => (scenario.kind === changes.kind ? { ...scenario, ...changes } : scenario));

describe('an alert', () => {
  it('with a scenario of each kind and a whole runbook lacks nothing', () => {
    expect(gapsOf({})).toEqual([]);
  });

  it.each(['fires', 'quiet', 'recovers', 'missing'] as const)('lacks a scenario of the kind %s', (kind) => {
    expect(gapsOf({ scenarios: without(kind) })).toMatchObject([
      { rule: 'Own', message: `it has no scenario of the kind '${kind}'` },
    ]);
  });

  it.each([
    ['fires that never fires', { kind: 'fires', expect: { '9m': [] } }, 'never fires'],
    ['quiet that fires', { kind: 'quiet', expect: { '9m': [{}] } }, 'fires'],
    ['recovers that goes on firing', { kind: 'recovers', expect: { '9m': [{}] } }, 'does not fire and then end'],
    [
      'recovers in the wrong order',
      { kind: 'recovers', expect: { '90m': [{}], '1h': [] } },
      'does not fire and then end',
    ],
    ['missing that expects nothing', { kind: 'missing', expect: {} }, 'expects nothing'],
  ] as const)('does not show by a scenario of the kind %s', (_, changes, message) => {
    expect(gapsOf({ scenarios: instead(changes) })).toMatchObject([
      { message: expect.stringMatching(new RegExp(`${message}$`)) },
    ]);
  });

  it.each(['meaning', 'impact', 'diagnosis', 'mitigation'])('lacks what its runbook says under %s', (section) => {
    expect(gapsOf({ runbook: { ...runbook, [section]: ' ' } })).toMatchObject([
      { message: `its runbook says nothing under '${section}'` },
    ]);
  });

  it('lacks the value that a text shows', () => {
    const silent = scenarios({ for: '5m', keepFiringFor: '0s' }, { bad: { a: level(2) }, good: { a: level(0) } });
    expect(gapsOf({ description: 'It is {{ $value }}.', scenarios: silent })).toMatchObject([
      { message: expect.stringContaining('its description cannot be computed') },
    ]);
    expect(gapsOf({ description: 'It is {{ $value }}.' })).toEqual([]);
  });
});

describe('a recording rule', () => {
  const recording = { kind: 'recording', name: 'job:a:max', expr: promql`max by (job) (a)` } as const;
  const gaps = (changes: object) => {
    const plan = planOf(shop({ rules: [rulePack('own', [{ ...recording, ...changes }])] }));
    return plan.groups.filter(({ name }) => name === 'own').flatMap((group) => groupGaps(group, plan.stack));
  };

  it('lacks a test of its value', () => {
    expect(gaps({})).toMatchObject([{ rule: 'job:a:max', message: 'no scenario says what it records' }]);
    const scenario = { title: 'is the most', series: { 'a{job="x"}': '1x5' }, at: '5m' };
    expect(gaps({ scenarios: [{ ...scenario, samples: [] }] })).toHaveLength(1);
    expect(gaps({ scenarios: [{ ...scenario, samples: [{ labels: { job: 'x' }, value: 1 }] }] })).toEqual([]);
  });
});
