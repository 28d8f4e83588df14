// The service: HOST and PORT say where it listens.
import { monitoring } from '@narthex/instrumentation/fastify';
import fastify, { type FastifyError } from 'fastify';
import { type Booking, book, prepareBookings, upcoming } from './bookings.ts';
import { health } from './health.ts';
import { pool, redis, registry } from './instrument.ts';

const host = process.env.HOST ?? '127.0.0.1';
const port = Number(process.env.PORT ?? 8000);

const room = { type: 'integer', minimum: 1, maximum: 999 };
// The year 0000 is a date for JSON schema, and none for PostgreSQL: what a client gets wrong must not count as a booking that was lost.
const from = { type: 'string', format: 'date', pattern: '^20' };
const nights = { type: 'integer', minimum: 1, maximum: 30 };

const app = fastify({ bodyLimit: 10_240, logger: { level: 'warn' } });
const { health: document, liveness, readiness } = health.handlers;
// Before all other plugins, so that it sees every request from its first moment. It serves /metrics, /health, /livez and /readyz.
await app.register(monitoring({ registry, mount: { metrics: true, health: document, liveness, readiness } }));

// What went wrong inside stands in the log, and not in the answer.
app.setErrorHandler<FastifyError>((error, request, reply) => {
  if (error.statusCode !== undefined && error.statusCode < 500) return reply.send(error);
  request.log.error(error);
  return reply.code(500).send({ error: 'something went wrong' });
});

app.post<{ Body: Booking }>(
  '/bookings',
  { schema: { body: { type: 'object', required: ['room', 'from', 'nights'], properties: { room, from, nights } } } },
  async (request, reply) => {
    if (await book(request.body)) return reply.code(201).send(request.body);
    return reply.code(409).send({ error: 'the room is taken in one of the nights' });
  },
);

app.get<{ Params: { room: number } }>(
  '/rooms/:room/bookings',
  { schema: { params: { type: 'object', properties: { room } } } },
  async ({ params }) => ({ room: params.room, upcoming: await upcoming(params.room) }),
);

await prepareBookings();
health.start();
console.log(await app.listen({ port, host }));

// Told to stop: no new requests, those that are there are ended, and what they need goes last.
let stopping = false;
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.on(signal, async () => {
    if (stopping) return;
    stopping = true;
    health.drain();
    await app.close();
    health.close();
    await pool.end();
    redis.disconnect();
  });
}
