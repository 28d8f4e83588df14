import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { docker, type Engine } from './engine.ts';
import { ensureImages, type ProvidedImage } from './images.ts';
import { running } from './running.ts';

const images = {
  prometheus: 'prom/prometheus:v3.5.3',
  alertmanager: 'prom/alertmanager:v0.33.1',
  node_exporter: 'prom/node-exporter:v1.11.1',
  blackbox: 'prom/blackbox-exporter:v0.28.0',
  pushgateway: 'prom/pushgateway:v1.11.2',
  postgres_exporter: 'quay.io/prometheuscommunity/postgres-exporter:v0.19.1',
  redis_exporter: 'oliver006/redis_exporter:v1.86.0-alpine',
  cadvisor: 'ghcr.io/google/cadvisor:0.54.0',
  grafana: 'grafana/grafana:13.1.3',
  redis: 'redis:8.0.6-alpine',
  postgres: 'postgres:18.6-alpine',
  app: 'node:20-alpine',
};
type Service = keyof typeof images;

const engine = running as Engine;
let provided: ProvidedImage[];
let folder: string;

const strict = { read_only: true, cap_drop: ['ALL'], security_opt: ['no-new-privileges:true'] };
const wget = (port: number, path: string) => ({
  test: ['CMD', 'wget', '-q', '-O', '/dev/null', `http://127.0.0.1:${port}${path}`],
});
const script = `require('node:http').createServer((_, answer) => answer.end('ok')).listen(3000)`;
const ask = `fetch('http://127.0.0.1:3000').then((answer) => process.exit(answer.ok ? 0 : 1))`;

/** What each service needs beside its image: health as the real image would be asked, and as few rights as possible. */
const services: Record<Service, { port: number; healthcheck: { test: string[] } } & Record<string, unknown>> = {
  prometheus: { ...strict, port: 9090, healthcheck: wget(9090, '/-/ready') },
  alertmanager: { ...strict, port: 9093, healthcheck: wget(9093, '/-/ready') },
  node_exporter: { ...strict, port: 9100, healthcheck: wget(9100, '/') },
  blackbox: { ...strict, user: '65534:65534', port: 9115, healthcheck: wget(9115, '/-/healthy') },
  pushgateway: { ...strict, port: 9091, healthcheck: wget(9091, '/-/ready') },
  postgres_exporter: {
    ...strict,
    port: 9187,
    environment: { DATA_SOURCE_NAME: 'postgresql://app:secret@postgres:5432/shop?sslmode=disable' },
    healthcheck: wget(9187, '/'),
  },
  redis_exporter: {
    ...strict,
    port: 9121,
    environment: { REDIS_ADDR: 'redis:6379' },
    healthcheck: wget(9121, '/health'),
  },
  cadvisor: { port: 8080, volumes: ['/sys:/sys:ro'], healthcheck: wget(8080, '/healthz') },
  grafana: { ...strict, port: 3000, healthcheck: wget(3000, '/api/health') },
  redis: { ...strict, user: '999:1000', port: 6379, healthcheck: { test: ['CMD', 'redis-cli', 'ping'] } },
  postgres: {
    ...strict,
    user: '70:70',
    tmpfs: ['/run/postgresql:uid=70,gid=70', '/tmp'],
    port: 5432,
    environment: { POSTGRES_USER: 'app', POSTGRES_DB: 'shop', POSTGRES_PASSWORD_FILE: '/run/secrets/password' },
    secrets: ['password'],
    volumes: ['./init.sql:/docker-entrypoint-initdb.d/init.sql:ro'],
    healthcheck: { test: ['CMD-SHELL', 'pg_isready -U app -d shop -h 127.0.0.1'] },
  },
  app: {
    ...strict,
    user: 'node',
    port: 3000,
    command: ['-e', script],
    healthcheck: { test: ['CMD', 'node', '-e', ask] },
  },
};

function compose(...args: string[]): Promise<{ stdout: string }> {
  return docker(engine, ['compose', '-p', basename(folder).toLowerCase(), '-f', join(folder, 'compose.json'), ...args]);
}

async function get(service: Service, path: string): Promise<string> {
  const address = (await compose('port', service, `${services[service].port}`)).stdout.trim();
  return (await fetch(`http://${address}${path}`)).text();
}

