import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { importSlo } from '../../scripts/commands/import-slo.ts';
import type { Terminal } from '../../scripts/output/terminal.ts';
import { NarthexError, type Problem } from '../../stacks/model/index.ts';
import { repository, temporaryProject } from '../support/temporary.ts';

const shop = join(repository, 'tests/scripts/openslo/shop.yaml');

/** What the command prints and notes. */
async function run(file: string, partial = false, output?: string) {
  const results: string[] = [];
  const notes: string[] = [];
  const terminal = { result: (line: string) => results.push(line), note: (line: string) => notes.push(line) };
  const options = { partial, force: false, ...(output !== undefined && { output }) };
  await importSlo([file], options, terminal as unknown as Terminal);
  return { text: results.join('\n'), notes };
}

async function refusals(text: string, partial = false): Promise<readonly Problem[]> {
  const file = join(temporaryProject(), 'slo.yaml');
  writeFileSync(file, text);
  try {
    await run(file, partial);
    return [];
  } catch (error) {
    if (error instanceof NarthexError) return error.problems;
    throw error;
  }
}

/** An SLO of OpenSLO with one thing changed. */
const slo = (changes: { readonly from: RegExp | string; readonly to: string }) =>
  `apiVersion: openslo/v1
kind: SLO
metadata:
  name: answers
spec:
  indicator:
    metadata: { name: answers }
    spec:
      ratioMetric:
        counter: true
        bad: { metricSource: { type: Prometheus, spec: { query: 'failures_total' } } }
        total: { metricSource: { type: Prometheus, spec: { query: 'requests_total' } } }
  timeWindow:
    - { duration: 30d, isRolling: true }
  budgetingMethod: Occurrences
  objectives:
    - target: 0.999
`.replace(changes.from, changes.to);

describe('narthex import slo', () => {
  it('carries ratios, probes and ages over, one SLO for each objective', async () => {
    const { text } = await run(shop);
    const names = [...text.matchAll(/^ {2}'?([\w-]+)'?: (\w+)\(/gm)].map(([, name, make]) => `${name} ${make}`);
    expect(names).toEqual([
      'shop-answers-1 availability',
      'shop-answers-2 availability',
      'speed availability',
      'reached probe',
      'fresh freshness',
    ]);
    expect(text).toContain('objective: 99.9,');
    expect(text).toContain(`le="1.0"`);
  });

  it('says with the line what takes the place of something else', async () => {
    const { notes } = await run(shop);
    expect(notes.join('\n')).toMatch(/shop\.yaml:1 DataSource 'main'/);
    expect(notes.join('\n')).toMatch(/shop\.yaml:\d+ AlertPolicy 'fast'/);
  });

  it('prints what compiles, and what a stack can be made of', async () => {
    const folder = temporaryProject();
    mkdirSync(join(folder, 'stacks'), { recursive: true });
    const imported = join(folder, 'imported.ts');
    await run(shop, false, imported);
    writeFileSync(join(folder, 'stacks', 'shop.ts'), stackWith);
    const config = { extends: join(repository, 'tsconfig.json'), include: ['**/*.ts'], exclude: [] };
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config));
    const tsc = join(repository, 'node_modules', '.bin', 'tsc');
    expect(spawnSync(tsc, ['--noEmit', '-p', folder], { cwd: folder, encoding: 'utf8' }).stdout).toBe('');
    const { synthesizeSelection } = await import('../../scripts/project.ts');
    const assetsFolder = join(folder, 'assets');
    mkdirSync(assetsFolder);
    for (const name of ['simulator.mjs', 'inbox.mjs', 'runbooks.mjs', 'preview.mjs', 'preview.js', 'preview.css'])
      writeFileSync(join(assetsFolder, name), '// not run here\n');
    const [first] = await synthesizeSelection({
      projectFolder: folder,
      assetsFolder,
      stacks: [],
      environments: [],
      targets: [],
    });
    const rules = first?.artifacts.get('rules/slo-speed.yml') ?? '';
    expect(rules).toContain('http_request_duration_seconds_bucket{le="1.0"');
    expect(readFileSync(imported, 'utf8')).toContain('// review:');
  });

  it.each([
    ['a method of counting that it does not have', { from: 'Occurrences', to: 'Timeslices' }, 15, 'Timeslices'],
    ['a window of the calendar', { from: 'isRolling: true', to: 'isRolling: false' }, 14, 'calendar'],
    ['a window that is not always as long', { from: '30d', to: '1M' }, 14, "'1M'"],
    [
      'a query that is more than a counter',
      { from: "'failures_total'", to: "'a_total + b_total'" },
      11,
      'more than one',
    ],
    ['a target above all', { from: '0.999', to: '1.2' }, 17, 'no share'],
    ['a gauge', { from: 'counter: true', to: 'counter: false' }, 11, 'count up'],
    ['another source', { from: 'type: Prometheus', to: 'type: Datadog' }, 11, 'Datadog'],
    ['another version', { from: 'openslo/v1', to: 'openslo/v1alpha' }, 1, 'v1alpha'],
  ])('refuses %s, with its line', async (_, change, line, words) => {
    const problems = await refusals(slo(change));
    const found = problems.find(({ message }) => message.includes(words));
    expect(found?.position?.line).toBe(line);
  });

  it('lists everything at once', async () => {
    const text = slo({ from: 'Occurrences', to: 'Timeslices' }).replace('0.999', '7');
    expect((await refusals(text)).map(({ code }) => code)).toEqual(['NX872', 'NX872']);
  });

  it('with --partial leaves out what it cannot carry, and says so', async () => {
    const file = join(temporaryProject(), 'slo.yaml');
    writeFileSync(
      file,
      `${slo({ from: '', to: '' })}---\n${slo({ from: 'Occurrences', to: 'Timeslices' }).replace('name: answers', 'name: other')}`,
    );
    const { text, notes } = await run(file, true);
    expect(text).toContain('answers: availability');
    expect(text).not.toContain('other:');
    expect(notes.join('\n')).toContain('Timeslices');
  });
});

const stackWith = `import { blackboxExporter, counter, defineMetrics, defineStack, deployed, gauge, histogram, secretFile } from 'narthex';
import { slos } from '../imported.ts';

const catalog = defineMetrics({
  requests: counter('http_requests_total', 'Requests.', { labels: { code: ['2xx', '5xx'] } }),
  duration: histogram('http_request_duration_seconds', 'Time.', { unit: 'seconds', labels: { route: ['/', '/health'] }, buckets: [0.5, 1] }),
  synced: gauge('sync_last_timestamp_seconds', 'When.', { unit: 'timestamp' }),
});

export default defineStack({
  name: 'shop', summary: 'Sells.', team: 'shop',
  services: { api: { summary: 'The API.', port: 8000, run: deployed('api.internal:8000'), metrics: { catalog, interval: '15s' } } },
  exporters: [blackboxExporter()],
  probes: { front: { module: 'http_2xx', interval: '30s', targets: [{ service: 'api' }] } },
  receivers: { team: { webhook: [{ url: secretFile('team-url', 'where the team is told') }] } },
  routing: { receiver: 'team', groupBy: ['alertname'], groupWait: '30s', groupInterval: '5m', repeatInterval: '4h', routes: [], watchdog: 'team' },
  slos,
});
`;
