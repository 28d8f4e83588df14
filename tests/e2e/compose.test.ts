import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ComposeProject, composeCommand, composeExec, composeServices } from '../../compose/index.ts';
import { imageReference, versions } from '../../stacks/model/index.ts';
import { docker, type Engine } from '../engine/engine.ts';
import { ensureImages } from '../engine/images.ts';
import { running } from '../engine/running.ts';
import { eventually, failedVerify, hurriedSergas, narthex, type Ran, root, temporaryProject } from './cli.ts';

interface Notification {
  readonly receivedAt: string;
  readonly receiver: string;
  readonly payload: {
    readonly status: string;
    readonly alerts: readonly { readonly status: string; readonly labels: Readonly<Record<string, string>> }[];
  };
}

const stackName = 'sergas-compose';
const say = (message: string) => process.stderr.write(`  ${message}\n`);

const engine = running as Engine;
let folder: string;
let project: ComposeProject;
let environment: NodeJS.ProcessEnv;
let started: Ran;

const run = (...args: string[]) => narthex([...args, '--project', folder], { env: environment });
const verify = () => run('verify');
const inContainer = (part: string, url: string) =>
  composeExec(project, part, ['wget', '-q', '-O', '-', '-T', '5', url]);
const query = async (expr: string) =>
  JSON.parse(await inContainer('prometheus', `http://127.0.0.1:9090/api/v1/query?query=${encodeURIComponent(expr)}`))
    .data.result as {
    readonly metric: Readonly<Record<string, string>>;
    readonly value: readonly [number, string];
  }[];
const fetchScript = 'fetch(process.argv[1]).then(async (answer) => process.stdout.write(await answer.text()))';
const notifications = async () =>
  JSON.parse(
    await composeExec(project, 'inbox', ['node', '-e', fetchScript, 'http://127.0.0.1:9095/notifications']),
  ) as Notification[];

