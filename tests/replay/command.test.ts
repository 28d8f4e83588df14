import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type ReplayOptions, replay } from '../../scripts/commands/replay.ts';
import { startPrometheus } from '../../scripts/replay/prometheus.ts';
import { withWorkspace } from '../../scripts/replay/workspace.ts';
import { writeTree } from '../support/files.ts';
import { project } from '../support/project.ts';
import { assets } from '../support/stacks.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { beginning, realPrograms, times, writeSeries } from './programs.ts';

const stack = `
import { alert, defineStack, deployed, inbox, promql, rulePack } from 'narthex';
const runbook = { meaning: 'M.', impact: 'I.', diagnosis: 'D.', mitigation: 'M.' };
const texts = { summary: 'S.', description: 'D.', runbook, scenarios: [] };
const down = promql\`up{job="grafana"} == 0\`;
const broken = promql\`prometheus_config_last_reload_successful == 0\`;
export default defineStack({
  name: 'shop',
  summary: 'Sells things.',
  team: 'shop',
  services: { api: { summary: 'The API.', port: 8000, run: deployed('api.internal:8000') } },
  exporters: [],
  receivers: { team: inbox() },
  routing: {
    receiver: 'team', groupBy: ['alertname'], groupWait: '30s', groupInterval: '5m', repeatInterval: '4h',
    routes: [], watchdog: 'team',
  },
  rules: [
    rulePack('shop', [
      alert('BoardsDown', { expr: down, for: '5m', severity: 'warning', ...texts }),
      alert('SettingsBroken', { expr: broken, for: '5m', severity: 'critical', ...texts }),
      alert('BoardsSilent', { expr: promql\`absent(up{job="grafana"})\`, for: '5m', severity: 'critical', ...texts }),
    ]),
  ],
});
`;

/** Grafana is down for a while, a quarter of an hour after the beginning; later Prometheus cannot load its configuration. */
const series = {
  'up{job="prometheus",instance="prometheus:9090"}': times(60, 1),
  'up{job="grafana",instance="grafana:3000"}': [...times(15, 1), ...times(20, 0), ...times(25, 1)],
  'prometheus_config_last_reload_successful{job="prometheus",instance="prometheus:9090"}': [
    ...times(40, 1),
    ...times(20, 0),
  ],
};
const iso = (minute: number) => new Date(beginning + minute * 60_000).toISOString();
const incident = { name: 'Grafana is gone', from: iso(15), to: iso(35), expects: ['BoardsDown'], within: '6m' };

/** Runs the command over that history, or another one; what it says and returns. */
async function replayed(changes: Partial<ReplayOptions> = {}, incidents?: readonly object[]) {
  const folder = temporaryFolder();
  writeTree(folder, { ...assets, 'incidents.json': JSON.stringify(incidents ?? []) });
  await writeSeries(join(folder, 'history.txt'), series);
  const results: string[] = [];
  const quiet = { progress: () => {}, done: () => {}, note: () => {} };
  const well = await replay(
    {
      projectFolder: project({ 'stacks/shop.ts': stack }),
      assetsFolder: folder,
      stacks: [],
      environments: [],
      source: { kind: 'openmetrics', file: join(folder, 'history.txt') },
      format: 'text',
      ...(incidents && { incidents: join(folder, 'incidents.json') }),
      ...changes,
    },
    { ...quiet, result: (text) => results.push(text) },
  );
  return { well, text: results.join('\n') };
}

const what = 'what narthex replay says of a history';

