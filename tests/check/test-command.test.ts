import { describe, expect, it } from 'vitest';
import { test } from '../../scripts/commands/test.ts';
import { onProject } from '../support/on-project.ts';
import { stack } from './shop.ts';
import { tools } from './subjects.ts';

const tested = (source: string, changes: { readonly json?: boolean; readonly mutants?: boolean } = {}) =>
  onProject(source, 'staging', (selection, terminal) =>
    test({ ...selection, json: false, mutants: false, ...changes }, terminal),
  );

// Where promtool is missing, `tools` notes that, and the run fails under CI=true.
describe.skipIf(tools === undefined)('narthex test', () => {
  it('returns true where every scenario ends as it should, and counts them', async () => {
    const { ok, text } = await tested(stack('orders == 0', '0'));
    expect(text).toMatch(/\d+ scenarios of \d+ rule groups as expected/);
    expect(ok).toBe(true);
  });

  it('returns false for one that does not, and names stack, group and scenario', async () => {
    const { ok, text } = await tested(stack('orders == 0', '1'));
    expect(text).toMatch(
      /shop\/staging, group orders, scenario 'NoOrders fires when .*': at 5m NoOrders is not as expected/,
    );
    expect(ok).toBe(false);
  });

  it('puts no mistakes into rules whose tests fail as it is', async () => {
    const { text } = await tested(stack('orders == 0', '1'), { mutants: true });
    expect(text).not.toContain('noticed');
  });

  it('says the same as JSON', async () => {
    const { text } = await tested(stack('orders == 0', '0'), { json: true });
    const { passed, groups } = JSON.parse(text) as {
      readonly passed: boolean;
      readonly groups: readonly { readonly group: string; readonly scenarios: number }[];
    };
    expect(passed).toBe(true);
    expect(groups.find(({ group }) => group === 'orders')?.scenarios).toBe(4);
  });
});
