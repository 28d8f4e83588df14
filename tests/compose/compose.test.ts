import { load } from 'js-yaml';
import { redisServer } from 'narthex';
import { describe, expect, it } from 'vitest';
import { compose } from '../../compose/index.ts';
import { environmentNames, type Plan, type Workload } from '../../stacks/model/index.ts';
import sergas from '../../stacks/sergas.ts';
import { composeFile, composeText, type ServiceEntry } from '../support/compose.ts';
import { define, planOf } from '../support/stacks.ts';

const plans = environmentNames.map((environment) => [environment, planOf(sergas, environment)] as const);
const development = planOf(sergas, 'development');
const { services } = composeFile(development);

/** The development stack, with one part changed. */
const withPart = (name: string, change: (workload: Workload) => Partial<Workload>): Plan => ({
  ...development,
  workloads: development.workloads.map((workload) =>
    workload.name === name ? { ...workload, ...change(workload) } : workload,
  ),
});
const service = (name: string, plan: Plan = development): ServiceEntry => {
  const found = composeFile(plan).services[name];
  if (found === undefined) throw new Error(`there is no service '${name}'`);
  return found;
};

describe.each(plans)('compose.yaml of Sergas in %s', (environment, plan) => {
  const file = composeFile(plan);

  it('is called after the stack and the environment, and names no version of a schema', () => {
    expect(file.name).toBe(`sergas-${environment}`);
    expect(file).not.toHaveProperty('version');
  });

  it('has a service for every part, of the pinned image', () => {
    expect(Object.keys(file.services)).toEqual(plan.workloads.map(({ name }) => name));
    for (const { name, image } of plan.workloads) expect(file.services[name]?.image).toBe(`${image.name}:${image.tag}`);
    for (const { image } of Object.values(file.services)) expect(image).not.toMatch(/:latest$/);
  });

  it('publishes what people open on loopback and nothing else', () => {
    const published = Object.entries(file.services).flatMap(([name, { ports = [] }]) =>
      ports.map((port) => [name, port]),
    );
    expect(published).toEqual([
      // Nobody has to log in there: in production people open them elsewhere.
      ...(environment === 'production'
        ? []
        : [
            ['prometheus', `127.0.0.1:\${PROMETHEUS_PORT:-9090}:9090`],
            ['alertmanager', `127.0.0.1:\${ALERTMANAGER_PORT:-9093}:9093`],
          ]),
      ['grafana', `127.0.0.1:\${GRAFANA_PORT:-3000}:3000`],
      ['runbooks', `127.0.0.1:\${RUNBOOKS_PORT:-9096}:9096`],
    ]);
  });

  it.each(Object.entries(file.services))('hardens %s', (name, entry) => {
    const { hardening, resources } = plan.workloads.find((workload) => workload.name === name) as Workload;
    const excused = hardening.exceptions.map(({ rule }) => rule);
    expect(entry).toMatchObject({
      read_only: true,
      cap_drop: ['ALL'],
      security_opt: ['no-new-privileges:true'],
      pids_limit: resources.pids,
      cpus: resources.cpu.limit,
      restart: 'unless-stopped',
      logging: { driver: 'json-file', options: { 'max-size': '10m', 'max-file': '3' } },
    });
    expect(entry.memswap_limit).toBe(entry.mem_limit);
    expect(entry.user === '0:0').toBe(excused.includes('non-root'));
    expect('cap_add' in entry).toBe(excused.includes('no-capabilities'));
    expect(entry.pid === 'host').toBe(excused.includes('no-host-pid'));
    expect('devices' in entry).toBe(excused.includes('no-devices'));
    const ofTheHost = (entry.volumes ?? []).filter((mount) => typeof mount !== 'string');
    expect(ofTheHost.length > 0).toBe(excused.includes('no-host-paths'));
    expect(ofTheHost.every((mount) => mount.read_only)).toBe(true);
    expect(entry).not.toHaveProperty('privileged');
    expect(entry).not.toHaveProperty('container_name');
    expect(entry.healthcheck?.test[0]).toBe('CMD');
  });

  it('mounts what Narthex made read-only, and every volume that it declares', () => {
    const mounts = Object.values(file.services).flatMap(({ volumes = [] }) => volumes);
    const texts = mounts.filter((mount) => typeof mount === 'string');
    for (const mount of texts.filter((text) => text.startsWith('.'))) expect(mount).toMatch(/:ro$/);
    const named = texts.filter((text) => !text.startsWith('.')).map((text) => text.split(':')[0]);
    expect(named.sort()).toEqual(Object.keys(file.volumes).sort());
  });

  it('has every file that it mounts', () => {
    const files = compose.render(plan);
    for (const [name, { volumes = [] }] of Object.entries(file.services)) {
      const own = volumes.filter((mount) => typeof mount === 'string' && mount.startsWith(`./${name}:`));
      const made = [...files.keys()].filter((path) => path.startsWith(`compose/${name}/`));
      expect(own.length).toBe(made.length > 0 ? 1 : 0);
    }
  });

  it('gives secrets as files, each to those that read it', () => {
    const used = new Set(Object.values(file.services).flatMap(({ secrets = [] }) => secrets));
    expect([...used].sort()).toEqual(Object.keys(file.secrets ?? {}));
    for (const [name, { file: path }] of Object.entries(file.secrets ?? {}))
      expect(path).toBe(`\${NARTHEX_SECRETS_DIR:-./secrets}/${name}`);
    for (const { environment: variables = {} } of Object.values(file.services)) {
      for (const [name, value] of Object.entries(variables)) {
        if (/PASS|SECRET_KEY|TOKEN/.test(name)) expect(value).toMatch(/^\/run\/secrets\//);
      }
    }
  });

  it('names in .env.example every variable that it uses, and no other', () => {
    const used = new Set([...composeText(plan).matchAll(/(?<!\$)\$\{(\w+)/g)].map(([, name]) => name));
    const named = [...composeText(plan, '.env.example').matchAll(/^(\w+)=(.*)$/gm)];
    expect(named.map(([, name]) => name).sort()).toEqual([...used].sort());
    for (const [, name, value] of named) expect(composeText(plan)).toContain(`\${${name}:-${value}}`);
    for (const secret of Object.keys(file.secrets ?? {}))
      expect(composeText(plan, '.env.example')).toMatch(new RegExp(`^# {3}${secret}: \\S`, 'm'));
  });

  it('waits for nobody who waits for it', () => {
    const visit = (name: string, path: readonly string[]): void => {
      expect(path).not.toContain(name);
      for (const next of Object.keys(file.services[name]?.depends_on ?? {})) visit(next, [...path, name]);
    };
    for (const name of Object.keys(file.services)) visit(name, []);
  });
});

describe('the order of starting', () => {
  it('lets exporters wait for the health of their databases, and nobody else for anything', () => {
    const waits = Object.entries(services).flatMap(([name, { depends_on = {} }]) =>
      Object.entries(depends_on).map(([to, { condition }]) => `${name} ${to} ${condition}`),
    );
    expect(waits.sort()).toEqual([
      'postgres-exporter postgres service_healthy',
      'redis-exporter redis service_healthy',
    ]);
  });

  it('knows no circle even where services of the system need each other', () => {
    const circle = {
      ...sergas.stack,
      services: {
        ...sergas.stack.services,
        redis: { ...sergas.stack.services.redis, connects: ['sergas-api'], run: redisServer() },
      },
    };
    const file = composeFile(planOf(define(circle)));
    expect(file.services.redis).not.toHaveProperty('depends_on');
    expect(file.services['sergas-api']).not.toHaveProperty('depends_on');
  });
});

describe('a dollar sign', () => {
  it('of an argument or a variable is taken literally by Compose', () => {
    const plan = withPart('pushgateway', () => ({
      args: () => ['--pattern=^a$', `\${HOME}`],
      environment: () => ({ PRICE: '5$' }),
    }));
    const { command, environment } = service('pushgateway', plan);
    expect(command).toEqual(['--pattern=^a$$', `$\${HOME}`]);
    expect(environment).toEqual({ PRICE: '5$$' });
  });

  it('is left alone in the files that programs read', () => {
    expect(composeText(development, 'prometheus/prometheus.yml')).toContain(`replica: \${NARTHEX_REPLICA}`);
  });
});

describe('the checksum of the configuration', () => {
  const checksums = (plan: Plan) =>
    Object.fromEntries(
      Object.entries(composeFile(plan).services).map(([name, { labels }]) => [name, labels['narthex.config-checksum']]),
    );

  it('changes for the part whose file changed, and for no other', () => {
    const changed = withPart('blackbox', () => ({
      files: [{ path: 'blackbox.yml', content: () => ({ modules: {} }) }],
    }));
    const [before, after] = [checksums(development), checksums(changed)];
    expect(Object.keys(before).filter((name) => before[name] !== after[name])).toEqual(['blackbox']);
  });

  it('changes for Prometheus when a rule changes, because it reads its rules when it starts', () => {
    const [first, ...others] = development.groups;
    const changed = { ...development, groups: [{ ...first, interval: '5m' }, ...others] } as Plan;
    const [before, after] = [checksums(development), checksums(changed)];
    expect(Object.keys(before).filter((name) => before[name] !== after[name])).toEqual(['prometheus']);
  });

  it('stays when nothing changed', () => {
    expect(checksums(planOf(sergas))).toEqual(checksums(development));
  });
});

describe('what is special about a part', () => {
  it('keeps the entrypoint of the image, or names the program instead', () => {
    expect(service('prometheus')).not.toHaveProperty('entrypoint');
    expect(service('sergas-api').entrypoint).toEqual(['node']);
  });

  it('joins the network of the host instead of others where it has to', () => {
    const plan = withPart('node-exporter', ({ hardening }) => ({ hardening: { ...hardening, hostNetwork: true } }));
    expect(service('node-exporter', plan)).toMatchObject({ network_mode: 'host' });
    expect(service('node-exporter', plan)).not.toHaveProperty('networks');
  });

  it('says so when its image has nothing that could check its health', () => {
    const plan = withPart('pushgateway', ({ health }) => ({ health: { ...health, command: 'none' } }));
    expect(service('pushgateway', plan)).not.toHaveProperty('healthcheck');
    expect(service('pushgateway', plan)).toHaveProperty('x-narthex-health');
  });

  it('lets blackbox ping without any capability', () => {
    expect(service('blackbox')).toMatchObject({ sysctls: { 'net.ipv4.ping_group_range': '0 2147483647' } });
  });

  it('is one replica, which the head of the file says where there should be more', () => {
    expect(composeText(planOf(sergas, 'production'))).toMatch(
      /^# Compose has one machine: of prometheus \(2\) and alertmanager \(3\) it runs one each\.$/m,
    );
    expect(composeText(development)).not.toContain('one machine');
    const peers = service('alertmanager', planOf(sergas, 'production')).command?.filter((arg) =>
      arg.includes('cluster'),
    );
    expect(peers).toEqual(['--cluster.listen-address=']);
  });
});

describe('the files beside it', () => {
  it('are YAML that says where it comes from', () => {
    for (const [path, text] of compose.render(development)) {
      if (!/\.ya?ml$/.test(path)) continue;
      expect(text).toMatch(/^# Generated by Narthex from the stack 'sergas' \(development\)\./);
      expect(load(text)).toBeTypeOf('object');
    }
  });
});
