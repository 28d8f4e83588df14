import {
  composeSize,
  findPort,
  type HostPath,
  imageReference,
  type Place,
  type Plan,
  type Workload,
} from '../stacks/model/index.ts';
import { checksum } from './checksum.ts';
import { waitsFor } from './networks.ts';
import { publishedVariable } from './variables.ts';

/** A workload at its place, with the text of its files by path: rendered once, for the files and for their checksum. */
export interface Rendered {
  readonly workload: Workload;
  readonly at: Place;
  readonly files: ReadonlyMap<string, string>;
}

/** One entry of `services`. Keys stand in the order in which people look for them. */
export function composeService(
  { workload, at, files }: Rendered,
  plan: Plan,
  networks: readonly string[],
): Record<string, unknown> {
  const { hardening, health, resources } = workload;
  const args = workload.args(at);
  const waits = waitsFor(workload, plan);
  return literal({
    image: imageReference(workload.image),
    ...(!workload.entrypoint && { entrypoint: [workload.program] }),
    ...(args.length > 0 && { command: args }),
    ...someKeys('environment', environment(workload, at)),
    user: `${hardening.user.uid}:${hardening.user.gid}`,
    ...(hardening.hostNetwork
      ? { network_mode: 'host' }
      : networks.length > 0
        ? { networks }
        : { network_mode: 'none' }),
    ...ports(workload),
    ...someItems('volumes', mounts(workload)),
    ...someItems(
      'tmpfs',
      (hardening.tmpfs ?? []).map(
        ({ path, size }) => `${path}:size=${composeSize(size)},mode=1777,noexec,nosuid,nodev`,
      ),
    ),
    ...someItems(
      'secrets',
      workload.secrets.map(({ name }) => name),
    ),
    ...healthcheck(workload),
    ...(waits.length > 0 && {
      depends_on: Object.fromEntries(waits.map((name) => [name, { condition: 'service_healthy' }])),
    }),
    restart: 'unless-stopped',
    stop_grace_period: workload.stopWithin,
    read_only: hardening.writableRoot !== true,
    cap_drop: ['ALL'],
    ...someItems('cap_add', hardening.capabilities ?? []),
    security_opt: ['no-new-privileges:true'],
    ...(hardening.hostPid && { pid: 'host' }),
    ...someItems(
      'devices',
      (hardening.devices ?? []).map((device) => `${device}:${device}:r`),
    ),
    ...someKeys('sysctls', hardening.sysctls ?? {}),
    cpus: resources.cpu.limit,
    mem_limit: composeSize(resources.memory.limit),
    // The same as the memory: a container that swaps is slow in a way that nobody can explain.
    memswap_limit: composeSize(resources.memory.limit),
    pids_limit: resources.pids,
    logging: { driver: 'json-file', options: { 'max-size': '10m', 'max-file': '3' } },
    // Compose replaces a container whose definition changed, but does not look into mounted files; this makes it.
    labels: { 'narthex.config-checksum': checksum(workload, plan, files) },
    ...(health.command === 'none' && { 'x-narthex-health': 'the image has nothing that could check it' }),
  });
}

function environment(workload: Workload, at: Place): Record<string, string> {
  return Object.fromEntries(
    Object.entries(workload.environment(at)).map(([name, value]) => [
      name,
      typeof value === 'string' ? value : workload.name,
    ]),
  );
}

function ports(workload: Workload): Record<string, unknown> {
  const { published } = workload;
  if (published === undefined) return {};
  const { number } = findPort(workload, published.port);
  return { ports: [variable(`127.0.0.1:\${${publishedVariable(published.title)}:-${number}}:${number}`)] };
}

function mounts(workload: Workload): readonly unknown[] {
  return [
    ...(workload.files.length > 0 ? [`./${workload.name}:${workload.configFolder}:ro`] : []),
    ...workload.shared.map(({ folder, mountPath }) => `../${folder}:${mountPath}:ro`),
    ...workload.volumes.map(({ name, mountPath }) => `${workload.name}-${name}:${mountPath}`),
    ...(workload.hardening.hostPaths ?? []).map(hostMount),
  ];
}

function hostMount({ path, mountPath, propagate }: HostPath) {
  return {
    type: 'bind',
    source: path,
    target: mountPath,
    read_only: true,
    ...(propagate && { bind: { propagation: 'rslave' } }),
  };
}

/** The command by which a container checks itself; `undefined` where its image has nothing that could. */
export function healthCommand(workload: Workload): readonly string[] | undefined {
  const { command, port, readyPath } = workload.health;
  if (command === 'none') return undefined;
  const url = `http://127.0.0.1:${findPort(workload, port).number}${readyPath ?? '/'}`;
  if (command === 'wget') return ['wget', '-q', '--spider', '-T', '3', url];
  if (command === 'curl') return ['curl', '-fsS', '-m', '3', '-o', '/dev/null', url];
  return command;
}

function healthcheck(workload: Workload): Record<string, unknown> {
  const test = healthCommand(workload);
  if (test === undefined) return {};
  const { startWithin } = workload.health;
  return {
    healthcheck: { test: ['CMD', ...test], interval: '5s', timeout: '5s', retries: 3, start_period: startWithin },
  };
}

function someItems(key: string, items: readonly unknown[]): Record<string, unknown> {
  return items.length > 0 ? { [key]: items } : {};
}

function someKeys(key: string, record: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.keys(record).length > 0 ? { [key]: record } : {};
}

/** A text in which Compose shall expand variables. All others are taken literally. */
class Variable {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

function variable(text: string): Variable {
  return new Variable(text);
}

/** Compose expands `$` in every string; what comes from a workload is meant as it stands. */
function literal(value: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const convert = (inner: unknown): unknown => {
    if (typeof inner === 'string') return inner.replaceAll('$', '$$$$');
    if (inner instanceof Variable) return inner.text;
    if (Array.isArray(inner)) return inner.map(convert);
    if (typeof inner === 'object' && inner !== null) return literal(inner as Readonly<Record<string, unknown>>);
    return inner;
  };
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, convert(inner)]));
}
