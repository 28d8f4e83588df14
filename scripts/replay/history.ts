import { access } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { NarthexError, type Problem } from '../../stacks/model/index.ts';
import { type Server, startPrometheus } from './prometheus.ts';
import { type Instants, queryRange, type RangePart } from './query.ts';
import { type Covered, covered, importOpenMetrics, takeOver } from './tsdb.ts';
import type { Workspace } from './workspace.ts';

/** Where the history is. */
export type HistorySource =
  | { readonly kind: 'openmetrics'; readonly file: string }
  | { readonly kind: 'tsdb'; readonly folder: string }
  /** A running Prometheus. Nothing but its query API is used. */
  | { readonly kind: 'url'; readonly url: string };

/** What is needed to open one. */
export interface HistorySettings {
  readonly programs: { readonly prometheus: string; readonly promtool: string };
  /** Feature flags of the stack's Prometheus. */
  readonly features: readonly string[];
  /** Milliseconds; those of the whole history if left out. A running Prometheus has to be told `from`. */
  readonly from?: number;
  readonly to?: number;
  readonly tell: (text: string) => void;
}

/** A history that can be asked. */
export interface History extends Covered {
  /** Evaluates an expression at every instant. */
  readonly ask: (expr: string, instants: Instants) => AsyncGenerator<RangePart>;
  /** Adds the series of an OpenMetrics file. Left out where nothing can be added. */
  readonly add?: (file: string) => Promise<void>;
  /** Whether it has any sample of a name. */
  readonly has: (name: string) => Promise<boolean>;
}

/** Opens a history. Throws a `NarthexError`: NX861 for one that cannot be read, NX862 for one without a sample in the time that is asked for. */
export async function openHistory(
  source: HistorySource,
  space: Workspace,
  settings: HistorySettings,
): Promise<History> {
  return source.kind === 'url' ? running(source.url, settings) : copied(source, space, settings);
}

async function running(address: string, { from, to = Date.now(), tell }: HistorySettings): Promise<History> {
  const url = address.replace(/\/$/, '');
  if (from === undefined) {
    const fix = 'add --from, such as --from 2026-06-01T00:00:00Z';
    throw refused('NX862', `it is not said since when ${url} has the history`, fix);
  }
  tell(`asking ${url}`);
  await known(url, { from, to }, 'up').catch((error: unknown) => {
    const said = error instanceof Error ? (error.cause instanceof Error ? error.cause.message : error.message) : '';
    throw refused('NX861', `${url} does not answer as a Prometheus does: ${said}`, 'give the address of its web page');
  });
  const has = (name: string) => known(url, { from, to }, name);
  return { from, to, has, ask: (expr, instants) => queryRange(url, expr, instants) };
}

async function copied(
  source: Exclude<HistorySource, { readonly kind: 'url' }>,
  space: Workspace,
  { programs, features, tell, ...wanted }: HistorySettings,
): Promise<History> {
  const data = join(space.folder, 'data');
  if (source.kind === 'openmetrics') {
    const file = resolve(source.file);
    await access(file).catch(() => {
      throw refused('NX861', `${source.file}: there is no such file`, 'give a file in OpenMetrics format');
    });
    tell(`importing ${source.file}`);
    await importOpenMetrics(space, programs.promtool, file, data);
  } else {
    tell(`taking over the blocks of ${source.folder}`);
    await takeOver(resolve(source.folder), data);
  }
  const options = { program: programs.prometheus, data, features };
  tell('starting Prometheus on the history');
  let server: Server = await startPrometheus(space, options);
  const range = within(joined(await covered(data), await headOf(server.url)), wanted);
  return {
    ...range,
    has: (name) => known(server.url, range, name),
    ask: (expr, instants) => queryRange(server.url, expr, instants),
    add: async (file) => {
      // New blocks are seen at a start at once, by a running server after a minute.
      await server.stop();
      await importOpenMetrics(space, programs.promtool, file, data);
      server = await startPrometheus(space, options);
    },
  };
}

/** What is not in a block yet. */
async function headOf(url: string): Promise<Covered | undefined> {
  const { data } = (await askJson(`${url}/api/v1/status/tsdb?limit=1`)) as {
    readonly data: {
      readonly headStats: { readonly numSeries: number; readonly minTime: number; readonly maxTime: number };
    };
  };
  const { numSeries, minTime, maxTime } = data.headStats;
  return numSeries === 0 || minTime > maxTime ? undefined : { from: minTime, to: maxTime };
}

function joined(...parts: readonly (Covered | undefined)[]): Covered {
  const there = parts.filter((part) => part !== undefined);
  if (there.length === 0) throw refused('NX862', 'the history holds no sample', 'give a history with samples');
  return { from: Math.min(...there.map(({ from }) => from)), to: Math.max(...there.map(({ to }) => to)) };
}

function within(
  all: Covered,
  { from = all.from, to = all.to }: { readonly from?: number; readonly to?: number },
): Covered {
  const range = { from: Math.max(from, all.from), to: Math.min(to, all.to) };
  if (range.from <= range.to) return range;
  const iso = (time: number) => new Date(time).toISOString();
  const message = `the history holds no sample between ${iso(from)} and ${iso(to)}`;
  throw refused('NX862', message, `it reaches from ${iso(all.from)} to ${iso(all.to)}: correct --from and --to`);
}

async function known(url: string, { from, to }: Covered, name: string): Promise<boolean> {
  const query = new URLSearchParams({ 'match[]': name, start: `${from / 1000}`, end: `${to / 1000}`, limit: '1' });
  const { data } = (await askJson(`${url}/api/v1/series?${query}`)) as { readonly data: readonly unknown[] };
  return data.length > 0;
}

async function askJson(url: string): Promise<unknown> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${response.status} ${response.statusText}`);
  return response.json();
}

function refused(code: Problem['code'], message: string, fix: string): NarthexError {
  return new NarthexError('The history cannot be used.', [{ code, path: [], message, fix }]);
}
