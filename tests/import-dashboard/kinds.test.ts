import { describe, expect, it } from 'vitest';
import { queryDiffers } from '../../scripts/diff/expression.ts';
import { everyKind } from './examples.ts';
import { once, type PanelJson, roundTrip } from './support.ts';

const everything = everyKind as { readonly panels: readonly PanelJson[] };

const flat = (panels: readonly PanelJson[]): PanelJson[] => panels.flatMap((each) => [each, ...(each.panels ?? [])]);

describe('an imported dashboard, synthesised again', () => {
  const made = once(() => roundTrip(everything));

  it('has the same panels in the same places', async () => {
    const { json } = await made();
    const shape = (panels: readonly PanelJson[]) =>
      flat(panels).map(({ type, title, gridPos, collapsed }) => ({
        type,
        title,
        gridPos,
        collapsed: collapsed ?? false,
      }));
    // A closed row holds its panels without room of its own.
    expect(shape(json.panels)).toEqual(shape(everything.panels));
  });

  it('asks the same, under the same names', async () => {
    const { json } = await made();
    const asked = (panels: readonly PanelJson[]) => flat(panels).flatMap(({ targets = [] }) => targets);
    const [before, after] = [asked(everything.panels), asked(json.panels)];
    expect(after).toHaveLength(before.length);
    for (const [index, { expr, legendFormat }] of before.entries()) {
      expect(queryDiffers('query', expr, after[index]?.expr)).toEqual([]);
      expect(after[index]?.legendFormat).toBe(legendFormat);
    }
  });

  it('has the same units, variables, annotations and words', async () => {
    const { json } = await made();
    const units = (panels: readonly PanelJson[]) => flat(panels).map(({ fieldConfig }) => fieldConfig?.defaults?.unit);
    expect(units(json.panels).filter(Boolean)).toEqual(units(everything.panels).filter(Boolean));
    expect(json.templating.list.map(({ name }) => name)).toEqual(['datasource', 'job']);
    expect(json.annotations.list.map(({ name, expr }) => `${name}: ${expr}`)).toEqual([
      'Starts: changes(start_time[5m]) > 0',
    ]);
    expect(flat(json.panels).find(({ type }) => type === 'text')?.options.content).toBe('Ask **us**: `$' + '{job}`');
  });

  it('shows the labels of its query as columns of a table', async () => {
    const { board } = await made();
    const table = board.rows
      .flatMap(({ lines }) => lines.flatMap(({ panels }) => panels))
      .find(({ kind }) => kind === 'table');
    expect(table).toMatchObject({
      columns: [{ field: 'shop' }, { field: 'city' }, { field: 'Value' }],
      sortBy: 'shop',
    });
  });

  it('is one that can be carried over without a loss but its missing words', async () => {
    const { notes } = await made();
    expect(notes.filter((note) => note.startsWith('not carried over'))).toEqual([]);
    expect(notes.every((note) => note.startsWith('to write: '))).toBe(true);
  });

  it('can be imported again, with the same result', async () => {
    const first = await made();
    const second = await roundTrip(first.json);
    const { name: _, ...again } = second.board;
    const { name: __, ...before } = first.board;
    expect(again).toEqual(before);
  });
});
