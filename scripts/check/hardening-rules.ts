import type { Hardening, HardeningRule, Workload } from '../../stacks/model/index.ts';

/** How a workload deviates from the strict default, by rule: what it does instead. */
export const deviations: Readonly<Record<HardeningRule, (hardening: Hardening) => string | undefined>> = {
  'non-root': ({ user }) => (user.uid === 0 || user.gid === 0 ? `runs as ${user.uid}:${user.gid}` : undefined),
  'read-only-root': ({ writableRoot }) => (writableRoot ? 'writes to its root file system' : undefined),
  'no-capabilities': ({ capabilities = [] }) =>
    capabilities.length > 0 ? `has the capabilities ${capabilities.join(', ')}` : undefined,
  'no-host-network': ({ hostNetwork }) => (hostNetwork ? 'is on the network of the host' : undefined),
  'no-host-pid': ({ hostPid }) => (hostPid ? 'sees the processes of the host' : undefined),
  'no-host-paths': ({ hostPaths = [] }) =>
    hostPaths.length > 0 ? `sees ${hostPaths.map(({ path }) => path).join(', ')} of the host` : undefined,
  'no-devices': ({ devices = [] }) => (devices.length > 0 ? `has the devices ${devices.join(', ')}` : undefined),
};

/** Deviations without an exception that says why, and exceptions from rules that are kept. */
export function hardeningFaults({ name, hardening }: Workload): string[] {
  return Object.entries(deviations).flatMap(([rule, deviation]) => {
    const exception = hardening.exceptions.find((each) => each.rule === rule);
    const deviates = deviation(hardening);
    if (deviates !== undefined && exception === undefined) return [`${name} ${deviates}, and no exception says why`];
    if (deviates !== undefined && exception?.reason.trim() === '')
      return [`${name} ${deviates}, and its exception gives no reason`];
    if (deviates === undefined && exception !== undefined)
      return [`${name} has an exception from '${rule}', and keeps the rule`];
    return [];
  });
}
