import { Hono } from 'hono';
import { bearerAuth } from 'hono/bearer-auth';
import client from 'prom-client';
import { type Address, type Running, serve } from '../serve.ts';
import { type Fault, parseFaults } from './faults.ts';
import { createRecorder } from './record.ts';
import { createSimulation } from './simulate.ts';
import type { SimulatorSpec } from './spec.ts';

/** A simulated service that runs. */
export type Simulator = Running;

const TICK_MILLISECONDS = 1000;

/**
 * Serves `/metrics` and `/health` of a simulated service, and moves its metrics once a second. With a token also `/faults`, where
 * whoever knows it says what goes wrong: `PUT` a list, `DELETE` to end it. Throws when the address cannot be taken.
 */
export async function startSimulator(spec: SimulatorSpec, address: Address, token?: string): Promise<Simulator> {
  const registry = new client.Registry();
  client.collectDefaultMetrics({ register: registry });
  const simulation = createSimulation(spec);
  const record = createRecorder(spec.metrics, registry);
  let tick = 0;
  // The time of tick 0 is worked out anew each time, because ticks are late when the machine is busy or sleeps.
  let faults: readonly Fault[] = [];
  const move = () => record(simulation(tick, Math.floor(Date.now() / 1000) - tick, faults));
  move();

  const app = new Hono();
  app.get('/health', (c) => c.json({ status: 'healthy', service: spec.service, uptime_seconds: tick }));
  app.get('/metrics', async (c) => c.body(await registry.metrics(), 200, { 'content-type': registry.contentType }));
  if (token !== undefined) {
    app.use('/faults', bearerAuth({ token }));
    app.get('/faults', (c) => c.json(faults));
    app.put('/faults', async (c) => {
      try {
        faults = parseFaults(await c.req.json(), spec);
      } catch (error) {
        return c.text(error instanceof Error ? error.message : String(error), 400);
      }
      return c.json(faults);
    });
    app.delete('/faults', (c) => {
      faults = [];
      return c.body(null, 204);
    });
  }

  const running = await serve(app, address);
  const timer = setInterval(() => {
    tick += 1;
    move();
  }, TICK_MILLISECONDS);
  return {
    url: running.url,
    close: () => {
      clearInterval(timer);
      return running.close();
    },
  };
}
