import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { NarthexError } from '../../stacks/model/index.ts';
import { end, type Workspace } from './workspace.ts';

/** A Prometheus that answers queries about the blocks of a folder and does nothing else. */
export interface Server {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/** Where the server is to look, and what it needs to know of PromQL. */
export interface ServerOptions {
  /** Path of the program. */
  readonly program: string;
  /** The folder of its data, inside the workspace. */
  readonly data: string;
  /** Feature flags, as the stack's own Prometheus has them. */
  readonly features: readonly string[];
}

/** Milliseconds between two questions whether it is ready. */
const pollInterval = 50;

/**
 * Starts a real Prometheus that scrapes nothing and evaluates no rules, on a port of this machine that it chooses itself, and waits
 * until it has read its data. Throws a `NarthexError` (NX861) if it does not come up: with its own words.
 */
export async function startPrometheus(space: Workspace, { program, data, features }: ServerOptions): Promise<Server> {
  const config = join(space.folder, 'prometheus.yml');
  await mkdir(data, { recursive: true });
  await writeFile(config, '{}\n');
  const errors: string[] = [];
  let address: string | undefined;
  const child = space.start(
    program,
    [
      `--config.file=${config}`,
      `--storage.tsdb.path=${data}`,
      // Retention counts from the newest block; nothing is old enough for this one.
      '--storage.tsdb.retention.time=100y',
      // Blocks stay as they are: it runs for minutes.
      '--storage.tsdb.min-block-duration=2h',
      '--storage.tsdb.max-block-duration=2h',
      '--no-storage.tsdb.allow-overlapping-compaction',
      '--web.listen-address=127.0.0.1:0',
      '--query.timeout=4m',
      `--query.max-samples=${maxSamples}`,
      ...(features.length > 0 ? [`--enable-feature=${features.join(',')}`] : []),
    ],
    (line) => {
      address ??= /msg="Listening on".* address=(\S+)/.exec(line)?.[1];
      if (/level=ERROR/.test(line)) errors.push(line);
    },
  );
  child.once('error', ({ message }) => errors.push(message));
  const hasEnded = () => child.exitCode !== null || child.signalCode !== null || child.pid === undefined;
  while (address === undefined || !(await isReady(`http://${address}`))) {
    if (hasEnded()) throw notStarted(errors);
    await sleep(pollInterval);
  }
  return { url: `http://${address}`, stop: () => end(child) };
}

/** Samples that one query may load, 16 bytes each: a query that needs more is cut in two. */
const maxSamples = 50_000_000;

async function isReady(url: string): Promise<boolean> {
  return fetch(`${url}/-/ready`).then(
    ({ ok }) => ok,
    () => false,
  );
}

function notStarted(errors: readonly string[]): NarthexError {
  const message = `Prometheus cannot read this history: ${errors.at(-1) ?? 'it ended without a word'}`;
  const fix = 'take a snapshot of the running server (POST /api/v1/admin/tsdb/snapshot) and give its folder';
  return new NarthexError('The history cannot be used.', [{ code: 'NX861', path: [], message, fix }]);
}
