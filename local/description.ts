import { type Place, type Plan, seconds, type Workload } from '../stacks/model/index.ts';
import type { LocalPlace } from './place.ts';

/** A program to run once, before a process first starts. */
export interface PreparationStep {
  readonly program: string;
  readonly args: readonly string[];
  /** Text for its standard input. */
  readonly stdin?: string;
}

/** What a person opens. */
export interface Opened {
  readonly title: string;
  readonly url: string;
  /** Said beside the address, where the title alone promises too much. */
  readonly note?: string;
}

/** One part of a stack as a process. Paths in texts begin with the run folder's token. */
export interface ProcessDescription {
  readonly name: string;
  readonly summary: string;
  /** The program's own name; `node` is the Node.js that runs Narthex. */
  readonly program: string;
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /**
   * As whom it runs where root starts it. Not by the number that it has in its image: on this machine that number may be
   * somebody's, or nobody's, and PostgreSQL wants an account.
   */
  readonly user: 'nobody' | 'root';
  /** What it listens on: `host:port`. */
  readonly ports: readonly { readonly name: string; readonly address: string }[];
  /** Healthy when a GET of `path` is answered with 2xx; without a path, when the address accepts a connection. Seconds. */
  readonly health: { readonly address: string; readonly path?: string; readonly startWithin: number };
  readonly secrets: readonly { readonly name: string; readonly about: string; readonly generated: boolean }[];
  /** Names of the folders that survive a restart. */
  readonly volumes: readonly string[];
  readonly prepare?: { readonly volume: string; readonly steps: readonly PreparationStep[] };
  /** Seconds that an orderly end may take. */
  readonly stopWithin: number;
  /** The parts that must be healthy before it starts. */
  readonly after: readonly string[];
  /** What a person opens. */
  readonly opens?: Opened;
  /** The part in whose place it runs: only while that is left out. */
  readonly insteadOf?: string;
}

/** The content of `processes.json`: a stack as processes of one machine. */
export interface LocalDescription {
  readonly stack: string;
  readonly environment: string;
  readonly processes: readonly ProcessDescription[];
}

/** A workload as a process. Its files are rendered before, so that `listening` is complete. */
export function describeProcess(
  workload: Workload,
  { at, listening }: LocalPlace,
  after: readonly string[],
): ProcessDescription {
  const { health, prepare, published, hardening } = workload;
  const args = (workload.processArgs ?? workload.args)(at);
  const environment = variables(workload, at);
  const used = workload.ports.filter(({ name }) => listening.has(name) || name === health.port);
  return {
    name: workload.name,
    summary: workload.summary,
    program: workload.program,
    args,
    environment,
    user: hardening.user.uid === 0 ? 'root' : 'nobody',
    ports: used.map(({ name }) => ({ name, address: at.advertise(name) })),
    health: {
      address: at.advertise(health.port),
      ...(health.readyPath !== undefined && { path: health.readyPath }),
      startWithin: seconds(health.startWithin),
    },
    secrets: workload.secrets.map(({ name, about, generated }) => ({ name, about, generated })),
    volumes: workload.volumes.map(({ name }) => name),
    ...(prepare && { prepare: { volume: prepare.volume, steps: steps(prepare, at) } }),
    stopWithin: seconds(workload.stopWithin),
    after,
    ...(published && { opens: opened(published, at) }),
  };
}

function opened({ title, port, note }: NonNullable<Workload['published']>, at: Place): Opened {
  return { title, url: `http://${at.advertise(port)}`, ...(note !== undefined && { note }) };
}

function steps({ commands }: NonNullable<Workload['prepare']>, at: Place): PreparationStep[] {
  return commands.map(({ program, args, stdin }) => ({
    program,
    args: args(at),
    ...(stdin && { stdin: stdin(at) }),
  }));
}

/** One replica of each runs here, so its name is the part's and its address is loopback. */
function variables(workload: Workload, at: Place): Record<string, string> {
  return Object.fromEntries(
    Object.entries(workload.environment(at)).map(([name, value]) => [
      name,
      typeof value === 'string' ? value : value.replica === 'name' ? workload.name : '127.0.0.1',
    ]),
  );
}

/** Every secret that the processes need, each once. */
export function secretsOf(description: Pick<LocalDescription, 'processes'>): ProcessDescription['secrets'] {
  const all = description.processes.flatMap(({ secrets }) => secrets);
  return [...new Map(all.map((secret) => [secret.name, secret])).values()];
}

/** The name under which a plan runs: `sergas-development`. */
export function runName({ stack }: Pick<Plan, 'stack'>): string {
  return `${stack.name}-${stack.environment}`;
}
