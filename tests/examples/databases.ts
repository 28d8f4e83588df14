import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Pool } from 'pg';
import { ensurePrograms } from '../../local/programs/ensure.ts';
import { type Bench, freePort, unprivileged, until } from '../catalogs/running.ts';
import { couldNotRun } from '../support/could-not-run.ts';

/** The variables by which a service finds its databases. */
export type DatabaseVariables = Readonly<Record<string, string>>;

/** Starts the real PostgreSQL, with an empty database, and the real Redis; `undefined` where they cannot be had, noted for the summary. */
export async function realDatabases(
  what: string,
  database: string,
  bench: Bench,
): Promise<DatabaseVariables | undefined> {
  const names = ['postgres', 'initdb', 'redis-server'] as const;
  const found = await ensurePrograms(names).catch((error: unknown) => {
    couldNotRun(what, error instanceof Error ? error.message : String(error));
    return undefined;
  });
  if (found === undefined) return undefined;
  const path = (name: (typeof names)[number]) => found.get(name)?.path ?? name;

  const data = await bench.folder('postgres', unprivileged);
  const as = { folder: data, ...(unprivileged !== undefined && { user: unprivileged }) };
  const created = bench.start(path('initdb'), ['-D', data, '-U', 'app', '-A', 'trust', '--no-sync'], as);
  await until(created, async () => existsSync(join(data, 'global', 'pg_control')) && created.exitCode === 0);
  const port = await freePort();
  const settings = ['-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories=', '-c', 'fsync=off'];
  const server = bench.start(path('postgres'), ['-D', data, '-p', `${port}`, ...settings], as);
  const pool = new Pool({ host: '127.0.0.1', port, user: 'app', database: 'postgres', max: 1 });
  pool.on('error', () => undefined);
  await until(server, async () => (await pool.query('SELECT 1')).rowCount === 1);
  await pool.query(`CREATE DATABASE ${database}`);
  await pool.end();

  const redisPort = await freePort();
  const folder = await bench.folder('redis');
  const local = ['--port', `${redisPort}`, '--bind', '127.0.0.1', '--dir', folder, '--save', ''];
  bench.start(path('redis-server'), local);
  return {
    PGHOST: '127.0.0.1',
    PGPORT: `${port}`,
    PGUSER: 'app',
    PGDATABASE: database,
    REDIS_URL: `redis://127.0.0.1:${redisPort}`,
  };
}
