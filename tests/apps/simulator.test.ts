import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { counter, gauge, type MetricDefinition } from '@narthex/instrumentation';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { startSimulator } from '../../apps/simulator/server.ts';
import { sergasMetrics, sergasSampleValues } from '../../stacks/sergas/metrics.ts';
import { parseExposition, seriesNamed } from '../instrumentation/exposition.ts';
import { bundle, start, temporaryFolder } from './program.ts';

const metrics: readonly MetricDefinition[] = Object.values(sergasMetrics);
const spec = { service: 'sergas', seed: 7, metrics, values: sergasSampleValues };
const anywhere = { host: '127.0.0.1', port: 0 };

async function simulator(of = spec.metrics) {
  const running = await startSimulator({ ...spec, metrics: of }, anywhere);
  onTestFinished(running.close);
  const scrape = async () => parseExposition(await (await fetch(`${running.url}/metrics`)).text());
  return { url: running.url, scrape };
}

describe('the simulator', () => {
  it('serves every metric of the catalog, and those of its own process', async () => {
    const { url, scrape } = await simulator();
    const samples = await scrape();
    const names = new Set(
      [...samples.keys()].map((key) => key.replace(/\{.*/, '').replace(/_(bucket|sum|count)$/, '')),
    );
    expect(metrics.map(({ name }) => name).filter((name) => !names.has(name))).toEqual([]);
    expect(names).toContain('process_cpu_seconds_total');
    expect(names).toContain('nodejs_eventloop_lag_seconds');
    expect((await fetch(`${url}/metrics`)).headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
  });

  it('serves nothing but the catalog where it is told to keep what its process and its instrumentation know', async () => {
    const running = await startSimulator({ ...spec, ownMetrics: false }, anywhere);
    onTestFinished(running.close);
    const text = await (await fetch(`${running.url}/metrics`)).text();
    const served = [...text.matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name);
    expect(served.sort()).toEqual(metrics.map(({ name }) => name).sort());
  });

  it('moves as time goes by', async () => {
    const { scrape } = await simulator();
    const before = seriesNamed(await scrape(), 'http_requests_total');
    await vi.waitFor(async () => expect(seriesNamed(await scrape(), 'http_requests_total')).not.toEqual(before), {
      timeout: 10_000,
      interval: 100,
    });
  });

  it('lets whoever knows the token say what goes wrong, and nobody else', async () => {
    const running = await startSimulator(spec, anywhere, { token: 'open-sesame' });
    onTestFinished(running.close);
    const faults = [
      { metric: 'db_connection_pool_in_use', value: 77 },
      { metric: 'agent_queue_depth', labels: { agent: 'data_scout' }, value: 500 },
    ];
    const put = (body: unknown, token: string) =>
      fetch(`${running.url}/faults`, {
        method: 'PUT',
        body: JSON.stringify(body),
        headers: { authorization: `Bearer ${token}` },
      });
    expect((await put(faults, 'guessed')).status).toBe(401);
    expect((await put(faults, 'open-sesame')).status).toBe(200);
    await vi.waitFor(async () => {
      const samples = parseExposition(await (await fetch(`${running.url}/metrics`)).text());
      expect(samples.get('db_connection_pool_in_use')).toBe(77);
      expect(samples.get('agent_queue_depth{agent="data_scout"}')).toBe(500);
      expect(samples.get('agent_queue_depth{agent="orchestrator"}')).toBeLessThan(500);
    }, 10_000);
    const wrong = await put(
      [
        { metric: 'gone', value: 1 },
        { metric: 'cache_entries', labels: { shard: '1' }, value: 'x' },
      ],
      'open-sesame',
    );
    expect(wrong.status).toBe(400);
    expect((await wrong.text()).split('\n')).toEqual([
      "[0]: metric: the service has no metric 'gone'.",
      "[1]: labels: 'cache_entries' has no label 'shard'.",
      '[1]: value: give a number.',
    ]);
  });

  it('has no such door without a token', async () => {
    const { url } = await simulator();
    expect((await fetch(`${url}/faults`)).status).toBe(404);
  });

  it('says that it is healthy, and of what service', async () => {
    const { url } = await simulator();
    const response = await fetch(`${url}/health`);
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ status: 'healthy', service: 'sergas' });
  });

  it('leaves the metrics of the process and of the instrumentation to those who know them', async () => {
    const { scrape } = await simulator([
      gauge('process_resident_memory_bytes', 'Memory.', { unit: 'bytes' }),
      counter('narthex_series_dropped_total', 'Dropped.'),
      counter('calls_total', 'Calls.'),
    ]);
    const samples = await scrape();
    expect(samples.get('process_resident_memory_bytes')).toBeGreaterThan(1e6);
    expect(samples.get('narthex_series_dropped_total{metric="calls_total"}')).toBe(0);
  });
});

describe('the simulator as a program', () => {
  it('runs from one file on bare Node, and ends on SIGTERM with an open connection', async () => {
    const folder = await temporaryFolder();
    const [file, path] = [await bundle('simulator', folder), join(folder, 'spec.json')];
    await writeFile(path, JSON.stringify(spec));
    const program = start(file, ['--spec', path, '--listen', '127.0.0.1:0']);
    const url = await program.url;
    const samples = parseExposition(await (await fetch(`${url}/metrics`)).text());
    expect(seriesNamed(samples, 'agent_queue_depth')).toHaveLength(4);
    program.process.kill('SIGTERM');
    expect((await program.ended).status).toBe(0);
    await expect(fetch(url)).rejects.toThrow();
  });

  it('ends with status 1 and one clear line when it is started wrongly', async () => {
    const folder = await temporaryFolder();
    const [file, path] = [await bundle('simulator', folder), join(folder, 'spec.json')];
    await writeFile(path, JSON.stringify(spec));
    const other = createServer().listen(0, '127.0.0.1');
    onTestFinished(() => void other.close());
    await vi.waitUntil(() => other.listening);
    const { port } = other.address() as AddressInfo;
    const wrong: readonly [args: string[], message: RegExp][] = [
      [[], /^simulator: no spec\. Usage: simulator --spec FILE/],
      [['--spec', join(folder, 'none.json')], /^simulator: cannot read the spec .*none\.json: ENOENT/],
      [['--spec', path, '--listen', 'nowhere'], /^simulator: "nowhere" is not an address/],
      [['--spec', path, '--listen', `127.0.0.1:${port}`], /^simulator: port \d+ on 127\.0\.0\.1 is in use/],
      [['--sped', path], /^simulator: Unknown option '--sped'/],
    ];
    const ends = await Promise.all(wrong.map(([args]) => start(file, args).ended));
    for (const [index, { status, output }] of ends.entries()) {
      expect(output).toMatch(wrong[index]?.[1] ?? /./);
      expect(output.split('\n')).toHaveLength(1);
      expect(status).toBe(1);
    }
  });
});
