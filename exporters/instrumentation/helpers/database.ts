/** Pools of PostgreSQL connections: how long queries take, and how many connections are in use. By the shape of `Pool` of pg. */
import type { ClientRegistry } from '../client.ts';
import { collectOnScrape } from '../collector.ts';
import { instrument } from '../instrument.ts';
import { databaseMetrics, type OPERATIONS } from './metrics.ts';
import { settled } from './settled.ts';

/** As much of `Pool` of pg as is used. */
export interface PoolLike {
  readonly totalCount: number;
  readonly idleCount: number;
  readonly waitingCount: number;
  readonly options?: { readonly max?: number | undefined };
  on(event: 'connect', listener: (client: QueryableLike) => void): unknown;
  removeListener(event: 'connect', listener: (client: QueryableLike) => void): unknown;
}

/** As much of a connection as is used: takes text or an object with it, and a callback or none. */
export interface QueryableLike {
  query(...args: never[]): unknown;
}

/** Which pool, and where its metrics go. */
export interface PoolOptions {
  readonly registry: ClientRegistry;
  /** The value of the label `pool`. */
  readonly name: string;
}

type Operation = (typeof OPERATIONS)[number];

const FIRST_WORDS: Readonly<Record<string, Operation>> = {
  select: 'select',
  with: 'select',
  insert: 'insert',
  update: 'update',
  delete: 'delete',
  begin: 'transaction',
  start: 'transaction',
  commit: 'transaction',
  rollback: 'transaction',
  savepoint: 'transaction',
  release: 'transaction',
  create: 'schema',
  alter: 'schema',
  drop: 'schema',
  truncate: 'schema',
};

/**
 * Measures every query over connections that the pool opens from now on, and the pool at each scrape. Returns a function that ends
 * it: `const stop = instrumentPool(pool, { registry, name: 'orders' })`. Call it before the first query.
 */
export function instrumentPool(pool: PoolLike, { registry, name }: PoolOptions): () => void {
  const { queryDuration } = instrument({ queryDuration: databaseMetrics.queryDuration }, { registry });
  let ended = false;
  const measure = (client: QueryableLike) => {
    const query = client.query as (...args: unknown[]) => unknown;
    const measured = function (this: unknown, ...args: unknown[]): unknown {
      if (ended) return query.apply(this, args);
      const start = performance.now();
      const operation = operationOf(args[0]);
      return settled(query, this, args, (outcome) =>
        queryDuration.observe({ pool: name, operation, outcome }, (performance.now() - start) / 1000),
      );
    };
    client.query = measured as QueryableLike['query'];
  };
  pool.on('connect', measure);
  const { connections, waiting, limit } = databaseMetrics;
  const stop = collectOnScrape(
    { registry, name: `pool:${name}`, metrics: { connections, waiting, limit } },
    (handles) => {
      handles.connections.set({ pool: name, state: 'in_use' }, pool.totalCount - pool.idleCount);
      handles.connections.set({ pool: name, state: 'idle' }, pool.idleCount);
      handles.waiting.set({ pool: name }, pool.waitingCount);
      if (pool.options?.max !== undefined) handles.limit.set({ pool: name }, pool.options.max);
    },
  );
  return () => {
    ended = true;
    pool.removeListener('connect', measure);
    stop();
  };
}

/** The kind of a statement by its first word; its text never becomes a label. */
export function operationOf(statement: unknown): Operation {
  const text = typeof statement === 'object' && statement !== null && 'text' in statement ? statement.text : statement;
  if (typeof text !== 'string') return 'other';
  const [, word = ''] = /^(?:\s|--[^\n]*\n|\/\*[^*]*\*\/)*([a-z]+)/i.exec(text.slice(0, 400)) ?? [];
  return FIRST_WORDS[word.toLowerCase()] ?? 'other';
}
