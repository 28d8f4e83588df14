// The bookings: kept in PostgreSQL; how many nights of a month are taken is read through Redis.
import { metrics, pool, redis } from './instrument.ts';

export interface Booking {
  readonly room: number;
  /** The first night: `2026-03-01`. */
  readonly from: string;
  readonly nights: number;
}

const SECONDS_IN_CACHE = 30;
/** Of PostgreSQL: an exclusion constraint was violated. */
const TAKEN = '23P01';

/** Makes the table if it is missing. The constraint is what keeps two guests out of one room, whoever asks first. */
export async function prepareBookings(): Promise<void> {
  await pool.query(`CREATE TABLE IF NOT EXISTS bookings (
    room int4range NOT NULL,
    nights daterange NOT NULL,
    EXCLUDE USING gist (room WITH &&, nights WITH &&)
  )`);
}

/** Books, and counts what becomes of it: `false` if somebody else has the room in one of the nights. */
export async function book({ room, from, nights }: Booking): Promise<boolean> {
  try {
    await pool.query(`INSERT INTO bookings VALUES (int4range($1, $1, '[]'), daterange($2::date, $2::date + $3::int))`, [
      room,
      from,
      nights,
    ]);
  } catch (error) {
    const taken = error instanceof Error && 'code' in error && error.code === TAKEN;
    metrics.bookings.inc({ outcome: taken ? 'taken' : 'failed' });
    if (taken) return false;
    throw error;
  }
  metrics.bookings.inc({ outcome: 'booked' });
  metrics.nights.observe(nights);
  return true;
}

/** How many bookings a room has from today on. */
export async function upcoming(room: number): Promise<number> {
  const key = `upcoming:${room}`;
  // A cache that is gone must not take the service with it.
  const cached = await redis.get(key).catch(() => null);
  if (cached !== null) return Number(cached);
  const { rows } = await pool.query<{ count: string }>(
    'SELECT count(*) FROM bookings WHERE room @> $1::int AND upper(nights) > current_date',
    [room],
  );
  const count = Number(rows[0]?.count);
  await redis.set(key, count, 'EX', SECONDS_IN_CACHE).catch(() => null);
  return count;
}
