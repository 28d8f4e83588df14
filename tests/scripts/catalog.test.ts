import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { MetricSet } from '@narthex/instrumentation';
import { build } from 'esbuild';
import { describe, expect, it, onTestFinished } from 'vitest';
import { parseExposition } from '../../exporters/index.ts';
import { type CatalogOptions, catalog } from '../../scripts/commands/catalog.ts';
import { NarthexError } from '../../stacks/model/index.ts';
import { differences, notExposed } from '../catalogs/compare.ts';
import { repository, temporaryFolder } from '../support/temporary.ts';

const exposition = `# HELP shop_build_info The version.
# TYPE shop_build_info gauge
shop_build_info{version="1.2.3",revision="abc"} 1
# HELP shop_requests_total It's said: "requests" \\\\ served.
# TYPE shop_requests_total counter
shop_requests_total{method="GET",path="/a/1",cpu="0"} 5
shop_requests_total{method="POST",path="/b/2",cpu="0"} 7
shop_requests_total{method="POST",path="/b/2",cpu="1"} 7
# HELP shop_requests Requests now.
# TYPE shop_requests gauge
shop_requests 3
# HELP shop_start_time_seconds When it began.
# TYPE shop_start_time_seconds gauge
shop_start_time_seconds 1.7e9
# HELP shop_wait_time_seconds How long it waited.
# TYPE shop_wait_time_seconds gauge
shop_wait_time_seconds 17
# HELP shop_up Whether it works.
# TYPE shop_up gauge
shop_up 1
# HELP shop_pause_ms A pause.
# TYPE shop_pause_ms gauge
shop_pause_ms{zone="a"} 3
shop_pause_ms{zone=""} 4
# HELP shop_duration_seconds Time to serve.
# TYPE shop_duration_seconds histogram
shop_duration_seconds_bucket{method="GET",le="0.1"} 1
shop_duration_seconds_bucket{method="GET",le="1"} 2
shop_duration_seconds_bucket{method="GET",le="+Inf"} 2
shop_duration_seconds_sum{method="GET"} 0.5
shop_duration_seconds_count{method="GET"} 2
# TYPE shop_size_bytes summary
shop_size_bytes{quantile="0.5"} NaN
shop_size_bytes_sum 0
shop_size_bytes_count 0
shop_unknown 9
# TYPE shop_native_seconds histogram
shop_native_seconds {count:1,sum:2,schema:0,zero_threshold:1,zero_count:1}
{"shop.dotted", "a b"="c"} 1
`;

/** Runs the command; returns what it prints as a result and as a note. */
async function run(places: readonly string[], options: Partial<CatalogOptions> = {}): Promise<[string, string]> {
  const said: [string, string] = ['', ''];
  const terminal = {
    result: (text: string) => {
      said[0] += `${text}\n`;
    },
    note: (text: string) => {
      said[1] += `${text}\n`;
    },
    progress: () => {},
    done: () => {},
  };
  await catalog(places, { prefix: '', name: 'metrics', force: false, ...options }, terminal);
  return said;
}

