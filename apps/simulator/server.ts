import { setTimeout as sleep } from 'node:timers/promises';
import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { instrumentationMetrics } from '@narthex/instrumentation';
import { Hono } from 'hono';
import client from 'prom-client';
import { type Address, type Running, serve } from '../serve.ts';
import { simulatedAudit } from './documents/audit.ts';
import { simulatedHealth } from './documents/health.ts';
import { type Behind, faultDoor } from './door.ts';
import { createFaults } from './faults/ongoing.ts';
import type { Fault } from './faults.ts';
import { createRecorder } from './record.ts';
import { requestAt } from './requests.ts';
import { createSimulation } from './simulate.ts';
import type { SimulatorSpec } from './spec.ts';
import { createState } from './state.ts';
import { createTraffic } from './traffic.ts';

/** A simulated service that runs. */
export type Simulator = Running;

/** What a simulated service may be given besides its spec. */
export interface SimulatorOptions {
  /** Whoever knows it says what goes wrong; without it there is no such door. */
  readonly token?: string;
  /** What a crash does; without it the process ends with status 1. */
  readonly crash?: () => void;
}

const TICK_MILLISECONDS = 1000;
/** So many requests are served at a time; more are refused, so that a flood of slow ones does not fill the memory. */
const MOST_IN_PROGRESS = 200;

/**
 * Serves `/metrics` and `/health` of a simulated service, `/audit` where its contract has events, and the endpoints of its catalog; moves its
 * metrics once a second. With a token also `/faults`, where whoever knows it says what goes wrong. Throws when the address cannot be taken.
 */
export async function startSimulator(
  spec: SimulatorSpec,
  address: Address,
  { token, crash = () => process.exit(1) }: SimulatorOptions = {},
): Promise<Simulator> {
  const registry = new client.Registry();
  const { ownMetrics = true } = spec;
  if (ownMetrics) client.collectDefaultMetrics({ register: registry });
  const simulation = createSimulation(spec);
  const record = createRecorder(spec.metrics, registry);
  if (!ownMetrics) for (const { name } of Object.values(instrumentationMetrics)) registry.removeSingleMetric(name);
  const faults = createFaults(spec);
  const state = createState();
  const traffic = createTraffic(spec);
  const { contract, service } = spec;
  const health = contract && simulatedHealth(service, contract, state);
  const events = contract?.metrics.events;
  const trail = events === undefined ? undefined : await simulatedAudit(service, spec.seed);
  let tick = 0;
  let overrides: readonly Fault[] = [];
  // The time of tick 0 is worked out anew each time, because ticks are late when the machine is busy or sleeps.
  const epoch = () => Math.floor(Date.now() / 1000) - tick;
  const move = () => {
    const steps = simulation(tick, epoch(), { faults: overrides, suffered: faults.suffered() });
    state.take(steps);
    record(steps);
    if (events !== undefined) trail?.follow(state.stepsOf(events), tick);
  };
  move();

  const app = new Hono<{ Bindings: HttpBindings }>();
  if (token !== undefined) {
    const behind: Behind = {
      spec,
      faults,
      tick: () => tick,
      overrides: {
        get: () => overrides,
        set: (given: readonly Fault[]) => {
          overrides = given;
        },
      },
      note: (type, fault, details = {}) => trail?.audit.record({ type, user: 'operator', resource: fault, details }),
      crash,
    };
    app.route('/faults', faultDoor(token, behind));
  }
  app.use(async (c, next) => {
    if (!faults.answers('nothing')) return next();
    // As if the way to the service were cut: whoever asks gets no answer, and sees the connection end.
    c.env.incoming.socket.destroy();
    return RESPONSE_ALREADY_SENT;
  });
  app.use(async (c, next) => {
    const endpoint = traffic.endpointOf(c.req.path);
    const began = performance.now();
    await next();
    if (endpoint === undefined) return;
    const seconds = (performance.now() - began) / 1000;
    record(traffic.served({ method: c.req.method, endpoint, status: c.res.status, seconds }));
  });
  app.get('/health', async (c) => {
    const ill = faults.answers('ill');
    if (health === undefined)
      return c.json({ status: ill ? 'unhealthy' : 'healthy', service, uptime_seconds: tick }, ill ? 503 : 200);
    const { status, body } = await health.answer();
    const answer = ill ? { ...body, status: 'unhealthy' } : body;
    return c.json(answer, ill || status !== 200 ? 503 : 200);
  });
  app.get('/metrics', async (c) => c.body(await registry.metrics(), 200, { 'content-type': registry.contentType }));
  if (trail !== undefined)
    app.get('/audit', async (c) => {
      const { status, body } = await trail.audit.handler(new URL(c.req.url).searchParams);
      return Response.json(body, { status });
    });
  let inProgress = 0;
  app.all('*', async (c) => {
    const endpoint = traffic.endpointOf(c.req.path);
    if (endpoint === undefined) return c.json({ error: `${service} has no ${c.req.path}` }, 404);
    if (inProgress >= MOST_IN_PROGRESS) return c.json({ error: 'too many requests at a time' }, 503);
    inProgress += 1;
    const { seconds, fails } = requestAt(spec, { tick, epoch: epoch(), suffered: faults.suffered() });
    await sleep(1000 * seconds).finally(() => {
      inProgress -= 1;
    });
    return fails ? c.json({ error: 'it failed' }, 500) : c.json({ service, endpoint });
  });

  const running = await serve(app, address);
  const timer = setInterval(() => {
    tick += 1;
    move();
  }, TICK_MILLISECONDS);
  return {
    url: running.url,
    close: async () => {
      clearInterval(timer);
      health?.close();
      await running.close();
      await trail?.audit.close();
    },
  };
}
