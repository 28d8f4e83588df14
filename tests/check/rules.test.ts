import { describe, expect, it } from 'vitest';
import { kubernetes } from '../../kubernetes/index.ts';
import type { Subject } from '../../scripts/check/gate.ts';
import { ruleTests } from '../../scripts/check/gates/rule-tests.ts';
import { rules } from '../../scripts/check/gates/rules.ts';
import { subject } from '../../scripts/check/subject.ts';
import sergas from '../../stacks/sergas.ts';
import { edited, found, run, subjectOf, tools } from './subjects.ts';

/** A subject of which only one rule file and its tests are left, because every test takes its time. */
function onlyHost({ plan, artifacts }: Subject): Subject {
  const kept = [...artifacts].filter(
    ([path]) => !/^(rules|tests)\//.test(path) || path.endsWith('/host-filesystems.yml'),
  );
  return subject(plan, new Map(kept));
}

const sound = onlyHost(subjectOf());

// Where a program is missing, `tools` notes that, and the run fails under CI=true.
describe.skipIf(tools === undefined)('promtool check rules', () => {
  it('names the alert and its pack for PromQL that cannot be parsed', async () => {
    const [finding, ...others] = await found(rules, edited(sound, 'rules/host-filesystems.yml', '> 0.95', '> 0.95 )'));
    expect(others).toEqual([]);
    expect(finding).toMatchObject({
      artifact: 'sergas/production/rules/host-filesystems.yml',
      from: 'alert HostDiskFull of the rule pack host-filesystems',
      message: expect.stringContaining('parse error'),
      fix: 'correct the rule in the pack that it comes from',
    });
    expect(finding?.line).toBeGreaterThan(0);
  });

  it("looks at the operator's rules too", async () => {
    const inCluster = subjectOf(sergas, 'production', [kubernetes]);
    const path = 'kubernetes/operator/02-rules.yaml';
    const findings = await found(rules, edited(inCluster, path, 'fuse.*"}) > 0.95', 'fuse.*"}) > 0.95 )'));
    expect(findings).toMatchObject([
      { artifact: `sergas/production/${path}`, from: 'alert HostDiskFull of the rule pack host-filesystems' },
    ]);
  });

  it('tells a fault that all targets share once', async () => {
    // In production runbooks and dashboards are elsewhere, so its rules are others.
    const both = (['development', 'staging'] as const).map((environment) =>
      edited(onlyHost(subjectOf(sergas, environment)), 'rules/host-filesystems.yml', '> 0.95', '> )'),
    );
    const findings = await found(rules, ...both);
    expect(findings).toMatchObject([
      {
        artifact: 'sergas/development/rules/host-filesystems.yml',
        also: ['sergas/staging/rules/host-filesystems.yml'],
      },
    ]);
  });
});

// Where a program is missing, `tools` notes that, and the run fails under CI=true.
describe.skipIf(tools === undefined)('promtool test rules', () => {
  it('names the scenario of an alert that does not fire as it says', async () => {
    const wrong = edited(sound, 'rules/host-filesystems.yml', '> 0.95', '> 0.99');
    const findings = await found(ruleTests, wrong);
    expect(findings.length).toBeGreaterThan(0);
    for (const finding of findings)
      expect(finding).toMatchObject({
        artifact: 'sergas/production/tests/host-filesystems.yml',
        from: expect.stringMatching(/^scenario 'HostDiskFull /),
        message: expect.stringMatching(/HostDiskFull is not as expected.*got:\[\]/s),
      });
  });

  it('runs again where the rules differ and the tests do not', async () => {
    const wrong = edited(onlyHost(subjectOf(sergas, 'staging')), 'rules/host-filesystems.yml', '> 0.95', '> 0.99');
    const findings = await found(ruleTests, sound, wrong);
    expect([...new Set(findings.map(({ artifact }) => artifact))]).toEqual([
      'sergas/staging/tests/host-filesystems.yml',
    ]);
  });

  it('counts scenarios', async () => {
    const scenarios = sound.plan.groups.flatMap(({ name, rules: all }) =>
      name !== 'host-filesystems' ? [] : all.flatMap((rule) => (rule.kind === 'alert' ? rule.scenarios : [])),
    );
    expect(await run(ruleTests, sound)).toMatchObject({ checked: scenarios.length, what: 'scenario' });
  });
});
