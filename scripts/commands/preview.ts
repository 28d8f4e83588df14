import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type Preview, prometheusAt, startPreview, traceLink, type Upstream } from '../../dashboards/preview/index.ts';
import { boardUid, homeBoard, NarthexError, type Plan } from '../../stacks/model/index.ts';
import { marks, type Terminal } from '../output/terminal.ts';
import { type Synthesized, stackFolder } from '../project.ts';
import { findRunning } from './running.ts';
import { synthesizeOne, type UpOptions } from './up.ts';

/** Options of `narthex preview`. */
export interface PreviewOptions extends Omit<UpOptions, 'target' | 'json'> {
  /** A dashboard as JSON instead of those of the stack; read anew for each visit. */
  readonly file?: string;
  /** Where Prometheus is, for a stack that runs elsewhere. */
  readonly prometheus?: string;
  /** 0 takes any free port. */
  readonly port: number;
}

/** Where the data come from. */
interface From {
  readonly upstream: Upstream;
  readonly words: string;
  /** Where the stack itself draws its dashboards already. */
  readonly drawnAt?: string;
}

/** How often Prometheus scrapes where nobody says so; Grafana assumes the same. */
const usualInterval = '15s';

/** Serves a page on this machine that draws dashboards live from Prometheus, until the process is interrupted. */
export async function preview(options: PreviewOptions, terminal: Terminal): Promise<void> {
  const { file, prometheus, port, assetsFolder } = options;
  // A file and an address are enough; everything else begins with a stack.
  const synthesized =
    file !== undefined && prometheus !== undefined ? undefined : await synthesizeOne(options, ['compose']);
  const from = prometheus === undefined ? await findStack(options, synthesized) : elsewhere(prometheus);
  if (file !== undefined) readDashboardFile(file);
  else if (from.drawnAt === `127.0.0.1:${port}`) {
    terminal.result(`${marks.ok} ${from.words} draws its dashboards itself: http://${from.drawnAt}`);
    terminal.result('  It goes on until the stack is stopped. For a page of its own: --port 0');
    return;
  }
  const page = (name: string) => readFileSync(join(assetsFolder, name), 'utf8');
  const running = await start({
    sources: async () => (file === undefined ? dashboardsOf(synthesized) : [readDashboardFile(file)]),
    from: from.words,
    upstream: from.upstream,
    timeInterval: synthesized?.plan.stack.prometheus.interval ?? usualInterval,
    ...ofStack(synthesized),
    port,
    assets: { script: page('preview.js'), style: page('preview.css') },
  });
  terminal.result(`${marks.ok} preview of ${file ?? dashboardTitle(synthesized)}: ${running.url}`);
  terminal.result(`  live from ${from.words}; it only reads, and it is not Grafana. Ctrl-C ends it.`);
  await interrupted();
  await running.close();
}

/** What a stack says of its dashboards: which one opens first, and where exemplars lead. */
function ofStack(synthesized: Synthesized | undefined): Pick<Parameters<typeof startPreview>[0], 'home' | 'traces'> {
  if (synthesized === undefined) return {};
  const { name, grafana } = synthesized.plan.stack;
  return { home: boardUid(name, homeBoard), ...(grafana.traces && { traces: traceLink(grafana.traces) }) };
}

const dashboardTitle = (synthesized: Synthesized | undefined) =>
  synthesized === undefined ? 'dashboards' : `the dashboards of ${stackFolder(synthesized.plan)}`;

function interrupted(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
}

async function start(options: Parameters<typeof startPreview>[0]): Promise<Preview> {
  try {
    return await startPreview(options);
  } catch (error) {
    const { code, message: words } = error as NodeJS.ErrnoException;
    const message =
      code === 'EADDRINUSE'
        ? `port ${options.port} is in use by another program`
        : `cannot listen on port ${options.port}: ${words}`;
    throw new NarthexError('The preview cannot start.', [
      { code: 'NX702', path: [], message, fix: 'choose another one: --port 9197, or --port 0 for any' },
    ]);
  }
}

function dashboardsOf(synthesized: Synthesized | undefined) {
  return [...(synthesized?.artifacts ?? [])]
    .filter(([path]) => /^dashboards\/[^/]+\.json$/.test(path))
    .map(([path, json]) => ({ name: basename(path, '.json'), json }));
}

function readDashboardFile(file: string) {
  try {
    return { name: basename(file, '.json'), json: readFileSync(file, 'utf8') };
  } catch (error) {
    const message = `${file}: ${error instanceof Error ? error.message : String(error)}`;
    throw new NarthexError('There is nothing to draw.', [
      { code: 'NX851', path: [], message, fix: 'give a file that can be read' },
    ]);
  }
}

function elsewhere(url: string): From {
  try {
    const { protocol, host } = new URL(url);
    // In 'localhost:9090' the name of the machine is the protocol.
    if (protocol === 'http:' || protocol === 'https:') return { upstream: prometheusAt(url), words: host };
  } catch {
    // It is no URL at all, which is said below.
  }
  const message = `'${url}' is no URL that begins with http:// or https://`;
  const fix = `write it as http://${url.includes('://') ? '127.0.0.1:9090' : url}`;
  throw new NarthexError('There is nothing to ask.', [{ code: 'NX701', path: [], message, fix }]);
}

async function findStack(options: PreviewOptions, synthesized: Synthesized | undefined): Promise<From> {
  const plan = synthesized?.plan as Plan;
  const { name, environment } = plan.stack;
  const [running] = await findRunning(options, plan);
  if (running === undefined) {
    const message = `${name} (${environment}) does not run on this machine`;
    const fix = `start it with 'narthex up ${name}', or say where its Prometheus is: --prometheus URL`;
    throw new NarthexError('There is nothing to ask.', [{ code: 'NX701', path: [], message, fix }]);
  }
  const address = running.parts.find((part) => part.name === 'prometheus')?.address;
  const words = `${name} (${environment})`;
  const drawnAt = running.parts.find((part) => part.name === 'preview')?.address;
  if (running.way === 'local' && address !== undefined)
    return { upstream: prometheusAt(`http://${address}`), words, ...(drawnAt !== undefined && { drawnAt }) };
  // In a container Prometheus is not published: it is asked from inside.
  return { upstream: throughContainer(running.ask), words };
}

function throughContainer(ask: (part: string, path: string) => Promise<string>): Upstream {
  return async (path, params, signal) => {
    const given = new Promise<never>((_, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    });
    const text = await Promise.race([ask('prometheus', `${path}?${params}`), given]);
    return new Response(text, { headers: { 'content-type': 'application/json' } });
  };
}