/** A file of the test. */
function file(content: string | Uint8Array, name = 'metrics.txt'): string {
  const path = join(temporaryFolder(), name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  return path;
}

/** The address of a server that lives as long as the test. */
async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/metrics`;
}

/** The catalog that a text of TypeScript exports, compiled and loaded. */
async function loaded(source: string, name = 'metrics'): Promise<MetricSet> {
  const { outputFiles } = await build({
    stdin: { contents: source, loader: 'ts', resolveDir: repository },
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    alias: { narthex: join(repository, 'exporters', 'instrumentation', 'index.ts') },
    logLevel: 'silent',
  });
  const code = Buffer.from(outputFiles[0]?.contents ?? []).toString('base64');
  const module = (await import(/* @vite-ignore */ `data:text/javascript;base64,${code}`)) as Record<string, MetricSet>;
  return module[name] ?? {};
}

async function refusal(work: Promise<unknown>): Promise<string> {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof NarthexError)) throw new Error(`it was not refused: ${String(error)}`);
  return error.problems.map(({ code, message }) => `${code} ${message}`).join('\n');
}

describe('the catalog of an exposition', () => {
  it('compiles, and says of each metric what was seen', async () => {
    const [source] = await run([file(exposition)], { prefix: 'shop_', name: 'shopMetrics' });
    const metrics = await loaded(source, 'shopMetrics');
    const dotted = ['"shop.dotted" is not in the catalog'.replaceAll('"', '')];
    const seen = parseExposition(exposition);
    expect(differences(metrics, [seen])).toEqual(dotted);
    expect(notExposed(metrics, [seen])).toEqual([]);
    expect(Object.fromEntries(Object.entries(metrics).map(([key, { name }]) => [key, name]))).toEqual({
      buildInfo: 'shop_build_info',
      requests: 'shop_requests_total',
      shopRequests: 'shop_requests',
      startTimeSeconds: 'shop_start_time_seconds',
      waitTimeSeconds: 'shop_wait_time_seconds',
      up: 'shop_up',
      pauseMs: 'shop_pause_ms',
      durationSeconds: 'shop_duration_seconds',
      sizeBytes: 'shop_size_bytes',
      unknown: 'shop_unknown',
    });
    expect(metrics).toMatchObject({
      buildInfo: { type: 'gauge', info: true, labels: { version: { kind: 'open', typically: 1 } } },
      requests: {
        help: 'It\'s said: "requests" \\ served.',
        labels: { method: ['GET', 'POST'], path: { typically: 2 }, cpu: { kind: 'open', typically: 2 } },
      },
      startTimeSeconds: { unit: 'timestamp' },
      waitTimeSeconds: { unit: 'seconds' },
      pauseMs: { labels: { zone: { kind: 'open', typically: 1, sometimes: true } } },
      durationSeconds: { type: 'histogram', unit: 'seconds', buckets: [0.1, 1] },
      sizeBytes: { type: 'summary', unit: 'bytes', quantiles: [0.5], help: 'shop_size_bytes' },
      unknown: { type: 'gauge' },
    });
  });

  it('asks what it cannot know before the metric, and says what no catalog can hold', async () => {
    const [source] = await run([file(exposition)]);
    const asked = (name: string) => {
      const lines = source.split('\n');
      const at = lines.findIndex((line) => line.includes(`'${name}'`));
      const start = lines[at]?.includes(': ') ? at : at - 1;
      const found: string[] = [];
      for (let index = start - 1; lines[index]?.startsWith('  // review: '); index--)
        found.unshift(lines[index]?.slice('  // review: '.length) ?? '');
      return found;
    };
    expect(asked('shop_build_info')).toEqual(['which labels are the key? Here key: [] tells its series apart']);
    expect(asked('shop_requests_total')).toEqual([
      'is the list of values complete? method',
      "which labels are the key? Here key: ['method', 'cpu'] tells its series apart",
    ]);
    expect(asked('shop_up')).toEqual(['is it yes or no? Then add range: [0, 1]']);
    expect(asked('shop_pause_ms')).toEqual(['unit unknown']);
    expect(asked('shop_unknown')).toEqual([
      'the program does not say its type; is it a gauge?',
      'the program gives no help text',
    ]);
    expect(asked('shop_requests')).toEqual([]);
    expect(source).toContain('// left out: "shop.dotted" is no name that PromQL can say without quotes');
  });

  it('takes several targets together: labels of one, values of all, and the most values that one of them had', async () => {
    const one = file('# TYPE jobs gauge\njobs{state="open"} 1\njobs{state="done"} 1\nonly_here 1\n');
    const other = file('# TYPE jobs gauge\njobs{state="failed",zone="a"} 1\n');
    const metrics = await loaded((await run([one, other]))[0]);
    expect(Object.keys(metrics)).toEqual(['jobs', 'onlyHere']);
    expect(metrics.jobs?.labels).toEqual({
      state: ['done', 'failed', 'open'],
      zone: { kind: 'open', typically: 1, sometimes: true },
    });
  });

  it('describes what OpenMetrics has besides', async () => {
    const text = `# TYPE job_seconds counter
# UNIT job_seconds seconds
job_seconds_total 3
job_seconds_created 1.7e9
# TYPE job info
job_info{version="1"} 1
# TYPE state stateset
state{state="on"} 1
state{state="off"} 0
# EOF
`;
    const metrics = await loaded((await run([file(text)]))[0]);
    expect(metrics).toMatchObject({
      jobSeconds: { name: 'job_seconds_total', type: 'counter', unit: 'seconds' },
      jobSecondsCreated: { name: 'job_seconds_created', type: 'gauge', unit: 'timestamp' },
      jobInfo: { name: 'job_info', info: true },
      state: { type: 'gauge', labels: { state: ['off', 'on'] }, range: [0, 1] },
    });
  });

  it('cannot be left by the words of a program', async () => {
    const help = "*/ }); '; throw 1; // $" + '{x} `\u2028';
    const text = `# HELP a ${help}\n# TYPE a gauge\na{b="x"} 1\n`;
    const metrics = await loaded((await run([file(text, "it's*/metrics.txt")]))[0]);
    expect(metrics.a?.help).toBe(help.trim());
  });
});