describe('narthex replay', () => {
  it('says how often each alert would have fired, and for how long', async () => {
    if ((await realPrograms(what)) === undefined) return;
    const { well, text } = await replayed({ step: 60_000 });
    expect(well).toBe(true);
    expect(text).toMatch(
      /^shop\/production: 59m of history, 2026-06-01 00:00Z to 2026-06-01 00:59Z; \d+ alerts, evaluated every 1m$/m,
    );
    expect(text).toMatch(/^BoardsDown +warning +1 +15m +15m +0$/m);
    expect(text).toMatch(/^Never fired: .*\bBoardsSilent\b/m);
    expect(text).not.toContain('incident');
  });

  it('says which alert caught an incident, and how soon', async () => {
    if ((await realPrograms(what)) === undefined) return;
    const { well, text } = await replayed({ step: 60_000 }, [incident]);
    expect(text).toMatch(/caught +Grafana is gone +2026-06-01 00:15Z +20m +BoardsDown +5m +6m/);
    expect(text).toMatch(/SettingsBroken paged without an incident at 2026-06-01 00:45Z/);
    expect(well).toBe(false);
  });

  it('is well when incidents are caught and nothing else pages', async () => {
    if ((await realPrograms(what)) === undefined) return;
    const names = { name: 'broken configuration', expects: ['SettingsBroken'] };
    const gone = { ...names, from: iso(40), to: iso(59), within: '5m' };
    const own = ['BoardsDown', 'SettingsBroken', 'BoardsSilent'];
    // Built-in alerts may miss what this small history lacks.
    const { alerts: before } = JSON.parse((await replayed({ step: 60_000, format: 'json' })).text);
    const also = before
      .map(({ alert }: { readonly alert: string }) => alert)
      .filter((name: string) => !own.includes(name));
    const rest = { name: 'the rest', from: iso(0), to: iso(59), expects: [], also };
    const { well, text } = await replayed({ step: 60_000, format: 'json' }, [incident, gone, rest]);
    expect(well).toBe(true);
    const { incidents, alerts } = JSON.parse(text);
    expect(incidents).toMatchObject([
      { outcome: 'caught', after: 300 },
      { outcome: 'caught', after: 300 },
      { outcome: 'quiet' },
    ]);
    const [down] = alerts.filter(({ alert }: { readonly alert: string }) => alert === 'BoardsDown');
    expect(down).toMatchObject({ fired: 1, firing: 900, outside: 0, step: 60 });
    expect(down.episodes).toMatchObject([{ labels: { job: 'grafana' }, firedAt: iso(20), resolvedAt: iso(35) }]);
    const late = await replayed({ step: 60_000 }, [{ ...incident, within: '4m' }, gone, rest]);
    expect(late.well).toBe(false);
    expect(late.text).toContain('1 of 3 incidents missed or late, 0 false pages');
  });

  it('evaluates as often as the groups say, unless it is told otherwise', async () => {
    if ((await realPrograms(what)) === undefined) return;
    expect((await replayed()).text).toContain('evaluated every 15s');
  });

  it('looks only at the part that it is told', async () => {
    if ((await realPrograms(what)) === undefined) return;
    const { text } = await replayed({ from: beginning + 40 * 60_000, to: beginning + 50 * 60_000 });
    expect(text).toMatch(/^shop\/production: 10m of history, 2026-06-01 00:40Z to 2026-06-01 00:50Z/);
    expect(text).toMatch(/^Never fired: .*\bBoardsDown\b/m);
  });
});

describe('narthex replay refuses', () => {
  const files = (content: string) => {
    const folder = temporaryFolder();
    writeTree(folder, { 'file.txt': content });
    return { source: { kind: 'openmetrics', file: join(folder, 'file.txt') } } as const;
  };

  it.each([
    ['a file that is no OpenMetrics', () => files('<html>\n'), /NX861 .*is no OpenMetrics that promtool can import/],
    ['samples without a time', () => files('up 1\n# EOF\n'), /NX861 .*expected timestamp/],
    ['a file without a sample', () => files('# EOF\n'), /NX86[12] /],
    [
      'a file that is not there',
      () => ({ source: { kind: 'openmetrics', file: 'no.txt' } }),
      /NX861 .*there is no such file/,
    ],
    [
      'a folder without blocks',
      () => ({ source: { kind: 'tsdb', folder: temporaryFolder() } }),
      /NX861 .*holds no block of Prometheus/,
    ],
    [
      'a folder that is not there',
      () => ({ source: { kind: 'tsdb', folder: 'nowhere' } }),
      /NX861 .*there is no such folder/,
    ],
    [
      'an address that does not answer',
      () => ({ source: { kind: 'url', url: 'http://127.0.0.1:1' }, from: 0 }),
      /NX861 .*does not answer/,
    ],
    [
      'a running Prometheus without a beginning',
      () => ({ source: { kind: 'url', url: 'http://127.0.0.1:1' } }),
      /NX862 .*since when/,
    ],
    ['a time outside the history', () => ({ from: beginning + 86_400_000 }), /NX862 .*no sample between/],
    ['a format that is not there', () => ({ format: 'svg' }), /NX802 .*use one of: text, json/],
    [
      'two environments at once',
      () => ({ environments: ['staging', 'production'] }),
      /NX806 .*shop\/staging, shop\/production/,
    ],
  ] as const satisfies readonly (readonly [string, () => Partial<ReplayOptions>, RegExp])[])(
    '%s',
    async (_, changes, expected) => {
      if ((await realPrograms(what)) === undefined) return;
      const error = await replayed(changes()).catch((error: Error) => error);
      if (!(error instanceof Error)) throw new Error('nothing was refused');
      expect(error.message.replaceAll('\n', ' ')).toMatch(expected);
    },
  );

  it('an incident with a mistake, before the long work', async () => {
    if ((await realPrograms(what)) === undefined) return;
    const wrong = replayed({}, [{ ...incident, expects: ['BoardsDwn'], to: iso(600) }]);
    await expect(wrong).rejects.toThrow(/NX864 [\s\S]*did you mean 'BoardsDown'[\s\S]*NX865/);
  });

  it('a snapshot that Prometheus cannot read', async () => {
    const programs = await realPrograms(what);
    if (programs === undefined) return;
    await withWorkspace(async (space) => {
      const data = join(space.folder, 'data');
      writeTree(data, { wal: 'no folder' });
      const started = startPrometheus(space, { program: programs.prometheus, data, features: [] });
      await expect(started).rejects.toThrow(/NX861 .*Prometheus cannot read this history: .*wal/);
    });
  });
});
