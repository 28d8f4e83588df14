import { load } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import { type LocalDescription, localTarget, runFolderToken } from '../../local/index.ts';
import { type EnvironmentName, NarthexError, type Plan, resolveStack } from '../../stacks/model/index.ts';
import sergas from '../../stacks/sergas.ts';
import { planStack, synthesize } from '../../stacks/synthesize/index.ts';

const assets = {
  'simulator.mjs': '// the simulator\n',
  'inbox.mjs': '// the inbox\n',
  'runbooks.mjs': '// the runbooks\n',
  'preview.mjs': '// the preview\n',
  'preview.js': '// the page of the preview\n',
  'preview.css': '/* the style of the preview */\n',
};
const planOf = (environment: EnvironmentName): Plan => planStack(resolveStack(sergas, environment), assets);
const development = planOf('development');
const files = localTarget().render(development);

function description(artifacts: ReadonlyMap<string, string>): LocalDescription {
  return JSON.parse(artifacts.get('local/processes.json') ?? '{}');
}

function processOf(name: string, artifacts = files) {
  const found = description(artifacts).processes.find((process) => process.name === name);
  if (found === undefined) throw new Error(`no process ${name}`);
  return found;
}

function targetList(job: string, artifacts = files) {
  return JSON.parse(artifacts.get(`local/prometheus/targets/${job}.json`) ?? 'null');
}

