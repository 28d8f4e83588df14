// The nightly clean-up, started by a timer: it is gone before anybody could scrape it, so it pushes how it went.
import { runJob } from '@narthex/instrumentation/batch';
import { Client } from 'pg';
import { cleanUpMetrics } from './metrics.ts';

await runJob(
  'bookings-clean-up',
  async ({ metrics }) => {
    const database = new Client();
    await database.connect();
    try {
      const { rowCount } = await database.query('DELETE FROM bookings WHERE upper(nights) < current_date - 30');
      metrics.removed.set(rowCount ?? 0);
      console.log(`${rowCount ?? 0} bookings removed`);
    } finally {
      await database.end();
    }
  },
  { gateway: process.env.PUSHGATEWAY_URL ?? 'http://127.0.0.1:9091', metrics: cleanUpMetrics },
);
