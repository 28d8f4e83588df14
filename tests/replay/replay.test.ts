import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { expression } from '../../promql/index.ts';
import { type History, type HistorySource, openHistory } from '../../scripts/replay/history.ts';
import { startPrometheus } from '../../scripts/replay/prometheus.ts';
import { instantsWithin, queryRange, type RangePart } from '../../scripts/replay/query.ts';
import { replay } from '../../scripts/replay/replay.ts';
import { importOpenMetrics } from '../../scripts/replay/tsdb.ts';
import { withWorkspace } from '../../scripts/replay/workspace.ts';
import type { Duration, Plan, RecordingRule } from '../../stacks/model/index.ts';
import { bundledFixture } from '../support/bundle.ts';
import { readTree } from '../support/files.ts';
import { planOf, shop } from '../support/stacks.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { beginning, realPrograms, times, writeSeries } from './programs.ts';

const what = 'whether a replayed history is what Prometheus would have made of it';

/** A plan with these alerts and recording rules in place of its own. */
function planWith(
  alerts: Readonly<Record<string, readonly [expr: string, pending: Duration]>>,
  recordings: Readonly<Record<string, string>> = {},
): Plan {
  const plan = planOf(shop());
  const [some] = plan.groups.flatMap(({ rules }) => rules.filter(({ kind }) => kind === 'alert'));
  if (some?.kind !== 'alert') throw new Error('the smallest stack has no alert');
  const rules = [
    ...Object.entries(alerts).map(([name, [text, pending]]) => ({
      ...some,
      name,
      for: pending,
      expr: expression(text),
      severity: 'critical' as const,
      labels: {},
    })),
    ...Object.entries(recordings).map(
      ([name, text]): RecordingRule => ({ kind: 'recording', name, expr: expression(text) }),
    ),
  ];
  return { ...plan, groups: [{ name: 'tested', interval: '1m', rules }] };
}

/** Minutes at which each alert became pending, fired and resolved, with its labels. */
async function fired(plan: Plan, history: History, folder: string) {
  const { alerts, notes } = await replay(plan, history, { folder, atOnce: 2, tell: () => {} });
  const minute = (time: number | undefined) => (time === undefined ? undefined : (time - beginning) / 60_000);
  const episodes = alerts.flatMap(({ rule, episodes }) =>
    episodes.map(({ labels: { severity: _, team: __, ...labels }, pendingAt, firedAt, resolvedAt }) => ({
      alert: rule.name,
      labels,
      at: [minute(pendingAt), minute(firedAt), minute(resolvedAt)],
    })),
  );
  return { episodes, notes, failed: alerts.map(({ failed }) => failed.count) };
}

/** Opens a history of series and works with it; the data folder is as Prometheus has it. */
async function withHistory<T>(
  series: Readonly<Record<string, readonly (number | undefined)[]>>,
  work: (history: History, folder: string) => Promise<T>,
): Promise<T | undefined> {
  const programs = await realPrograms(what);
  if (programs === undefined) return undefined;
  const file = join(temporaryFolder(), 'history.txt');
  await writeSeries(file, series);
  return withWorkspace(async (space) => {
    const source: HistorySource = { kind: 'openmetrics', file };
    return work(await openHistory(source, space, { programs, features: [], tell: () => {} }), space.folder);
  });
}

