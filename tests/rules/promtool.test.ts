import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { promtoolCheckRules, type Tool } from '../../local/tools/index.ts';
import { ruleFile } from '../../rules/index.ts';
import { type AlertOverride, type AlertRule, type RuleGroup, seconds, yaml } from '../../stacks/model/index.ts';
import sergas from '../../stacks/sergas.ts';
import { realPromtool, testGroup } from '../support/promtool.ts';
import { define, planOf } from '../support/stacks.ts';

const { stack, groups } = planOf(sergas, 'production');
const alerts = groups.flatMap((group) =>
  group.rules.flatMap((rule) => (rule.kind === 'alert' ? [{ name: rule.name, group, alert: rule }] : [])),
);

/** An alert that is wrong in one way. */
interface Mutant {
  readonly change: string;
  readonly alert: AlertRule;
}

/** The opposite of each comparison. */
const opposites: Readonly<Record<string, string>> = {
  '==': '!=',
  '!=': '==',
  '>': '<=',
  '<=': '>',
  '<': '>=',
  '>=': '<',
};

/**
 * What a person may get wrong without anybody noticing, if no test does: an operator, a bound, a delay. Comparisons stand
 * between spaces, which those in a selector do not.
 */
function mutants(alert: AlertRule): Mutant[] {
  const { text } = alert.expr;
  const withText = (change: string, changed: string): Mutant => ({
    change,
    alert: { ...alert, expr: { ...alert.expr, text: changed } },
  });
  const operators = [...text.matchAll(/(?<=^|\s)(==|!=|<=|>=|<|>) /gm)].map(({ 0: found, 1: operator = '', index }) => {
    const opposite = opposites[operator] ?? '';
    return withText(
      `${operator} becomes ${opposite}`,
      `${text.slice(0, index)}${opposite} ${text.slice(index + found.length)}`,
    );
  });
  const bounds = [...text.matchAll(/((?<=^|\s)(?:==|<|>) |time\(\) - )([\d.]+)$/gm)].flatMap(
    ({ 1: before = '', 2: bound = '', index }) => {
      const at = index + before.length;
      const others = Number(bound) === 0 ? ['1', '-1'] : [String(Number(bound) * 2), String(Number(bound) / 2)];
      // More than nothing at all is still more than nothing with a bound of one: whoever counts failures counts several.
      const wrong = before.includes('>') && Number(bound) === 0 ? ['-1'] : others;
      return wrong.map((other) =>
        withText(`${bound} becomes ${other}`, text.slice(0, at) + other + text.slice(at + bound.length)),
      );
    },
  );
  const delay = seconds(alert.for);
  const delays: Mutant[] =
    delay === 0
      ? []
      : [{ change: `for ${alert.for} becomes twice as long`, alert: { ...alert, for: `${delay * 2}s` } }];
  const absent = text.replace(/absent\((up\{[^}]*\})\)/, '$1');
  return [...operators, ...bounds, ...delays, ...(absent === text ? [] : [withText('absent() is forgotten', absent)])];
}

describe('promtool', () => {
  let tool: Tool | undefined;
  beforeAll(async () => {
    tool = await realPromtool('the unit tests of the rules');
  }, 180_000);
  afterAll(() => {
    tool = undefined;
  });

  it.each(groups)('accepts the rules of $name and passes their unit tests', async (group) => {
    if (tool === undefined) return;
    const text = yaml(ruleFile(group, stack));
    expect(await promtoolCheckRules(tool, { artifact: `rules/${group.name}.yml`, text })).toEqual([]);
    expect(await testGroup(tool, group, stack)).toEqual([]);
  });

  it.each(alerts)('notices every mutation of $name', async ({ alert, group }) => {
    if (tool === undefined) return;
    const changed = mutants(alert);
    expect(changed.length).toBeGreaterThan(1);
    const survivors: string[] = [];
    for (const mutant of changed) {
      const rules: RuleGroup = { ...group, rules: group.rules.map((rule) => (rule === alert ? mutant.alert : rule)) };
      if ((await testGroup(tool, group, stack, rules)).length === 0) survivors.push(mutant.change);
    }
    expect(survivors).toEqual([]);
  });

  it('passes the unit tests with the numbers of another environment, because the scenarios follow them', async () => {
    if (tool === undefined) return;
    const override = ({ alert }: (typeof alerts)[number]): [string, AlertOverride] => [
      alert.name,
      {
        ...(alert.for !== '0s' && { for: '7m' }),
        severity: 'info',
        ...(alert.threshold !== undefined && { threshold: alert.threshold * 0.8 }),
      },
    ];
    const changed = planOf(define({ ...sergas.stack, alerts: Object.fromEntries(alerts.map(override)) }), 'staging');
    for (const group of changed.groups) {
      expect({ group: group.name, findings: await testGroup(tool, group, changed.stack) }).toEqual({
        group: group.name,
        findings: [],
      });
    }
  });
});
