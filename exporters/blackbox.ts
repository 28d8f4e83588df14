import {
  type Connection,
  defaultLimits,
  defaultTimeout,
  type Exporter,
  type Place,
  type Probe,
  type ProbeAim,
  type ProbeJob,
  type ProbeModule,
  type ProbeTarget,
  type Stack,
  standardModules,
} from '../stacks/model/index.ts';
import { blackboxMetrics, probeMetrics } from './catalogs/blackbox.ts';
import { answersOn, smallExporter } from './small.ts';

const name = 'blackbox';
const port = 9115;

/** Probes from outside: HTTP, TCP, TLS certificates, ICMP. */
export function blackboxExporter(): Exporter {
  return {
    name,
    port,
    metrics: blackboxMetrics,
    metricsOf: (job, { modules }) => {
      const module = job.kind === 'probe' ? modules[job.module] : undefined;
      return module === undefined ? blackboxMetrics : probeMetrics(module);
    },
    modules: standardModules,
    jobs: (stack) => Object.entries(stack.probes).map(([job, definition]) => probeJob(stack, job, definition)),
    workload: (stack) => ({
      ...smallExporter,
      name,
      summary: 'Probes services from outside.',
      image: stack.versions.blackboxExporter,
      program: 'blackbox_exporter',
      args: (at) => [`--config.file=${at.file('blackbox.yml')}`, `--web.listen-address=${at.listen('http')}`],
      configFolder: '/etc/blackbox',
      files: [{ path: 'blackbox.yml', content: (at) => blackboxConfig(stack, at) }],
      ports: [{ name: 'http', number: port }],
      health: answersOn('/-/healthy'),
      // Lets an unprivileged process ping; NET_RAW would do nothing for a process that is not root.
      hardening: { ...smallExporter.hardening, sysctls: { 'net.ipv4.ping_group_range': '0 2147483647' } },
      connects: connections(stack),
      secrets: Object.values(stack.modules).flatMap((module) =>
        'bearerToken' in module && module.bearerToken ? [module.bearerToken] : [],
      ),
    }),
  };
}

function probeJob(stack: Stack, job: string, definition: Probe): ProbeJob {
  const timeout = definition.timeout ?? defaultTimeout(definition.interval);
  return {
    kind: 'probe',
    name: job,
    interval: definition.interval,
    timeout,
    limits: { ...defaultLimits, samples: 200 },
    stores: 'read',
    prober: name,
    module: definition.module,
    targets: definition.targets.map((aim) => probeTarget(stack, aim, stack.modules[definition.module])),
  };
}

function probeTarget(stack: Stack, aim: ProbeAim, module: ProbeModule | undefined): ProbeTarget {
  if ('address' in aim) return { address: aim.address, instance: aim.name };
  const service = stack.services[aim.service];
  const http = module?.prober === 'http';
  const scheme = module?.prober === 'http' && module.requireTls ? 'https' : 'http';
  const path = aim.path ?? service?.health ?? '/';
  const instance = `${aim.service}:${service?.port ?? 0}${http ? path : ''}`;
  const labels = { service: aim.service };
  if (service?.run.kind === 'deployed') {
    const { address } = service.run;
    return { address: http ? `${scheme}://${address}${path}` : icmpAddress(address, module), instance, labels };
  }
  return { part: aim.service, instance, labels, ...(http && { scheme, path }) };
}

/** ICMP knows no ports. */
function icmpAddress(address: string, module: ProbeModule | undefined): string {
  return module?.prober === 'icmp' ? address.replace(/:\d+$/, '') : address;
}

/** What lies outside the stack is probed at the ports of its addresses. */
function connections(stack: Stack): Connection[] {
  const addresses = Object.values(stack.probes).flatMap((probe) =>
    probe.targets.flatMap((aim) => probeTarget(stack, aim, stack.modules[probe.module]).address ?? []),
  );
  const ports = [...new Set(addresses.map(addressPort))].sort((a, b) => a - b);
  return ports.map((port) => ({ outside: 'what is probed', port, purpose: 'probe' }));
}

/** A name alone is what ICMP probes; it has no port, but the way out must be there. */
function addressPort(address: string): number {
  const port = /^(?:https?:\/\/)?[^/]*:(\d+)(?:\/|$)/.exec(address)?.[1];
  return port === undefined ? (address.startsWith('http:') ? 80 : 443) : Number(port);
}

/** The content of `blackbox.yml`: every module of the stack, so that a person can try one by hand. */
export function blackboxConfig(stack: Stack, at: Place): Record<string, unknown> {
  const modules = Object.entries(stack.modules).map(([module, definition]) => [module, moduleConfig(definition, at)]);
  return { modules: Object.fromEntries(modules) };
}

function moduleConfig(module: ProbeModule, at: Place): Record<string, unknown> {
  const { prober, timeout } = module;
  switch (module.prober) {
    case 'http':
      return {
        prober,
        timeout,
        http: {
          preferred_ip_protocol: 'ip4',
          follow_redirects: module.followRedirects ?? true,
          ...(module.validStatusCodes && { valid_status_codes: module.validStatusCodes }),
          ...(module.requireTls && { fail_if_not_ssl: true }),
          ...(module.bearerToken && {
            authorization: { type: 'Bearer', credentials_file: at.secret(module.bearerToken.name) },
          }),
        },
      };
    case 'tcp':
      return { prober, timeout, tcp: { preferred_ip_protocol: 'ip4', ...(module.tls && { tls: true }) } };
    case 'icmp':
      return { prober, timeout, icmp: { preferred_ip_protocol: 'ip4' } };
  }
}
