import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  activeTrace,
  bounded,
  counter,
  defineMetrics,
  expose,
  histogram,
  instrument,
  open,
  summary,
  wholeBody,
} from '@narthex/instrumentation';
import { collectProcessMetrics } from '@narthex/instrumentation/process';
import { startMetricsServer } from '@narthex/instrumentation/server';
import client from 'prom-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensurePrograms, ProgramError } from '../../local/index.ts';
import { freePort, openBench, untilAnswers } from '../catalogs/running.ts';
import { couldNotRun } from '../support/could-not-run.ts';

const set = defineMetrics({
  requests: counter('http_requests_total', 'Requests.', { labels: { method: ['GET', 'POST'], route: bounded(20) } }),
  duration: histogram('http_request_duration_seconds', 'Duration.', {
    unit: 'seconds',
    labels: { peer: open() },
    buckets: [0.1, 1],
  }),
  size: summary('body_size_bytes', 'Size of a body.', { unit: 'bytes', quantiles: [0.5, 0.99] }),
});

/** A sample of an answer of Prometheus. */
interface Sample {
  readonly metric: Readonly<Record<string, string>>;
  readonly value: readonly [time: number, value: string];
}

const traceId = '0af7651916cd43dd8448eb211c80319c';
const awkward = 'quoted "text", back\\slash,\nline and ünïcödé';

function recorded(): client.Registry {
  const registry = new client.Registry();
  const trace = {
    getActiveSpan: () => ({ spanContext: () => ({ traceId, spanId: 'b7ad6b7169203331', traceFlags: 1 }) }),
  };
  const metrics = instrument(set, { registry, exemplars: activeTrace(trace) });
  metrics.requests.inc({ method: 'GET', route: '/orders/:id' }, 3);
  metrics.duration.observe({ peer: awkward }, 0.5);
  metrics.size.observe(100);
  new client.Counter({ name: 'beside_total', help: 'Of the client itself.', registers: [registry] }).inc(2);
  return registry;
}

let programs: Awaited<ReturnType<typeof ensurePrograms>> | undefined;
beforeAll(async () => {
  try {
    programs = await ensurePrograms(['prometheus', 'promtool']);
  } catch (error) {
    if (!(error instanceof ProgramError)) throw error;
    couldNotRun('that Prometheus reads what the instrumentation exposes', error.message);
  }
}, 180_000);

describe('what is exposed', () => {
  it('is well-formed and well named for promtool', async () => {
    const promtool = programs?.get('promtool')?.path;
    if (promtool === undefined) return;
    const registry = recorded();
    const stop = collectProcessMetrics({ registry });
    const text = await wholeBody(await expose(registry));
    stop();
    const output = await new Promise<string>((resolve) => {
      const child = execFile(promtool, ['check', 'metrics'], (_, stdout, stderr) => resolve(stdout + stderr));
      child.stdin?.end(text);
    });
    // The names of the clients' default metrics break a convention or two; they stay for the alerts that read them.
    const ours = output.split('\n').filter((line) => line !== '' && !/^(nodejs|process)_/.test(line));
    expect(ours).toEqual([]);
  });

  describe('to a real Prometheus', () => {
    let close: () => Promise<void> = async () => undefined;
    afterAll(() => close());

    it('arrives with its labels and exemplars, by OpenMetrics, compressed, for a token only', async () => {
      const prometheus = programs?.get('prometheus')?.path;
      if (prometheus === undefined) return;
      const bench = await openBench();
      const folder = await bench.folder('prometheus');
      const token = join(folder, 'token');
      writeFileSync(token, 'scrape-me\n');
      const registry = recorded();
      const stop = collectProcessMetrics({ registry });
      const server = await startMetricsServer({
        registry,
        port: 0,
        authentication: { bearerTokenFile: token },
      });
      close = async () => {
        stop();
        await server.close();
        await bench.close();
      };
      const target = new URL(server.url).host;
      const job = (name: string, more: object) => ({
        job_name: name,
        scrape_interval: '1s',
        static_configs: [{ targets: [target] }],
        ...more,
      });
      const config = {
        scrape_configs: [job('allowed', { authorization: { credentials_file: token } }), job('stranger', {})],
      };
      writeFileSync(join(folder, 'prometheus.yml'), JSON.stringify(config));
      const url = `http://127.0.0.1:${await freePort()}`;
      const child = bench.start(prometheus, [
        `--config.file=${join(folder, 'prometheus.yml')}`,
        `--storage.tsdb.path=${join(folder, 'data')}`,
        `--web.listen-address=${new URL(url).host}`,
        '--enable-feature=exemplar-storage',
      ]);
      await untilAnswers(child, `${url}/-/ready`);
      const ask = async <T>(path: string): Promise<T> => {
        const answer = (await (await fetch(`${url}/api/v1/${path}`)).json()) as { data: T };
        return answer.data;
      };
      const query = async (expr: string) =>
        (await ask<{ result: readonly Sample[] }>(`query?query=${encodeURIComponent(expr)}`)).result;
      const value = async (expr: string) => (await query(expr)).map((sample) => sample.value[1]);
      await expect.poll(() => query('up'), { timeout: 20_000 }).toHaveLength(2);
      expect(await value('up{job="stranger"}')).toEqual(['0']);
      expect(await value('up{job="allowed"}')).toEqual(['1']);
      expect(await value('http_requests_total{method="GET",route="/orders/:id"}')).toEqual(['3']);
      expect((await query('http_request_duration_seconds_count'))[0]?.metric.peer).toBe(awkward);
      expect(await value('http_request_duration_seconds_bucket{le="+Inf"}')).toEqual(['1']);
      expect(await value('beside_total')).toEqual(['2']);
      expect(await value('nodejs_version_info')).toEqual(['1']);
      expect(await value('sum(narthex_collector_success)')).toEqual(['8']);
      expect(await value('body_size_bytes{quantile="0.99"}')).toEqual(['100']);
      const range = `start=${Date.now() / 1000 - 60}&end=${Date.now() / 1000 + 60}`;
      const [found] = await ask<readonly { exemplars: readonly object[] }[]>(
        `query_exemplars?query=http_request_duration_seconds_bucket&${range}`,
      );
      expect(found?.exemplars[0]).toMatchObject({ labels: { trace_id: traceId }, value: '0.5' });
    });
  });
});
