import type { RunByStack, SecretRef, ServiceContext, Workload } from '../stacks/model/index.ts';
import { NarthexError } from '../stacks/model/index.ts';
import { ownHealth, ownProgram } from './own-program.ts';

/** How a simulation behaves. */
export interface Simulation {
  /** The same seed gives the same values. Default 1. */
  readonly seed?: number;
  /** Values of labels that are not enumerated, by label: `{ route: ['/orders', '/orders/:id'] }`. Default: made-up names. */
  readonly values?: Readonly<Record<string, readonly string[]>>;
  /** Lets whoever has this token say what goes wrong: `PUT /faults`, a list of `{ metric, labels, value }`. */
  readonly faults?: SecretRef;
}

/** Runs a service as a simulation that serves its catalog with moving values. */
export function simulated(simulation: Simulation = {}): RunByStack {
  return { kind: 'workload', workload: (context) => simulatorWorkload(context, simulation) };
}

function simulatorWorkload(
  { stack, name, service }: ServiceContext,
  { seed = 1, values, faults }: Simulation,
): Workload {
  const { metrics, port, connects = [] } = service;
  if (metrics === undefined) {
    throw new NarthexError('A simulation needs metrics to show.', [
      {
        code: 'NX119',
        path: ['services', name, 'metrics'],
        message: `service '${name}' is simulated, but has no metrics`,
        fix: "give it 'metrics: { catalog, interval }'",
      },
    ]);
  }
  const spec = { service: name, seed, metrics: Object.values(metrics.catalog), ...(values && { values }) };
  return {
    ...ownProgram,
    name,
    summary: `A simulation of ${name}.`,
    image: stack.versions.node,
    args: (at) => [
      at.file('simulator.mjs'),
      '--spec',
      at.file('simulator.json'),
      '--listen',
      at.listen('http'),
      ...(faults === undefined ? [] : ['--token-file', at.secret(faults.name)]),
    ],
    configFolder: '/etc/narthex/simulator',
    files: [
      { path: 'simulator.mjs', asset: 'simulator.mjs' },
      { path: 'simulator.json', content: () => `${JSON.stringify(spec, null, 2)}\n` },
    ],
    ports: [{ name: 'http', number: port }],
    health: ownHealth(port),
    connects: connects.map((to) => ({ to, purpose: 'data' })),
    watched: true,
    secrets: faults === undefined ? [] : [faults],
  };
}
