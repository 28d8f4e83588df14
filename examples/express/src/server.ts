// The service: HOST and PORT say where it listens.
import { monitoring } from '@narthex/instrumentation/express';
import express from 'express';
import { health } from './health.ts';
import { pool, redis, registry } from './instrument.ts';
import { findOrder, prepareOrders, takeOrder } from './orders.ts';

const host = process.env.HOST ?? '127.0.0.1';
const port = Number(process.env.PORT ?? 8000);

const app = express();
app.disable('x-powered-by');
app.set('env', 'production'); // What went wrong inside stands in the log, and not in the answer.
const { health: document, liveness, readiness } = health.handlers;
// Before everything else, so that it sees every request from its first moment. It serves /metrics, /health, /livez and /readyz.
app.use(monitoring({ registry, mount: { metrics: true, health: document, liveness, readiness } }));
app.use(express.json({ limit: '10kb' }));

app.post('/orders', async (request, response) => {
  const order = await takeOrder(request.body);
  if (order === undefined) response.status(400).json({ error: 'an order has an article and 1 to 100 items' });
  else response.status(201).json(order);
});

app.get('/orders/:id', async (request, response) => {
  const order = await findOrder(request.params.id);
  if (order === undefined) response.status(404).json({ error: 'there is no such order' });
  else response.json(order);
});

await prepareOrders();
health.start();
const server = app.listen(port, host, () => console.log(`http://${host}:${port}`));

// Told to stop: no new requests, those that are there are ended, and what they need goes last.
let stopping = false;
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.on(signal, () => {
    if (stopping) return;
    stopping = true;
    health.drain();
    server.close(async () => {
      health.close();
      await pool.end();
      redis.disconnect();
    });
    server.closeIdleConnections();
  });
}
