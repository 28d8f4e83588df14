/** The check of PostgreSQL. */
import type { DependencyCheck } from '../check.ts';
import type { DependencySettings } from './settings.ts';

/** A connection of `pg`, as far as it is used here. */
export interface PostgresConnection {
  query(text: string): Promise<unknown>;
  /** With an error, or `true`, the connection is closed instead of going back to the pool. */
  release(destroy?: Error | boolean): void;
}

/** A pool of `pg`: `new Pool()`. */
export interface PostgresPool {
  connect(): Promise<PostgresConnection>;
}

/**
 * A check that the application's own pool gives a connection and the server answers on it: `postgresCheck(pool)`. A pool with no
 * connection left is found as well: the application waits then, too. A query without an answer in time costs its connection, which
 * would be of no use to anybody.
 */
export function postgresCheck(
  pool: PostgresPool,
  { name = 'database', ...settings }: DependencySettings & { readonly name?: string } = {},
): DependencyCheck {
  return {
    ...settings,
    name,
    async check({ signal }) {
      const connection = await pool.connect();
      if (signal.aborted) {
        connection.release();
        throw signal.reason;
      }
      let released = false;
      const release = (destroy?: boolean) => {
        if (!released) connection.release(destroy);
        released = true;
      };
      const give = () => release(true);
      signal.addEventListener('abort', give, { once: true });
      try {
        await connection.query('SELECT 1');
        release();
      } catch (error) {
        release(true);
        throw error;
      } finally {
        signal.removeEventListener('abort', give);
      }
    },
  };
}
