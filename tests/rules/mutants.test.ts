import { alert, level, promql, rulePack, scenarios } from 'narthex';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Tool } from '../../local/tools/index.ts';
import { mutantsOf } from '../../rules/index.ts';
import { testMutants } from '../../scripts/mutants/run.ts';
import type { AlertRule, RuleGroup, Scenario } from '../../stacks/model/index.ts';
import { realPromtool } from '../support/promtool.ts';
import { planOf, shop } from '../support/stacks.ts';

const runbook = { meaning: 'Means.', impact: 'Hits.', diagnosis: 'Look.', mitigation: 'Mend.' };

/** The group of a stack with this one alert. */
function group(text: string, tests?: readonly Scenario[], unnoticed?: Record<string, string>) {
  const own = alert('Own', {
    expr: promql`${text}`,
    for: '4m',
    severity: 'warning',
    summary: 'It is wrong.',
    description: 'Something is wrong.',
    runbook,
    ...(unnoticed && { unnoticed }),
    scenarios: tests ?? [],
  });
  const plan = planOf(shop({ rules: [rulePack('own', [own])] }));
  const found = plan.groups.find(({ name }) => name === 'own');
  const rule = found?.rules[0];
  if (found === undefined || rule?.kind !== 'alert') throw new Error('the alert is missing');
  return { group: found satisfies RuleGroup, rule: rule satisfies AlertRule, stack: plan.stack };
}

const changes = (text: string) => mutantsOf(group(text).rule).map(({ change }) => change);
const texts = (text: string) => mutantsOf(group(text).rule).map(({ rule }) => rule.expr.text);

describe('the mutants of a rule', () => {
  it.each([
    ['a comparison', 'a > 0.5', ['a <= 0.5']],
    ['a bound, by a tenth', 'a > 0.5', ['a > 0.55', 'a > 0.45']],
    ['a small count, by one', 'a >= 3', ['a >= 4', 'a >= 2']],
    ['nothing at all', 'a > 0', ['a > (-1)']],
    ['yes and no', 'a == 1', ['a == 0', 'a == 2']],
    ['a window', 'rate(a[5m]) > 1', ['rate(a[600000ms]) > 1', 'rate(a[150000ms]) > 1']],
    ['a label of a grouping', 'sum by (x, y) (a) > 1', ['sum by (y) (a) > 1', 'sum by (x) (a) > 1']],
    ['a label of a join', 'a / on (x, y) b > 1', ['a / on (y) b > 1', 'a / on (x) b > 1']],
    ['a metric', 'a > 1', ['a_other > 1']],
    ['a matcher', 'a{x="1", y="2"} > 1', ['a{y="2"} > 1', 'a{x="1"} > 1', 'a{x!="1", y="2"} > 1']],
    ['a matcher everywhere at once', 'a{x="1"} / b{x="1"} > 1', ['a{} / b{} > 1', 'a{x!="1"} / b{x!="1"} > 1']],
    ['a branch', 'a and b', ['(a)', '(b)']],
    ['an exception', 'a unless b', ['(a)']],
  ])('change %s', (_, text, expected) => {
    expect(texts(text)).toEqual(expect.arrayContaining(expected));
  });

  it('change its delay', () => {
    expect(changes('a')).toEqual(
      expect.arrayContaining(['for 4m becomes 480s', 'for 4m becomes 120s', 'for 4m becomes 0s']),
    );
  });

  it('can all be loaded, and are all different', () => {
    const text = 'sum by (x) (rate(a{x=~"b|c"}[5m])) / on (x) group_left (y) d{z!=""} > 0.5 and e == 1';
    const all = mutantsOf(group(text).rule);
    expect(all.filter(({ rule }) => rule.expr.text === text && rule.kind === 'alert' && rule.for === '4m')).toEqual([]);
    expect(new Set(all.map(({ change }) => change)).size).toBe(all.length);
  });
});

describe('the mutation test', () => {
  let tool: Tool | undefined;
  beforeAll(async () => {
    tool = await realPromtool('mutants of rules');
  }, 180_000);

  const sharp = scenarios({ for: '4m', keepFiringFor: '0s' }, { bad: { a: level(0.51) }, good: { a: level(0.49) } });
  const blunt = scenarios({ for: '4m', keepFiringFor: '0s' }, { bad: { a: level(5) }, good: { a: level(0.49) } });

  it('finds no survivor where the tests stand close to the bound', async () => {
    if (tool === undefined) return;
    const { rule, group: own, stack } = group('a > 0.5', sharp);
    expect(await testMutants(rule, own, stack, tool)).toMatchObject({ mutants: 7, survivors: [], stale: [] });
  });

  it('names what tests do not notice that stand too far away', async () => {
    if (tool === undefined) return;
    const { rule, group: own, stack } = group('a > 0.5', blunt);
    const { survivors } = await testMutants(rule, own, stack, tool);
    expect(survivors).toEqual([{ change: '0.5 becomes 0.55' }]);
  });

  it('takes a reason for a survivor, and finds one for what is noticed stale', async () => {
    if (tool === undefined) return;
    const reasons = { '0.5 becomes 0.55': 'nobody cares', '> becomes <=': 'wrong' };
    const { rule, group: own, stack } = group('a > 0.5', blunt, reasons);
    const verdict = await testMutants(rule, own, stack, tool);
    expect(verdict.survivors).toEqual([{ change: '0.5 becomes 0.55', reason: 'nobody cares' }]);
    expect(verdict.stale).toEqual(['> becomes <=']);
  });

  it('lets every mutant of a rule without tests survive', async () => {
    if (tool === undefined) return;
    const { rule, group: own, stack } = group('a > 0.5', []);
    const { mutants, survivors } = await testMutants(rule, own, stack, tool);
    expect(survivors).toHaveLength(mutants);
  });
});
