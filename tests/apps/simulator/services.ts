import { onTestFinished } from 'vitest';
import { type SimulatorOptions, startSimulator } from '../../../apps/simulator/server.ts';
import { parseSpec, type SimulatorSpec } from '../../../apps/simulator/spec.ts';
import { localTarget } from '../../../local/index.ts';
import type { Definition } from '../../../stacks/model/index.ts';
import { planOf } from '../../support/stacks.ts';

/** Where a test listens. */
export const anywhere = { host: '127.0.0.1', port: 0 };

/** What the simulator is told of a service of a stack in development, as the stack writes it. */
export function specOf(definition: Definition, service: string): SimulatorSpec {
  const written = localTarget().render(planOf(definition)).get(`local/${service}/simulator.json`);
  return parseSpec(JSON.parse(written ?? 'null'));
}

/** Starts a simulated service that ends with the test. */
export async function started(spec: SimulatorSpec, options: SimulatorOptions = {}): Promise<string> {
  const running = await startSimulator(spec, anywhere, options);
  onTestFinished(running.close);
  return running.url;
}

/** What is simulated, tick after tick, without a fault and without a server. */
export const evening = 1_700_000_000;