/** A notification of the inbox about one alert. */
function about(alertname: string, status: string) {
  return async () =>
    (await notifications()).find(({ payload }) =>
      payload.alerts.some((alert) => alert.labels.alertname === alertname && alert.status === status),
    );
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

beforeAll(async () => {
  if (running === undefined) return;
  const images = await ensureImages(Object.values(versions).map(imageReference), { engine, onProgress: say });
  for (const { image, standIn } of images) if (standIn !== undefined) say(`${image} is a stand-in here: ${standIn}`);
  folder = temporaryProject({ [stackName]: hurriedSergas(stackName) });
  environment = {
    ...engine.environment,
    GRAFANA_PORT: String(await freePort()),
    RUNBOOKS_PORT: String(await freePort()),
    PROMETHEUS_PORT: String(await freePort()),
    ALERTMANAGER_PORT: String(await freePort()),
  };
  project = {
    file: join(folder, 'dist', stackName, 'development', 'compose', 'compose.yaml'),
    variables: {
      ...(environment as Record<string, string>),
      NARTHEX_SECRETS_DIR: join(folder, '.narthex', 'run', `${stackName}-development`, 'secrets'),
    },
  };
  started = await run('up', '--target', 'compose');
}, 600_000);

afterAll(async () => {
  if (project !== undefined) await composeCommand(project, ['down', '--volumes', '--remove-orphans']).catch(say);
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
}, 120_000);

// Where no engine runs, that is noted, and the run fails under CI=true.
describe.skipIf(running === undefined)(
  'the development stack of Sergas in Docker Compose',
  { timeout: 180_000 },
  () => {
    it('comes up with every part healthy', async () => {
      expect(started.stderr + started.stdout, 'narthex up').toContain('all healthy');
      expect(started.status).toBe(0);
      const services = await composeServices(project);
      expect(services).toHaveLength(14);
      expect(services.filter(({ health }) => health !== 'healthy')).toEqual([]);
    });

    it('works, says verify: targets, rules, dashboards, watchdog, receivers', async () => {
      const { status, stdout } = await run('verify');
      expect(stdout).toContain('works');
      expect(stdout).toMatch(/12 of 12 targets up/);
      expect(status).toBe(0);
    });

    it('keeps every container as hardened as it was declared', async () => {
      const ids = (await composeCommand(project, ['ps', '--quiet'])).trim().split('\n');
      const { stdout } = await docker(engine, ['inspect', ...ids]);
      for (const { Name, HostConfig, Config } of JSON.parse(stdout)) {
        expect(HostConfig.Privileged, Name).toBe(false);
        expect(HostConfig.ReadonlyRootfs, Name).toBe(true);
        expect(HostConfig.CapDrop, Name).toEqual(['ALL']);
        expect(HostConfig.CapAdd ?? [], Name).toEqual([]);
        expect(HostConfig.SecurityOpt, Name).toContain('no-new-privileges:true');
        expect(HostConfig.Memory, Name).toBeGreaterThan(0);
        expect(HostConfig.PidsLimit, Name).toBeGreaterThan(0);
        expect(Config.User === '0:0', Name).toBe(Name.includes('cadvisor'));
      }
    });

    it('publishes what people open, on loopback', async () => {
      const ids = (await composeCommand(project, ['ps', '--quiet'])).trim().split('\n');
      const { stdout } = await docker(engine, ['inspect', ...ids]);
      const published = JSON.parse(stdout).flatMap(
        ({
          NetworkSettings,
        }: {
          NetworkSettings: { Ports: Record<string, { HostIp: string; HostPort: string }[] | null> };
        }) => Object.values(NetworkSettings.Ports).flatMap((bindings) => bindings ?? []),
      );
      const { GRAFANA_PORT, RUNBOOKS_PORT, PROMETHEUS_PORT, ALERTMANAGER_PORT } = environment;
      const expected = [GRAFANA_PORT, RUNBOOKS_PORT, PROMETHEUS_PORT, ALERTMANAGER_PORT].map((HostPort) => ({
        HostIp: '127.0.0.1',
        HostPort,
      }));
      expect(published).toHaveLength(expected.length);
      expect(published).toEqual(expect.arrayContaining(expected));
    });

    it('serves the runbooks to people', async () => {
      const url = `http://127.0.0.1:${environment.RUNBOOKS_PORT}`;
      expect(await (await fetch(`${url}/ServiceDown`)).text()).toContain('<h1>ServiceDown</h1>');
    });

    it('lets an exporter reach its own database and nothing else', async () => {
      await expect(composeExec(project, 'redis-exporter', ['nslookup', 'redis'])).resolves.toContain('redis');
      // Together, because each waits some seconds for an answer that does not come.
      await Promise.all(
        ['postgres', 'alertmanager', 'blackbox'].map((part) =>
          expect(composeExec(project, 'redis-exporter', ['nslookup', part]), part).rejects.toThrow(),
        ),
      );
    });

    it('probes with a ping, though no container has a capability', async () => {
      const answer = await inContainer('blackbox', 'http://127.0.0.1:9115/probe?module=icmp&target=127.0.0.1');
      expect(answer).toMatch(/^probe_success 1$/m);
    });

    it('tells the receiver when a service stops, and when it is back', async () => {
      await composeCommand(project, ['stop', '--timeout', '1', 'sergas-api']);
      const firing = await eventually('the notification of ServiceDown', about('ServiceDown', 'firing'));
      expect(firing.receiver).toBe('oncall');
      expect(firing.payload.alerts[0]?.labels).toMatchObject({
        job: 'sergas',
        service: 'sergas-api',
        severity: 'critical',
        team: 'sergas',
      });
      await composeCommand(project, ['start', 'sergas-api']);
      const resolved = await eventually('the resolved notification', about('ServiceDown', 'resolved'));
      expect(resolved.receiver).toBe('oncall');
    });

    it('loses nothing that was stored when Prometheus is killed', async () => {
      const before = await eventually(
        'a stored sample',
        async () => (await query('timestamp(up{job="prometheus"})'))[0],
      );
      await composeCommand(project, ['kill', '--signal', 'SIGKILL', 'prometheus']);
      await composeCommand(project, ['up', '--detach', '--wait', '--no-deps', '--no-recreate', 'prometheus']);
      const at = Math.floor(Number(before.value[1]));
      const after = await eventually('the sample from before the kill', async () => {
        const url = `http://127.0.0.1:9090/api/v1/query?query=${encodeURIComponent('up{job="prometheus"}')}&time=${at + 1}`;
        return JSON.parse(await inContainer('prometheus', url)).data.result[0] as
          | { readonly value: readonly [number, string] }
          | undefined;
      });
      expect(after.value[1]).toBe('1');
    });
  },
);

// Where no engine runs, that is noted, and the run fails under CI=true.
describe.skipIf(running === undefined)('verify fails, with the right words,', { timeout: 180_000 }, () => {
  it('when an exporter is stopped', async () => {
    await composeCommand(project, ['stop', '--timeout', '1', 'redis-exporter']);
    const answer = await failedVerify(verify, /redis-exporter:9121 is down/);
    expect(answer).toMatch(/every declared target is up: redis: redis-exporter:9121 is down/);
    await composeCommand(project, ['up', '--detach', '--wait', '--no-recreate', 'redis-exporter']);
  });

  it('when a rule is broken', async () => {
    const path = join(folder, 'dist', stackName, 'development', 'rules', 'host-filesystems.yml');
    const rule = readFileSync(path, 'utf8');
    writeFileSync(
      path,
      rule.replace(/expr: \|?-?[\s\S]*?\n {8}for:/, 'expr: up + on () group_left () up\n        for:'),
    );
    await composeCommand(project, ['kill', '--signal', 'SIGHUP', 'prometheus']);
    const answer = await failedVerify(verify, /HostDiskFilling fails/);
    expect(answer).toMatch(
      /every rule group evaluates without error: host-filesystems: HostDiskFilling fails: .*(many-to-many|duplicate series)/,
    );
    writeFileSync(path, rule);
    await composeCommand(project, ['kill', '--signal', 'SIGHUP', 'prometheus']);
  });

  it('when a receiver is unreachable', async () => {
    // The service makes the alert whose delivery fails; the watchdog would take a minute to be sent again.
    await composeCommand(project, ['stop', '--timeout', '1', 'inbox', 'sergas-api']);
    const answer = await failedVerify(verify, /'oncall' cannot be reached/);
    expect(answer).toMatch(/no receiver is unreachable: 'oncall' cannot be reached by webhook/);
    expect(answer).toMatch(/the watchdog arrives: inbox does not answer/);
  });
});

// Where no engine runs, that is noted, and the run fails under CI=true.
describe.skipIf(running === undefined)('stopping the stack', { timeout: 180_000 }, () => {
  it('leaves no container and no network behind, and keeps the data', async () => {
    const { status, stdout } = await run('down');
    expect(stdout).toContain('is stopped');
    expect(status).toBe(0);
    const filter = ['--filter', `label=com.docker.compose.project=${stackName}-development`];
    expect((await docker(engine, ['ps', '--all', '--quiet', ...filter])).stdout.trim()).toBe('');
    expect((await docker(engine, ['network', 'ls', '--quiet', ...filter])).stdout.trim()).toBe('');
    expect((await docker(engine, ['volume', 'ls', '--quiet', ...filter])).stdout.trim()).not.toBe('');
  });
});

// Where no engine runs, that is noted, and the run fails under CI=true.
describe.skipIf(running === undefined)('the compose.yaml in the root of the repository', () => {
  it('is the development stack of Sergas, with the secrets that synth has made', async () => {
    expect((await narthex(['synth', 'sergas', '--env', 'development'])).status).toBe(0);
    const plain = { file: join(root, 'compose.yaml'), variables: engine.environment as Record<string, string> };
    const config = JSON.parse(await composeCommand(plain, ['config', '--format', 'json']));
    expect(config.name).toBe('sergas-development');
    expect(Object.keys(config.services)).toHaveLength(14);
    const secrets = Object.values(config.secrets as Record<string, { readonly file: string }>).map(({ file }) => file);
    expect(secrets.length).toBeGreaterThan(0);
    expect(secrets.filter((file) => !existsSync(file))).toEqual([]);
    const mounts = Object.values(
      config.services as Record<
        string,
        { readonly volumes?: readonly { readonly type: string; readonly source: string }[] }
      >,
    )
      .flatMap(({ volumes = [] }) => volumes)
      .filter(({ type, source }) => type === 'bind' && source.startsWith(root));
    expect(mounts.length).toBeGreaterThan(0);
    expect(mounts.filter(({ source }) => !existsSync(source))).toEqual([]);
  });
});
