import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { importDashboard } from '../../scripts/commands/import-dashboard.ts';
import type { Terminal } from '../../scripts/output/terminal.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { dashboard, panel, runOn } from './support.ts';

describe('narthex import dashboard', () => {
  it.each([
    ['what is no JSON', '{"panels": [', /NX926.*no JSON/],
    ['what is no dashboard', '{"a": 1}', /NX926.*has no panels/],
    ['a list', '[]', /NX926.*a list/],
    ['a text', '"panels"', /NX926.*has no panels/],
    [
      'the newer schema',
      JSON.stringify({ apiVersion: 'dashboard.grafana.app/v2beta1', spec: { elements: {}, layout: {} } }),
      /NX927.*newer schema/,
    ],
    ['the newer schema without its wrapping', '{"elements": {}, "layout": {}}', /NX927/],
    ['more than 2 MB', JSON.stringify(dashboard([panel()], { snapshotData: 'x'.repeat(2_100_000) })), /NX928.*3 MB/],
    [
      'a dashboard of which nothing can be carried over',
      JSON.stringify(dashboard([panel({ type: 'piechart' })])),
      /NX929.*nothing of it/,
    ],
    ['an empty dashboard', JSON.stringify(dashboard([])), /NX929/],
  ])('refuses %s', async (_, text, message) => {
    await expect(runOn(text)).rejects.toThrow(message);
  });

  it('refuses a file that is not there, and a folder', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'board.json'));
    const nobody = {} as Terminal;
    await expect(importDashboard(join(folder, 'no.json'), { force: false }, nobody)).rejects.toThrow(
      /NX926.*no such file/,
    );
    await expect(importDashboard(join(folder, 'board.json'), { force: false }, nobody)).rejects.toThrow(
      /NX926.*folder/,
    );
  });

  it.each([
    ['as the API answers it', (board: object) => ({ meta: {}, dashboard: board })],
    [
      'as a resource of the older schema',
      (board: object) => ({ apiVersion: 'dashboard.grafana.app/v1beta1', kind: 'Dashboard', spec: board }),
    ],
  ])('takes a dashboard %s', async (_, wrapped) => {
    const { source } = await runOn(JSON.stringify(wrapped(dashboard([panel()]))));
    expect(source).toContain('export const orders: Board = {');
  });

  it('writes a file, and none that is there already', async () => {
    const folder = temporaryFolder();
    const [input, output] = [join(folder, 'board.json'), join(folder, 'orders.ts')];
    writeFileSync(input, JSON.stringify(dashboard([panel()])));
    const results: string[] = [];
    const terminal = { result: (line: string) => results.push(line), note: () => {} } as unknown as Terminal;
    await importDashboard(input, { output, force: false }, terminal);
    expect(results).toEqual([`${output}: a panel; its first lines say what is missing`]);
    expect(readFileSync(output, 'utf8')).toContain("import { type Board, promql } from 'narthex';");
    await expect(importDashboard(input, { output, force: false }, terminal)).rejects.toThrow(/NX843.*there already/);
    await importDashboard(input, { output, force: true }, terminal);
  });

  it('survives whatever stands in a dashboard', async () => {
    const odd = [null, 1, 'x', [], {}, true];
    const keys = [
      'title',
      'gridPos',
      'targets',
      'fieldConfig',
      'options',
      'transformations',
      'repeat',
      'links',
      'thresholds',
      'valueMaps',
      'yaxes',
      'interval',
      'datasource',
      'styles',
      'sort',
      'gauge',
      'aliasColors',
      'seriesOverrides',
    ];
    const panels = keys.flatMap((key) =>
      odd.flatMap((value) => ['timeseries', 'table', 'singlestat'].map((type) => panel({ type, [key]: value }))),
    );
    const lists = odd.map((value) => ({
      templating: { list: [value] },
      annotations: { list: [value] },
      time: value,
      tags: value,
      links: value,
    }));
    for (const changes of lists) {
      const { source } = await runOn(JSON.stringify(dashboard([...panels, null as never, 1 as never], changes)));
      expect(source).toContain(': Board = {');
    }
  });
});
