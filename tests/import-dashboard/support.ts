import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { importDashboard } from '../../scripts/commands/import-dashboard.ts';
import type { Terminal } from '../../scripts/output/terminal.ts';
import type { Board } from '../../stacks/model/index.ts';
import { planOf, shop } from '../support/stacks.ts';
import { temporaryFolder, temporaryProject } from '../support/temporary.ts';

/** A panel of a dashboard, as Grafana reads it. */
export interface PanelJson {
  readonly type: string;
  readonly title: string;
  readonly collapsed?: boolean;
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly panels?: readonly PanelJson[];
  readonly targets: readonly { readonly expr: string; readonly legendFormat: string }[];
  readonly fieldConfig: {
    readonly defaults: Readonly<Record<string, unknown>>;
    readonly overrides: readonly unknown[];
  };
  readonly options: Readonly<Record<string, unknown>>;
}

/** A dashboard as Grafana reads it, as far as tests look at it. */
export interface BoardJson {
  readonly title: string;
  readonly panels: readonly PanelJson[];
  readonly templating: { readonly list: readonly { readonly name: string; readonly definition?: string }[] };
  readonly annotations: { readonly list: readonly { readonly name: string; readonly expr: string }[] };
}

/** What the command writes and says. */
export interface Said {
  readonly source: string;
  readonly notes: readonly string[];
}

/** Runs the command on a file with this text. */
export async function runOn(text: string, name = 'board.json'): Promise<Said> {
  const file = join(temporaryFolder(), name);
  writeFileSync(file, text);
  const results: string[] = [];
  const notes: string[] = [];
  const terminal = { result: (line: string) => results.push(line), note: (line: string) => notes.push(line) };
  await importDashboard(file, { force: false }, terminal as unknown as Terminal);
  return { source: results.join('\n'), notes };
}

/** The board that the written TypeScript is. */
export async function evaluated(source: string): Promise<Board> {
  const folder = temporaryProject();
  const [input, output] = [join(folder, 'board.ts'), join(folder, 'board.mjs')];
  writeFileSync(input, source);
  await build({
    entryPoints: [input],
    outfile: output,
    bundle: true,
    platform: 'node',
    format: 'esm',
    logLevel: 'silent',
    // The tests' own copy of promql would make no difference; what is imported from the package is.
    alias: { narthex: join(import.meta.dirname, '../../promql/index.ts') },
  });
  const made = (await import(output)) as Readonly<Record<string, Board>>;
  const [board] = Object.values(made);
  if (board === undefined) throw new Error('nothing is exported');
  return board;
}

/** A dashboard after it was imported, evaluated, and synthesised. */
export async function roundTrip(
  dashboard: object,
): Promise<Said & { readonly board: Board; readonly json: BoardJson }> {
  const said = await runOn(JSON.stringify(dashboard));
  const board = await evaluated(said.source);
  const found = planOf(shop({ dashboards: [board] })).dashboards.find(({ title }) => title === board.title);
  return { ...said, board, json: found?.json as unknown as BoardJson };
}

/** A dashboard with these panels, below each other where they say no place. */
export function dashboard(panels: readonly object[], changes: object = {}): object {
  return { title: 'Orders', description: 'How orders go.', time: { from: 'now-6h', to: 'now' }, panels, ...changes };
}

/** A panel over the whole width with one query. */
export function panel(changes: object = {}): object {
  return {
    id: 1,
    type: 'timeseries',
    title: 'Rate',
    description: 'Orders per second.',
    fieldConfig: { defaults: { unit: 'ops', noValue: 'Nobody orders.' }, overrides: [] },
    targets: [{ refId: 'A', expr: 'sum(rate(orders_total[5m]))', legendFormat: 'all' }],
    ...changes,
  };
}

/** The same result for everybody who asks; the work is done when the first one does. */
export function once<T>(work: () => Promise<T>): () => Promise<T> {
  let result: Promise<T> | undefined;
  return () => {
    result ??= work();
    return result;
  };
}
