import { describe, expect, it } from 'vitest';
import { hardening } from '../../scripts/check/gates/hardening.ts';
import { hardeningFaults } from '../../scripts/check/hardening-rules.ts';
import { type Hardening, strict, type Workload } from '../../stacks/model/index.ts';
import { edited, found, replanned, subjectOf } from './subjects.ts';

const sound = subjectOf();
const composeYaml = 'compose/compose.yaml';

/** Sergas with another hardening of Prometheus. */
function hardened(changes: Partial<Hardening>) {
  return replanned(sound, (plan) => ({
    ...plan,
    workloads: plan.workloads.map((workload) =>
      workload.name === 'prometheus' ? { ...workload, hardening: { ...strict, ...changes } } : workload,
    ),
  }));
}

describe('the hardening of a workload', () => {
  it('may be strict, or have its exceptions', async () => {
    expect(await found(hardening, sound)).toEqual([]);
  });

  it.each<[string, Partial<Hardening>, string]>([
    ['a user with all rights', { user: { uid: 0, gid: 65534 } }, 'runs as 0:65534'],
    ['a group with all rights', { user: { uid: 65534, gid: 0 } }, 'runs as 65534:0'],
    ['a root that can be written', { writableRoot: true }, 'writes to its root'],
    ['capabilities', { capabilities: ['NET_RAW'] }, 'NET_RAW'],
    ["the host's network", { hostNetwork: true }, 'network of the host'],
    ["the host's processes", { hostPid: true }, 'processes of the host'],
    ["the host's files", { hostPaths: [{ path: '/etc', mountPath: '/host' }] }, 'sees /etc'],
    ["the host's devices", { devices: ['/dev/kmsg'] }, '/dev/kmsg'],
  ])('may not have %s without a reason', async (_what, changes, message) => {
    const findings = await found(hardening, hardened(changes));
    expect(findings).toMatchObject([{ artifact: 'sergas/production', from: 'part prometheus' }]);
    expect(findings[0]?.message).toContain(message);
    expect(findings[0]?.message).toContain('no exception says why');
  });

  it('may not have an exception without a reason, nor one from a rule that it keeps', () => {
    const workload = (own: Hardening) => ({ name: 'api', hardening: own }) as Workload;
    const blank = { ...strict, hostPid: true, exceptions: [{ rule: 'no-host-pid', reason: ' ' }] } as const;
    expect(hardeningFaults(workload(blank))).toEqual([expect.stringContaining('gives no reason')]);
    const spare = { ...strict, exceptions: [{ rule: 'no-host-pid', reason: 'once needed' }] } as const;
    expect(hardeningFaults(workload(spare))).toEqual([expect.stringContaining('keeps the rule')]);
  });

  it('is told once for all environments', async () => {
    const other = { ...hardened({ hostPid: true }), folder: 'sergas/staging' };
    expect(await found(hardening, hardened({ hostPid: true }), other)).toMatchObject([
      { artifact: 'sergas/production', also: ['sergas/staging'] },
    ]);
  });
});

describe('a service of the Compose file', () => {
  it.each([
    ['a root that can be written', 'read_only: true', 'read_only: false', 'has no read_only root'],
    ['capabilities', 'cap_drop:\n      - ALL', 'cap_drop:\n      - KILL', 'does not drop all capabilities'],
    ['more capabilities', 'cap_drop:', 'cap_add:\n      - NET_RAW\n    cap_drop:', 'adds capabilities'],
    ['new privileges', 'no-new-privileges:true', 'no-new-privileges:false', 'may gain new privileges'],
    ['no confinement', '- no-new-privileges', '- seccomp:unconfined\n      - no-new-privileges', 'is unconfined'],
    ['all privileges', 'read_only: true', 'privileged: true\n    read_only: true', 'is privileged'],
    ['no user', '    user: 65534:65534\n', '', 'has no user'],
    ['the user root', 'user: 65534:65534', "user: '0:0'", 'runs as 0:0'],
    ['no limit of its memory', '    mem_limit: 512m\n', '', 'has no limit of mem_limit'],
    ['no limit of its processes', '    pids_limit: 200\n', '', 'has no limit of pids_limit'],
    ['no health check', 'healthcheck:', 'x-health:', 'has no health check'],
    ['no limit of its log', 'logging:', 'x-logging:', 'has no limit of its log'],
    ['the default network', 'networks:\n      - alerting', 'x-networks:\n      - alerting', 'names no network'],
    [
      "the host's network",
      'networks:\n      - alerting',
      'network_mode: host\n    x:\n      - alerting',
      'network of the host',
    ],
    ["the host's processes", 'read_only: true', 'pid: host\n    read_only: true', 'processes of the host'],
    ['an image that changes by itself', 'prom/prometheus:v3.5.3', 'prom/prometheus:latest', 'changes by itself'],
    ['an image without a tag', 'prom/prometheus:v3.5.3', 'localhost:5000/prometheus', 'without a tag'],
    [
      "the engine's socket",
      './prometheus:',
      '/var/run/docker.sock:/s:ro\n      - ./prometheus:',
      'socket of the engine',
    ],
    ["the host's files", './prometheus:', '/etc:/host:ro\n      - ./prometheus:', 'sees /etc of the host'],
    ['a port for everybody', 'read_only: true', 'ports:\n      - 9090:9090\n    read_only: true', 'beyond 127.0.0.1'],
    ['a file of variables', 'read_only: true', 'env_file: .env\n    read_only: true', 'takes variables from a file'],
  ])('may not have %s', async (_what, from, to, message) => {
    const findings = await found(hardening, edited(sound, composeYaml, from, to));
    expect(findings).toMatchObject([{ artifact: `sergas/production/${composeYaml}`, from: 'part prometheus' }]);
    expect(findings[0]?.message).toContain(message);
    expect(findings[0]?.line).toBeGreaterThan(0);
  });

  it('may have an image by its digest', async () => {
    const digest = `prom/prometheus:v3.5.3@sha256:${'a1'.repeat(32)}`;
    expect(await found(hardening, edited(sound, composeYaml, 'prom/prometheus:v3.5.3', digest))).toEqual([]);
  });
});
