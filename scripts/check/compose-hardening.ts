import type { HardeningRule } from '../../stacks/model/index.ts';
import { at, entries, items, textOf, texts, type Value } from './yaml-value.ts';

/** What a service of a Compose file must have; each says what is wrong, or nothing. */
type Requirement = (service: Value, excused: ReadonlySet<HardeningRule>) => string | undefined;

const requirements: readonly Requirement[] = [
  (service) => imageFault(textOf(at(service, 'image')) ?? ''),
  (service, excused) =>
    at(service, 'read_only') === true || excused.has('read-only-root') ? undefined : 'has no read_only root',
  (service) => (texts(at(service, 'cap_drop')).includes('ALL') ? undefined : 'does not drop all capabilities'),
  (service, excused) =>
    items(at(service, 'cap_add')).length === 0 || excused.has('no-capabilities') ? undefined : 'adds capabilities',
  (service) =>
    texts(at(service, 'security_opt')).includes('no-new-privileges:true') ? undefined : 'may gain new privileges',
  (service) =>
    texts(at(service, 'security_opt')).some((option) => /unconfined/.test(option)) ? 'is unconfined' : undefined,
  (service) => (at(service, 'privileged') === true ? 'is privileged' : undefined),
  (service, excused) => userFault(textOf(at(service, 'user')), excused),
  (service, excused) =>
    at(service, 'pid') === undefined || excused.has('no-host-pid') ? undefined : 'sees the processes of the host',
  (service) => missing(service, ['cpus', 'mem_limit', 'pids_limit'], 'has no limit of'),
  (service) => missing(service, ['logging'], 'has no limit of its log:'),
  // Where nothing in the image can check, the file says so.
  (service) =>
    at(service, 'healthcheck') === undefined && at(service, 'x-narthex-health') === undefined
      ? 'has no health check, and does not say why'
      : undefined,
  (service, excused) => networkFault(service, excused),
  (service) => portFault(items(at(service, 'ports'))),
  (service, excused) => hostPathFault(items(at(service, 'volumes')), excused),
  (service, excused) =>
    items(at(service, 'devices')).length === 0 || excused.has('no-devices') ? undefined : 'has devices of the host',
  (service) => environmentFault(service),
];

/** What is not hardened in one service of a Compose file, but for what it is excused from. */
export function composeServiceFaults(name: string, service: Value, excused: ReadonlySet<HardeningRule>): string[] {
  return requirements.flatMap((requirement) => {
    const fault = requirement(service, excused);
    return fault === undefined ? [] : [`${name} ${fault}`];
  });
}

function imageFault(image: string): string | undefined {
  const [, tag] = /:([\w][\w.-]*)(?:@sha256:[0-9a-f]{64})?$/.exec(image) ?? [];
  if (tag === undefined) return `has an image without a tag: '${image}'`;
  return tag === 'latest' ? `has an image that changes by itself: '${image}'` : undefined;
}

function userFault(user: string | undefined, excused: ReadonlySet<HardeningRule>): string | undefined {
  if (user === undefined) return 'has no user';
  return /^(0|root)(:|$)|:0$/.test(user) && !excused.has('non-root') ? `runs as ${user}` : undefined;
}

function missing(service: Value, keys: readonly string[], what: string): string | undefined {
  const absent = keys.filter((key) => at(service, key) === undefined);
  return absent.length === 0 ? undefined : `${what} ${absent.join(', ')}`;
}

function networkFault(service: Value, excused: ReadonlySet<HardeningRule>): string | undefined {
  switch (at(service, 'network_mode')) {
    case 'none':
      return undefined;
    case 'host':
      return excused.has('no-host-network') ? undefined : 'is on the network of the host';
    default:
      return texts(at(service, 'networks')).length > 0 || entries(at(service, 'networks')).length > 0
        ? undefined
        : 'names no network, and would be on the default one with everybody';
  }
}

function portFault(ports: readonly Value[]): string | undefined {
  const open = ports.find((port) => !(textOf(port) ?? '').startsWith('127.0.0.1:'));
  return open === undefined ? undefined : `publishes ${JSON.stringify(open)} beyond 127.0.0.1`;
}

function hostPathFault(volumes: readonly Value[], excused: ReadonlySet<HardeningRule>): string | undefined {
  const paths = volumes.map((volume) => textOf(volume)?.split(':')[0] ?? textOf(at(volume, 'source')) ?? '');
  // Whoever may write to the engine's socket is root on the host; reading it opens it as well.
  if (paths.some((path) => /docker\.sock$/.test(path))) return 'has the socket of the engine';
  const host = paths.filter((path) => path.startsWith('/'));
  return host.length === 0 || excused.has('no-host-paths') ? undefined : `sees ${host.join(', ')} of the host`;
}

function environmentFault(service: Value): string | undefined {
  return at(service, 'env_file') === undefined ? undefined : 'takes variables from a file, where secrets gather';
}
