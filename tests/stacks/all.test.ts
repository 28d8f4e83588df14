import { describe, expect, it } from 'vitest';
import { findStackFiles } from '../../scripts/stacks/find.ts';
import { environmentNames, seconds } from '../../stacks/model/index.ts';
import { otherStacks, ownGroups, ownStacks } from '../support/own-stacks.ts';
import { planOf } from '../support/stacks.ts';
import { repository } from '../support/temporary.ts';

describe('the stacks of this repository', () => {
  it('are all known to the tests, each under the name of its file', () => {
    const files = findStackFiles(repository).map(({ name }) => name);
    expect(Object.keys(ownStacks)).toEqual(files);
    for (const [name, { stack }] of Object.entries(ownStacks)) expect(stack.name).toBe(name);
  });
});

describe.each(Object.entries(ownStacks))('%s', (_, definition) => {
  it.each(environmentNames)('is a plan in %s: parts, jobs, rules, dashboards', (environment) => {
    const plan = planOf(definition, environment);
    expect(plan.workloads.length).toBeGreaterThan(3);
    expect(plan.jobs.length).toBeGreaterThan(3);
    expect(plan.dashboards.length).toBeGreaterThan(plan.stack.dashboards.length);
    const groups = new Set(plan.groups.map(({ name }) => name));
    expect([...ownGroups(definition)].filter((name) => !groups.has(name))).toEqual([]);
  });

  it('has boards, alerts and tests of its routing of its own', () => {
    const { dashboards = [], rules = [], routing } = definition.stack;
    expect(dashboards.length).toBeGreaterThan(1);
    expect(rules.flatMap((pack) => pack.rules.filter(({ kind }) => kind === 'alert')).length).toBeGreaterThan(7);
    expect(routing.tests?.length).toBeGreaterThan(2);
  });
});

describe.each(otherStacks)('the alerts of %s', (_, definition) => {
  const own = (definition.stack.rules ?? []).flatMap(({ rules }) => rules);
  const alerts = own.filter((rule) => rule.kind === 'alert');

  it('are shown by a panel of its own boards, or their runbook asks what one sees there', () => {
    const guarded = new Set(
      (definition.stack.dashboards ?? []).flatMap(({ rows }) =>
        rows.flatMap(({ lines }) =>
          lines.flatMap(({ panels }) =>
            panels.flatMap((panel) => (panel.kind === 'text' ? [] : (panel.guard?.alerts ?? []))),
          ),
        ),
      ),
    );
    expect(alerts.map(({ name }) => name).filter((name) => !guarded.has(name))).toEqual([]);
  });

  it('say what is the case, for whom, where to look and what to do, and ask something', () => {
    for (const { name, runbook, summary, description } of alerts) {
      for (const text of [summary, description, runbook.meaning, runbook.impact, runbook.diagnosis, runbook.mitigation])
        expect(text, name).toMatch(/^\S.{15,}[.?]$/s);
      expect(runbook.queries?.length, name).toBeGreaterThan(0);
    }
  });

  it('wait for something before they wake anybody', () => {
    for (const { name, severity, for: pending } of alerts)
      if (severity === 'critical') expect(seconds(pending), name).toBeGreaterThanOrEqual(120);
  });
});
