// The daily report, started by a timer: it is gone before anybody could scrape it, so it pushes how it went.
import { runJob } from '@narthex/instrumentation/batch';
import { Client } from 'pg';
import { reportMetrics } from './metrics.ts';

await runJob(
  'orders-report',
  async ({ metrics }) => {
    const database = new Client();
    await database.connect();
    try {
      const { rows } = await database.query<{ count: string }>(
        `SELECT count(*) FROM orders WHERE ordered_at > now() - interval '24 hours'`,
      );
      const count = Number(rows[0]?.count);
      metrics.orders.set(count);
      console.log(`${count} orders in the last 24 hours`);
    } finally {
      await database.end();
    }
  },
  { gateway: process.env.PUSHGATEWAY_URL ?? 'http://127.0.0.1:9091', metrics: reportMetrics },
);
