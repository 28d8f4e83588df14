import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { type AddressInfo, createServer as listen } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensurePrograms } from '../../local/index.ts';
import { json, until } from './stack.ts';

/** A real Prometheus that reads one small application. */
export interface Measured {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

const bounds = [0.01, 0.1, 1];
const features = 'exemplar-storage,native-histograms';

/** The metrics of an application: a histogram whose buckets name traces, and levels of which one is zero and one below. */
function exposition(second: number): string {
  const buckets = [...bounds.map(String), '+Inf'].map((le, index) => {
    const trace = `${second}${index}`.padStart(16, '0');
    return `took_seconds_bucket{le="${le}"} ${second * (index + 1)} # {trace_id="${trace}"} ${bounds[index] ?? 2} ${Date.now() / 1000}`;
  });
  const levels = { up: 100, zero: 0, below: -5, wave: second % 4 === 0 ? 0 : 10 ** (second % 4) };
  return [
    '# TYPE took_seconds histogram',
    ...buckets,
    `took_seconds_count ${second * 4}`,
    `took_seconds_sum ${second}`,
    '# TYPE level gauge',
    ...Object.entries(levels).map(([route, value]) => `level{route="${route}"} ${value}`),
    '# EOF\n',
  ].join('\n');
}

/**
 * Starts it and waits until there is something to draw. The jobs `plain` and `native` read the same; the second one makes native histograms
 * of it. Throws a `ProgramError` where there is no Prometheus.
 */
export async function measured(): Promise<Measured> {
  const program = (await ensurePrograms(['prometheus'])).get('prometheus')?.path ?? 'prometheus';
  const folder = await mkdtemp(join(tmpdir(), 'narthex-measured-'));
  const began = Date.now();
  const application = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'application/openmetrics-text; version=1.0.0; charset=utf-8' });
    response.end(exposition(Math.ceil((Date.now() - began) / 1000)));
  });
  await new Promise<void>((resolve) => application.listen(0, '127.0.0.1', resolve));
  const { port: own } = application.address() as AddressInfo;
  const static_configs = [{ targets: [`127.0.0.1:${own}`] }];
  const config = {
    global: { scrape_interval: '1s', scrape_timeout: '1s', scrape_protocols: ['OpenMetricsText1.0.0'] },
    scrape_configs: [
      { job_name: 'plain', static_configs },
      { job_name: 'native', static_configs, convert_classic_histograms_to_nhcb: true },
    ],
  };
  await writeFile(join(folder, 'prometheus.yml'), JSON.stringify(config));
  const port = await freePort();
  const child: ChildProcess = spawn(
    program,
    [
      ...[`--config.file=${join(folder, 'prometheus.yml')}`, `--storage.tsdb.path=${join(folder, 'data')}`],
      ...[`--web.listen-address=127.0.0.1:${port}`, `--enable-feature=${features}`],
    ],
    { stdio: 'ignore' },
  );
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const url = `http://127.0.0.1:${port}`;
  const stop = async () => {
    child.kill('SIGTERM');
    await ended;
    application.closeAllConnections();
    application.close();
    await rm(folder, { recursive: true, force: true });
  };
  await until(async () => {
    const question = encodeURIComponent('rate(took_seconds{job="native"}[4s] offset 4s)');
    const { data } = await json<{ readonly data: { readonly result: unknown[] } }>(
      `${url}/api/v1/query?query=${question}`,
    );
    return data.result.length > 0;
  });
  return { url, stop };
}

async function freePort(): Promise<number> {
  const server = listen();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise<void>((resolve) => server.close(() => resolve()));
  return port;
}
