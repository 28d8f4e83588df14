import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { AuditDocument } from '@narthex/instrumentation/audit';
import type { HealthDocument, StatusDocument } from '@narthex/instrumentation/health';
import { describe, expect, it, onTestFinished } from 'vitest';
import { freePort, until } from '../catalogs/running.ts';
import { bundled } from '../support/bundle.ts';
import { temporaryProject } from '../support/temporary.ts';
import { exampleFiles, writeFiles } from './examples.ts';
import { page } from './pages.ts';

/** The program that the blocks of a page before its first stack make together, running on a port of this machine. */
async function started(path: string, environment: Readonly<Record<string, string>>): Promise<string> {
  const folder = temporaryProject();
  const files = exampleFiles(page(path));
  writeFiles(folder, files);
  const program = [...files.keys()].filter((name) => name.startsWith('continued/')).at(-1);
  if (program === undefined) throw new Error(`${path} has no program`);
  const outfile = join(folder, 'program.mjs');
  await bundled(join(folder, program), outfile);
  const port = await freePort();
  const child: ChildProcess = spawn(process.execPath, [outfile], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { PATH: process.env.PATH ?? '', PORT: `${port}`, ...environment },
  });
  const ended = once(child, 'exit');
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  const address = `http://127.0.0.1:${port}`;
  // Whatever it answers, it listens.
  await until(child, async () => (await fetch(address)).status > 0);
  return address;
}

/** What an address answers; that it has the promised shape is what the tests are about. */
async function json<T>(url: string): Promise<{ readonly status: number; readonly body: T }> {
  const response = await fetch(url);
  return { status: response.status, body: (await response.json()) as T };
}

/** The JSON that a page shows. */
function shown(path: string): Record<string, unknown> {
  const block = page(path).blocks.find(({ language }) => language === 'json');
  return JSON.parse(block?.text ?? '');
}

/** What kind of value each key has, keys in their order; of lists the first item. */
function shape(value: unknown): unknown {
  if (Array.isArray(value)) return value.slice(0, 1).map(shape);
  if (typeof value !== 'object' || value === null) return typeof value;
  return Object.entries(value).map(([key, item]) => [key, shape(item)]);
}

describe('the program of docs/health.md', () => {
  it('answers as the page says, with databases that are not there', async () => {
    const address = await started('docs/health.md', { PGHOST: '127.0.0.1', PGPORT: '1' });
    const { status, body } = await json<HealthDocument>(`${address}/health`);
    expect(status).toBe(503);
    expect(body).toMatchObject({
      status: 'unhealthy',
      service: 'shop-api',
      dependencies: { database: false, licence: true },
    });
    expect(shape(body)).toEqual(shape(shown('docs/health.md')));
    expect((await json(`${address}/livez`)).status).toBe(200);
    expect((await json(`${address}/readyz`)).status).toBe(503);
    const details = await json<StatusDocument>(`${address}/api/monitoring/status`);
    expect(details.body.issues).toContain('licence is degraded: ends in 3 days');
    expect((await json(`${address}/elsewhere`)).status).toBe(404);
  });
});

describe('the program of docs/audit.md', () => {
  it('answers as the page says', async () => {
    const address = await started('docs/audit.md', {});
    const { status, body } = await json<AuditDocument>(`${address}/audit`);
    expect(status).toBe(200);
    expect(body).toMatchObject({ total_events: 2, counts: { user_login: 1, order_cancelled: 1 } });
    expect(shape(body.events[0])).toEqual(shape((shown('docs/audit.md') as { events: unknown[] }).events[0]));
    expect(Object.keys(body)).toEqual(Object.keys(shown('docs/audit.md')));
    const failed = await json<AuditDocument>(`${address}/audit?success=false&since=1h&type=order_cancelled`);
    expect(failed.body).toMatchObject({ returned_events: 1, events: [{ resource_id: 'order-77', success: false }] });
    const newer = await json<AuditDocument>(`${address}/audit?after=${body.cursors.newer}`);
    expect(newer.body.returned_events).toBe(0);
    expect((await json(`${address}/audit?limit=many`)).status).toBe(400);
  });
});