describe('narthex catalog', () => {
  it('asks an address as Prometheus does, and takes its answer at its word', async () => {
    let accept = '';
    const url = await serve((request, response) => {
      accept = request.headers.accept ?? '';
      response.setHeader('content-type', 'application/openmetrics-text; version=1.0.0; charset=utf-8');
      response.end('# TYPE a counter\na_total 1\n# EOF\n');
    });
    expect((await run([url]))[0]).toContain("counter('a_total'");
    expect(accept).toMatch(/^application\/openmetrics-text;version=1\.0\.0/);
  });

  it('reads compressed files', async () => {
    expect((await run([file(gzipSync('a 1\n'), 'metrics.txt.gz')]))[0]).toContain("gauge('a'");
  });

  it('writes a file, and overwrites none unless told to', async () => {
    const output = join(temporaryFolder(), 'metrics.ts');
    const [said] = await run([file('a 1\n')], { output });
    expect(said).toContain(`${output}: 1 metrics; 2 questions`);
    const text = readFileSync(output, 'utf8');
    expect(await loaded(text)).toMatchObject({ a: { type: 'gauge' } });
    expect(await refusal(run([file('b 1\n')], { output }))).toBe(`NX843 ${output} is there already`);
    expect(readFileSync(output, 'utf8')).toBe(text);
    await run([file('b 1\n')], { output, force: true });
    expect(readFileSync(output, 'utf8')).toContain("gauge('b'");
  });

  it.each([
    ['a file that is not there', () => '/nowhere/metrics.txt', 'NX841 /nowhere/metrics.txt: there is no such file'],
    ['a folder', () => repository, `NX841 ${repository}: it is a folder`],
    ['an empty file', () => file(' \n'), /^NX842 .*: it is empty$/],
    ['a file without a sample', () => file('# TYPE a counter\n'), /^NX842 .*: it holds no sample$/],
    ['a page', () => file('a 1\n<html>\n'), /^NX842 .*: line 2, column 1: this is no metric name: "<html>"$/],
    ['what is no text', () => file(new Uint8Array([0xff, 0xfe, 0])), /^NX842 .*: it is no text in UTF-8$/],
    ['a damaged archive', () => file(gzipSync('a 1\n').subarray(0, 15)), /^NX841 .*: it cannot be decompressed: /],
    [
      'a file that grows beyond 64 MiB',
      () => file(gzipSync(Buffer.alloc(65 * 2 ** 20))),
      /^NX841 .*: it is larger than 64 MiB$/,
    ],
  ])('refuses %s', async (_, place, reason) => {
    const said = await refusal(run([place()]));
    if (typeof reason === 'string') expect(said).toBe(reason);
    else expect(said).toMatch(reason);
  });

  it('refuses an address that answers badly, too much, or not at all', async () => {
    const url = await serve((request, response) => {
      if (request.url === '/endless') {
        const chunk = Buffer.alloc(2 ** 20, '#');
        const more = () => {
          while (!response.destroyed && response.write(chunk));
        };
        response.on('drain', more);
        more();
        return;
      }
      response.statusCode = 503;
      response.end('not now');
    });
    expect(await refusal(run([url]))).toBe(`NX841 ${url}: it answered with status 503`);
    const endless = url.replace('/metrics', '/endless');
    expect(await refusal(run([endless]))).toBe(`NX841 ${endless}: it is larger than 64 MiB`);
    expect(await refusal(run(['http://127.0.0.1:1/metrics']))).toMatch(/^NX841 http:\/\/127\.0\.0\.1:1\/metrics: /);
  });

  it('refuses a name that cannot be exported', async () => {
    expect(await refusal(run([file('a 1\n')], { name: 'my-metrics' }))).toContain("NX843 'my-metrics' cannot be");
  });
});