describe('a replayed history', () => {
  it('has the alerts that Prometheus would have had, each with its labels', async () => {
    const plan = planWith({ Deep: ['depth > 5', '5m'], Gone: ['absent(depth{queue="mail"})', '0s'] });
    const series = {
      'depth{queue="mail"}': [...times(10, 0), ...times(20, 9), ...times(30, 0)],
      'depth{queue="video"}': [...times(40, 0), ...times(4, 9), ...times(16, 0)],
    };
    const found = await withHistory(series, (history, folder) => fired(plan, history, folder));
    if (found === undefined) return;
    expect(found.episodes).toEqual([{ alert: 'Deep', labels: { queue: 'mail' }, at: [10, 15, 30] }]);
    expect(found.notes).toEqual([]);
  });

  it('has what rules record, those that others read first, and it ends when what they read has ended', async () => {
    const plan = planWith(
      { Deep: ['queue:depth:doubled > 5', '5m'], DeepOnAverage: ['avg_over_time(queue:depth:sum[10m]) > 5', '0s'] },
      { 'queue:depth:doubled': 'queue:depth:sum * 2', 'queue:depth:sum': 'sum by (queue) (depth)' },
    );
    // A sample is seen for five minutes.
    const series = {
      'depth{queue="mail"}': [...times(60, 0), ...times(60, 10), ...times(60, undefined)],
      x: times(180, 1),
    };
    const found = await withHistory(series, (history, folder) => fired(plan, history, folder));
    if (found === undefined) return;
    expect(found.episodes).toEqual([
      { alert: 'Deep', labels: { queue: 'mail' }, at: [60, 65, 124] },
      { alert: 'DeepOnAverage', labels: { queue: 'mail' }, at: [65, 65, 133] },
    ]);
  });

  it('does not take recorded series of the history for those of the rules', async () => {
    const plan = planWith({ Deep: ['queue:depth:sum > 5', '0s'] }, { 'queue:depth:sum': 'sum by (queue) (depth)' });
    const series = { 'depth{queue="mail"}': times(30, 1), 'queue:depth:sum{queue="mail"}': times(30, 100) };
    const found = await withHistory(series, (history, folder) => fired(plan, history, folder));
    if (found === undefined) return;
    expect(found.episodes).toEqual([]);
  });

  it('keeps an alert as it is where its evaluation fails, and says so', async () => {
    const plan = planWith({ Broken: ['a * on (job) b > 5', '2m'], Twice: ['{__name__=~"a|c"} > 5', '0s'] });
    const series = {
      'a{job="x"}': times(90, 10),
      // For some minutes there are two to choose from.
      'b{job="x",n="1"}': times(90, 1),
      'b{job="x",n="2"}': [...times(40, undefined), ...times(6, 1), ...times(44, undefined)],
      'c{job="x"}': times(20, 1),
    };
    const found = await withHistory(series, (history, folder) => fired(plan, history, folder));
    if (found === undefined) return;
    const of = (name: string) => found.episodes.filter(({ alert }) => alert === name);
    expect(of('Broken')).toEqual([{ alert: 'Broken', labels: { job: 'x' }, at: [0, 2, undefined] }]);
    expect(found.failed[0]).toBeGreaterThanOrEqual(6);
    expect(of('Twice')).toHaveLength(1);
    expect(found.notes.join('\n')).toMatch(/alert Broken failed in \d+ evaluations: .*many-to-many/);
  });

  it('is asked in parts of at most 11,000 evaluations', async () => {
    const found = await withHistory({ x: times(30, 1) }, async (history) => {
      const parts: RangePart[] = [];
      for await (const part of history.ask('x', instantsWithin(history.from, history.to, 100))) parts.push(part);
      return parts;
    });
    if (found === undefined) return;
    expect(found).toHaveLength(2);
    const count = found
      .flatMap((part) => ('series' in part ? part.series : []))
      .reduce((sum, one) => sum + one.samples.length, 0);
    expect(count).toBe((29 * 60_000) / 100 + 1);
  });
});

describe('the data of another Prometheus', () => {
  const series = { 'depth{queue="mail"}': [...times(10, 0), ...times(20, 9), ...times(30, 0)] };
  const plan = planWith({ Deep: ['queue:depth:sum > 5', '5m'] }, { 'queue:depth:sum': 'sum by (queue) (depth)' });

  it('are read and not changed', async () => {
    const programs = await realPrograms(what);
    if (programs === undefined) return;
    const folder = temporaryFolder();
    await writeSeries(join(folder, 'history.txt'), series);
    const data = join(folder, 'data');
    await withWorkspace((space) => importOpenMetrics(space, programs.promtool, join(folder, 'history.txt'), data));
    const before = readTree(data);
    const found = await withWorkspace(async (space) => {
      const settings = { programs, features: [], tell: () => {} };
      return fired(plan, await openHistory({ kind: 'tsdb', folder: data }, space, settings), space.folder);
    });
    expect(found.episodes).toEqual([{ alert: 'Deep', labels: { queue: 'mail' }, at: [10, 15, 30] }]);
    expect(readTree(data)).toEqual(before);
  });

  it('are asked of it while it runs; what it has not recorded is refused', async () => {
    const programs = await realPrograms(what);
    if (programs === undefined) return;
    const folder = temporaryFolder();
    await writeSeries(join(folder, 'history.txt'), series);
    await withWorkspace(async (space) => {
      const data = join(space.folder, 'data');
      await importOpenMetrics(space, programs.promtool, join(folder, 'history.txt'), data);
      const { url } = await startPrometheus(space, { program: programs.prometheus, data, features: [] });
      const range = { from: beginning, to: beginning + 59 * 60_000 };
      const settings = { programs, features: [], ...range, tell: () => {} };
      const history = await openHistory({ kind: 'url', url }, space, settings);
      const found = await fired(planWith({ Deep: ['depth > 5', '5m'] }), history, space.folder);
      expect(found.episodes).toEqual([{ alert: 'Deep', labels: { queue: 'mail' }, at: [10, 15, 30] }]);
      await expect(fired(plan, history, space.folder)).rejects.toThrow(/NX866 .*queue:depth:sum/);
    });
  });
});

describe('a replay that is interrupted', () => {
  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('by %s leaves neither a process nor a folder', async (signal) => {
    const programs = await realPrograms(what);
    if (programs === undefined) return;
    const child = spawn(process.execPath, [await bundledFixture('replay'), programs.prometheus], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [text] = (await once(child.stdout.setEncoding('utf8'), 'data')) as [string];
    const { folder, url } = JSON.parse(text) as { readonly folder: string; readonly url: string };
    expect(existsSync(folder)).toBe(true);
    child.kill(signal);
    const [, by] = await once(child, 'close');
    expect(by).toBe(signal);
    expect(existsSync(folder)).toBe(false);
    await expect(fetch(url)).rejects.toThrow();
  });
});

it('a query that nobody answers says so', async () => {
  const parts = queryRange('http://127.0.0.1:1', 'up', { from: 0, to: 0, step: 1000 });
  await expect(parts.next()).rejects.toThrow(/NX861 .*does not answer/);
});
