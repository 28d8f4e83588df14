// The orders: kept in PostgreSQL, read through Redis.
import { metrics, pool, redis } from './instrument.ts';

export interface Order {
  readonly id: string;
  readonly article: string;
  readonly items: number;
}

const SECONDS_IN_CACHE = 60;

/** Makes the table if it is missing. */
export async function prepareOrders(): Promise<void> {
  await pool.query(`CREATE TABLE IF NOT EXISTS orders (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    article text NOT NULL,
    items integer NOT NULL,
    ordered_at timestamptz NOT NULL DEFAULT now()
  )`);
}

/** Takes an order, and counts what becomes of it; `undefined` for what is none. */
export async function takeOrder(asked: unknown): Promise<Order | undefined> {
  if (!isOrder(asked)) {
    metrics.orders.inc({ outcome: 'rejected' });
    return undefined;
  }
  const { article, items } = asked;
  try {
    const { rows } = await pool.query<{ id: string }>(
      'INSERT INTO orders (article, items) VALUES ($1, $2) RETURNING id',
      [article, items],
    );
    metrics.orders.inc({ outcome: 'accepted' });
    metrics.items.observe(items);
    return { id: rows[0]?.id ?? '', article, items };
  } catch (error) {
    metrics.orders.inc({ outcome: 'failed' });
    throw error;
  }
}

/** The order of this number; `undefined` where there is none. */
export async function findOrder(id: string): Promise<Order | undefined> {
  if (!/^\d{1,18}$/.test(id)) return undefined;
  const key = `order:${id}`;
  // A cache that is gone must not take the service with it.
  const cached = await redis.get(key).catch(() => null);
  if (cached !== null) return JSON.parse(cached);
  const { rows } = await pool.query<Order>('SELECT id, article, items FROM orders WHERE id = $1', [id]);
  const [order] = rows;
  if (order !== undefined) await redis.set(key, JSON.stringify(order), 'EX', SECONDS_IN_CACHE).catch(() => null);
  return order;
}

function isOrder(value: unknown): value is Omit<Order, 'id'> {
  if (typeof value !== 'object' || value === null || !('article' in value) || !('items' in value)) return false;
  const { article, items } = value;
  // PostgreSQL takes no NUL: what a client gets wrong must not count as an order that was lost.
  if (typeof article !== 'string' || !/^\P{Cc}{1,200}$/u.test(article)) return false;
  return typeof items === 'number' && Number.isInteger(items) && items >= 1 && items <= 100;
}