beforeAll(async () => {
  if (running === undefined) return;
  provided = await ensureImages(Object.values(images), { engine });
  folder = await mkdtemp(join(tmpdir(), 'narthex-images-'));
  const all = Object.entries(services).map(([name, { port, healthcheck, ...rest }]) => [
    name,
    {
      image: images[name as Service],
      ports: [`127.0.0.1::${port}`],
      healthcheck: { ...healthcheck, interval: '1s', timeout: '5s', retries: 60 },
      ...rest,
    },
  ]);
  const document = { services: Object.fromEntries(all), secrets: { password: { file: './password' } } };
  await writeFile(join(folder, 'compose.json'), JSON.stringify(document));
  await writeFile(join(folder, 'password'), 'secret\n');
  await writeFile(join(folder, 'init.sql'), 'CREATE TABLE orders (id int); INSERT INTO orders VALUES (41), (42);\n');
  await compose('up', '--detach', '--wait', '--wait-timeout', '90');
}, 300_000);

afterAll(async () => {
  if (folder === undefined) return;
  await compose('down', '--volumes', '--timeout', '5').catch(() => {});
  await rm(folder, { recursive: true, force: true });
}, 120_000);

describe.skipIf(running === undefined)('the images that tests run on', { timeout: 60_000 }, () => {
  it('are all there, and every stand-in says so in its label', async () => {
    expect(provided.map(({ image }) => image)).toEqual(Object.values(images));
    for (const { image, standIn } of provided) {
      const said = await docker(engine, [
        'image',
        'inspect',
        '--format',
        '{{index .Config.Labels "narthex.standin"}}',
        image,
      ]);
      expect(said.stdout.trim()).toBe(standIn ?? '');
    }
  });

  it('cost nothing the second time', async () => {
    const notes: string[] = [];
    await ensureImages(Object.values(images), { engine, onProgress: (note) => notes.push(note) });
    expect(notes).toEqual([]);
  });

  it.each(Object.keys(images))('%s runs, under the hardening of a real stack, and is healthy', async (name) => {
    const { stdout } = await compose('ps', '--all', '--format', '{{.Health}} {{.State}}', name);
    expect(stdout.trim()).toBe('healthy running');
  });

  it.each([
    ['prometheus', '/metrics', /^prometheus_build_info\{.*version="3\./m],
    ['alertmanager', '/api/v2/status', /"version":"0\./],
    ['node_exporter', '/metrics', /^node_exporter_build_info/m],
    ['blackbox', '/probe?target=http://prometheus:9090/-/ready&module=http_2xx', /^probe_success 1$/m],
    ['pushgateway', '/metrics', /^pushgateway_build_info/m],
    ['postgres_exporter', '/metrics', /^pg_up 1$/m],
    ['redis_exporter', '/metrics', /^redis_up 1$/m],
    ['cadvisor', '/metrics', /^# TYPE /m],
    ['grafana', '/api/health', /"database": ?"ok"/],
    ['app', '/', /^ok$/],
  ] as const)('%s answers %s', async (service, path, expected) => {
    expect(await get(service, path)).toMatch(expected);
  });

  it('set up a new database as the official image does: user, database, password file, scripts', async () => {
    const query = ['psql', '-U', 'app', '-d', 'shop', '-Atc', 'select sum(id) from orders'];
    expect((await compose('exec', '-T', 'postgres', ...query)).stdout.trim()).toBe('83');
  });

  it.each(['redis', 'postgres'] as const)('%s started as root hands over to its own user', async (service) => {
    const variables = ['--env', 'POSTGRES_PASSWORD=secret'];
    const started = await docker(engine, ['run', '--detach', '--rm', ...variables, images[service]]);
    const id = started.stdout.trim();
    try {
      const user = () =>
        docker(engine, ['exec', id, 'stat', '-c', '%U', '/proc/1']).then(({ stdout }) => stdout.trim());
      while ((await user()) !== service) await new Promise((resolve) => setTimeout(resolve, 50));
    } finally {
      await docker(engine, ['rm', '--force', '--volumes', id]);
    }
  });

  it('end at once when they are asked to', async () => {
    await compose('stop', '--timeout', '30', 'grafana', 'prometheus', 'alertmanager', 'redis', 'postgres');
    const { stdout } = await compose('ps', '--all', '--format', '{{.Service}} {{.ExitCode}}');
    expect(stdout).not.toMatch(/ 137$/m);
  });
});
