import { describe, expect, it } from 'vitest';
import { check } from '../../scripts/commands/check.ts';
import { onProject } from '../support/on-project.ts';
import { stack } from './shop.ts';
import { tools } from './subjects.ts';

const checked = (source: string, json = false) =>
  onProject(source, 'staging', (selection, terminal) => check({ ...selection, json }, terminal));

// Where a program is missing, `tools` notes that, and the run fails under CI=true.
describe.skipIf(tools === undefined)('narthex check', () => {
  it('returns true for a stack that is right, with a line for each gate', async () => {
    const { ok, text } = await checked(stack('orders == 0', '0'));
    expect(text).toContain('nothing found');
    expect(text).toContain('promtool check rules');
    expect(text).toMatch(/Kubernetes schemas +nothing of it was selected/);
    expect(ok).toBe(true);
  });

  it('returns false for a rule that cannot be parsed, and names file and alert', async () => {
    const { ok, text } = await checked(stack('orders == == 0', '0'));
    expect(ok).toBe(false);
    expect(text).toContain('shop/staging/rules/orders.yml:6  NX602  from alert NoOrders of the rule pack orders');
    expect(text).toContain('parse error');
  });

  it('returns false for a scenario that does not hold', async () => {
    const { ok, text } = await checked(stack('orders == 0', '1'));
    expect(ok).toBe(false);
    expect(text).toContain("from scenario 'NoOrders fires when");
    expect(text).toContain('NX603');
  });

  it('says the same as data', async () => {
    const { ok, text } = await checked(stack('orders == 0', '1'), true);
    const data = JSON.parse(text);
    expect(data).toMatchObject({ passed: ok, milliseconds: expect.any(Number) });
    const failed = data.gates.filter(({ outcome }: { outcome: string }) => outcome === 'failed');
    expect(failed).toMatchObject([
      {
        id: 'rule-tests',
        code: 'NX603',
        findings: expect.arrayContaining([
          expect.objectContaining({ artifact: 'shop/staging/tests/orders.yml', fix: expect.any(String) }),
        ]),
      },
    ]);
  });
});