describe('the local target', () => {
  it('describes every workload as a process', () => {
    const { stack, environment, processes } = description(files);
    expect({ stack, environment }).toEqual({ stack: 'sergas', environment: 'development' });
    expect(processes.filter(({ insteadOf }) => insteadOf === undefined).map(({ name }) => name)).toEqual(
      development.workloads.map(({ name }) => name),
    );
    expect(processOf('prometheus')).toMatchObject({
      program: 'prometheus',
      environment: { NARTHEX_REPLICA: 'prometheus' },
      ports: [{ name: 'http', address: '127.0.0.1:9090' }],
      health: { address: '127.0.0.1:9090', path: '/-/ready', startWithin: 900 },
      volumes: ['data'],
      stopWithin: 60,
    });
  });

  it('binds every part to loopback', () => {
    for (const { ports } of description(files).processes) {
      for (const { address } of ports) expect(address).toMatch(/^127\.0\.0\.1:\d+$/);
    }
  });

  it('names every path by the run folder, and every file or folder that a process names is there', () => {
    const all = new Set(synthesize(development, [localTarget()]).keys());
    for (const { name, args } of description(files).processes) {
      const named = args.flatMap((arg) => arg.match(/\{run-folder\}\/config\/([^ ]+)/)?.[1] ?? []);
      for (const path of named)
        expect(
          [...all].some((each) => each === path || each.startsWith(`${path}/`)),
          `${name} reads ${path}`,
        ).toBe(true);
    }
    const [prometheus] = [load(files.get('local/prometheus/prometheus.yml') ?? '') as Record<string, unknown>];
    expect(prometheus?.rule_files).toEqual([`${runFolderToken}/config/rules/*.yml`]);
  });

  it('finds the members of each job in a list beside the configuration', () => {
    const config = load(files.get('local/prometheus/prometheus.yml') ?? '') as {
      scrape_configs: { job_name: string; file_sd_configs?: { files: string[] }[]; metrics_path?: string }[];
    };
    for (const job of config.scrape_configs.filter((each) => each.metrics_path !== '/probe')) {
      expect(job.file_sd_configs).toEqual([{ files: [`targets/${job.job_name}.json`] }]);
      expect(targetList(job.job_name)).not.toBeNull();
    }
    expect(targetList('sergas')).toEqual([
      { targets: ['127.0.0.1:8000'], labels: { instance: 'sergas-api:8000', service: 'sergas-api' } },
    ]);
  });

  it('keeps the address of a service that somebody else runs', () => {
    const production = localTarget().render(planOf('production'));
    expect(targetList('sergas', production)[0].targets).toEqual(['sergas-api.sergas.internal:8000']);
    expect(description(production).processes.map(({ name }) => name)).not.toContain('sergas-api');
  });

  it('runs one of each where the stack has several, and does not listen for others', () => {
    const alertmanager = processOf('alertmanager', localTarget().render(planOf('production')));
    expect(alertmanager.ports.map(({ name }) => name)).toEqual(['http']);
    expect(alertmanager.args).toContain('--cluster.listen-address=');
  });

  it('shifts every port, in addresses and arguments alike, and no label', () => {
    const shifted = localTarget({ portOffset: 20_000 }).render(development);
    for (const [index, { ports, health }] of description(shifted).processes.entries()) {
      const plain = description(files).processes[index];
      const shift = (address: string) => address.replace(/\d+$/, (port) => String(Number(port) + 20_000));
      expect(ports.map(({ address }) => address)).toEqual(plain?.ports.map(({ address }) => shift(address)));
      expect(health.address).toBe(shift(plain?.health.address ?? ''));
    }
    expect(processOf('redis', shifted).args).toContain('26379');
    expect(targetList('node', shifted)).toEqual([
      { targets: ['127.0.0.1:29100'], labels: { instance: 'node-exporter:9100' } },
    ]);
  });

  it('refuses an offset that leads beyond the last port, and says how far it may be', () => {
    const highest = 9_187;
    const offset = 65_535 - highest;
    expect(() => localTarget({ portOffset: offset + 1 }).render(development)).toThrow(NarthexError);
    expect(() => localTarget({ portOffset: offset + 1 }).render(development)).toThrow(`at most ${offset}`);
    expect(localTarget({ portOffset: offset }).render(development).size).toBe(files.size);
  });

  it('starts the database before its exporter and the simulator, and Prometheus after what it reads', () => {
    expect(processOf('postgres').after).toEqual([]);
    expect(processOf('postgres-exporter').after).toEqual(['postgres']);
    expect(processOf('sergas-api').after).toEqual(['postgres', 'redis']);
    expect(processOf('prometheus').after).toEqual(expect.arrayContaining(['alertmanager', 'postgres-exporter']));
    // Prometheus reads Grafana and Grafana asks Prometheus: the one that cannot do without the other comes second.
    expect(processOf('prometheus').after).not.toContain('grafana');
    expect(processOf('grafana').after).toContain('prometheus');
  });

  it('prepares what an image would prepare by itself, and holds no value of a secret', () => {
    const { prepare, secrets, environment } = processOf('postgres');
    expect(prepare?.volume).toBe('data');
    expect(prepare?.steps.map(({ program }) => program)).toEqual(['initdb', 'postgres', 'postgres']);
    expect(secrets.every(({ generated }) => generated)).toBe(true);
    expect(environment.POSTGRES_PASSWORD_FILE).toBe(`${runFolderToken}/private/postgres/postgres-password`);
  });

  it('lets only what must be root be root', () => {
    const root = description(files).processes.filter(({ user }) => user === 'root');
    expect(root.map(({ name }) => name)).toEqual(['cadvisor']);
  });

  it('describes the preview of the dashboards, which runs in place of Grafana and is said to be none', () => {
    expect(processOf('preview')).toMatchObject({
      insteadOf: 'grafana',
      program: 'node',
      user: 'nobody',
      after: [],
      ports: [{ name: 'http', address: '127.0.0.1:9097' }],
      opens: { title: 'dashboards', url: 'http://127.0.0.1:9097', note: 'a preview; not Grafana' },
    });
    const { args } = processOf('preview', localTarget({ portOffset: 20_000 }).render(development));
    expect(args).toEqual(
      expect.arrayContaining(['127.0.0.1:29097', 'http://127.0.0.1:29090', 'sergas (development)', 'sergas-home']),
    );
  });

  it('says what a person opens', () => {
    expect(processOf('grafana').opens).toEqual({ title: 'Grafana', url: 'http://127.0.0.1:3000' });
    expect(processOf('redis').opens).toBeUndefined();
  });

  it('gives the same bytes for the same plan', () => {
    expect([...localTarget().render(planOf('development'))]).toEqual([...files]);
  });
});
