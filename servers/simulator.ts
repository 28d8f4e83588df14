import {
  type CounterDefinition,
  type GaugeDefinition,
  instrumentationMetrics,
  nodejsMetrics,
} from '@narthex/instrumentation';
import type { RunByStack, SecretRef, ServiceContext, ServiceMetrics, Workload } from '../stacks/model/index.ts';
import { generatedSecret, NarthexError } from '../stacks/model/index.ts';
import { ownHealth, ownProgram } from './own-program.ts';

/** What a simulated service answers at `/health` and `/audit`; its figures are those of its metrics. */
export interface SimulatedContract {
  readonly version: string;
  /** What it needs, and of the calls to each the share that succeeds: `{ slack_api: 0.75, database: 1 }`. */
  readonly dependencies: Readonly<Record<string, number>>;
  /** Those of them without which nothing works. */
  readonly critical?: readonly string[];
  /** The metrics of its catalog that hold what the documents show; what is left out is not shown. */
  readonly metrics?: {
    /** 1 for each dependency whose last call has succeeded, by a label with its name. */
    readonly dependencies?: GaugeDefinition;
    readonly queueDepth?: GaugeDefinition;
    readonly activeConnections?: GaugeDefinition;
    readonly memory?: GaugeDefinition;
    readonly cpu?: GaugeDefinition;
    readonly disk?: GaugeDefinition;
    /** Counts events by `event_type` and `outcome`. With it there is `/audit`, which holds each of them. */
    readonly events?: CounterDefinition;
  };
}

/** How a simulation behaves. */
export interface Simulation {
  /** The same seed gives the same values. Default 1. */
  readonly seed?: number;
  /** Values of labels that are not enumerated, by label: `{ route: ['/orders', '/orders/:id'] }`. Default: made-up names. */
  readonly values?: Readonly<Record<string, readonly string[]>>;
  /** What it answers besides its metrics. Without it `/health` says that it is well, and there is no `/audit`. */
  readonly contract?: SimulatedContract;
  /** Lets whoever has this token say what goes wrong (`narthex fault`). Default: a token of the stack in development, nobody elsewhere. */
  readonly faults?: SecretRef;
}

/** The token for faults in development: one for all simulated services of a stack. */
const developmentToken = generatedSecret(
  'simulator-token',
  'the token that lets `narthex fault` break simulated services',
);

const specFile = 'simulator.json';

/** Runs a service as a simulation that serves its catalog with moving values. */
export function simulated(simulation: Simulation = {}): RunByStack {
  return { kind: 'workload', workload: (context) => simulatorWorkload(context, simulation) };
}

/** Whether a part is a simulated service. */
export function isSimulated({ files }: Pick<Workload, 'files'>): boolean {
  return files.some(({ path }) => path === specFile);
}

/** The token with which faults are injected into a part; `undefined` where that is no simulated service, or nobody may. */
export function faultToken(workload: Pick<Workload, 'files' | 'secrets'>): SecretRef | undefined {
  // It is the only secret that a simulated service has.
  return isSimulated(workload) ? workload.secrets[0] : undefined;
}

function simulatorWorkload({ stack, name, service }: ServiceContext, simulation: Simulation): Workload {
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
  const { seed = 1, values, contract } = simulation;
  const faults = simulation.faults ?? (stack.environment === 'development' ? developmentToken : undefined);
  const probed = Object.values(stack.probes).some(({ targets }) =>
    targets.some((target) => 'service' in target && target.service === name),
  );
  const spec = {
    service: name,
    seed,
    metrics: Object.values(metrics.catalog),
    ...(values && { values }),
    ...(probed && { probed }),
    ...(!declaresOwn(metrics) && { ownMetrics: false }),
    ...(contract && { contract: written(contract) }),
  };
  const args: Workload['args'] = (at) => [
    at.file('simulator.mjs'),
    '--spec',
    at.file(specFile),
    '--listen',
    at.listen('http'),
  ];
  return {
    ...ownProgram,
    name,
    summary: `A simulation of ${name}.`,
    image: stack.versions.node,
    ownImage: { image: { name: `${stack.name}/${name}`, tag: contract?.version ?? 'latest' }, args },
    args: (at) => [...args(at), ...(faults === undefined ? [] : ['--token-file', at.secret(faults.name)])],
    configFolder: '/etc/narthex/simulator',
    files: [
      { path: 'simulator.mjs', asset: 'simulator.mjs' },
      { path: specFile, content: () => `${JSON.stringify(spec, null, 2)}\n` },
    ],
    ports: [{ name: 'http', number: port }],
    health: ownHealth(port),
    connects: connects.map((to) => ({ to, purpose: 'data' })),
    watched: true,
    secrets: faults === undefined ? [] : [faults],
  };
}

const ownNames = new Set(
  [...Object.values(nodejsMetrics), ...Object.values(instrumentationMetrics)].map(({ name }) => name),
);

/**
 * Whether the service declares anything of what the simulator's process tells of itself. Where it does not, the simulator serves none of
 * it: a simulation shows what the catalogs say, and nothing that is in none of them.
 */
function declaresOwn({ catalog, runtime = {} }: ServiceMetrics): boolean {
  return [...Object.values(runtime), ...Object.values(catalog)].some(({ name }) => ownNames.has(name));
}

/** The contract as the simulator reads it: metrics by name. */
function written({ version, dependencies, critical = [], metrics = {} }: SimulatedContract) {
  const names = Object.entries(metrics).map(([figure, { name }]) => [figure, name] as const);
  return { version, dependencies, critical, metrics: Object.fromEntries(names) };
}
