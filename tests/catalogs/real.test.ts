import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { MetricSet } from '@narthex/instrumentation';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  blackboxExporterMetrics,
  blackboxMetrics,
  type Exposition,
  nodeMetrics,
  postgresMetrics,
  probeMetrics,
  pushgatewayMetrics,
  redisMetrics,
} from '../../exporters/index.ts';
import { ensurePrograms } from '../../local/programs/ensure.ts';
import type { Program } from '../../local/programs/find.ts';
import type { ProgramName } from '../../local/programs/table.ts';
import { alertmanagerMetrics, prometheusMetrics } from '../../servers/index.ts';
import type { ProbeModule } from '../../stacks/model/index.ts';
import { couldNotRun } from '../support/could-not-run.ts';
import { absent } from './absent.ts';
import { differences, notExposed } from './compare.ts';
import { type Bench, freePort, openBench, scraped, scrapedWith, unprivileged, until, untilAnswers } from './running.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.close());

/** Finds or fetches programs; without them the test did not run, which is said, and fails where `CI=true`. */
async function programs<N extends ProgramName>(
  test: string,
  names: readonly N[],
): Promise<Record<N, string> | undefined> {
  const found = await ensurePrograms(names).catch((error: unknown) => {
    couldNotRun(test, error instanceof Error ? error.message : String(error));
    return undefined;
  });
  if (found === undefined) return undefined;
  const paths = names.map((name) => [name, (found.get(name) as Program).path] as const);
  return Object.fromEntries(paths) as Record<N, string>;
}

/** The catalog says what is exposed, and what is not exposed stands in the table with a reason. */
function expectCatalog(name: string, catalog: MetricSet, expositions: readonly Exposition[]): void {
  expect(differences(catalog, expositions)).toEqual([]);
  const excused = absent[name] ?? [];
  const missing = notExposed(catalog, expositions).filter((metric) => !excused.some(({ names }) => names.test(metric)));
  expect(missing, `${name} has metrics that were not exposed: say why in tests/catalogs/absent.ts`).toEqual([]);
}

describe('the catalog', () => {
  it.each(Object.entries(absent))('%s has metrics for every reason of absence', (name, reasons) => {
    const catalogs: Record<string, MetricSet> = {
      nodeMetrics,
      postgresMetrics,
      redisMetrics,
      blackboxMetrics,
      blackboxExporterMetrics,
      pushgatewayMetrics,
      prometheusMetrics,
      alertmanagerMetrics,
    };
    const names = Object.values(catalogs[name] ?? {}).map((metric) => metric.name);
    expect(reasons.filter((reason) => !names.some((metric) => reason.names.test(metric)))).toEqual([]);
  });

  it('of the node exporter says what it exposes', async () => {
    const found = await programs('catalog of the node exporter', ['node_exporter']);
    if (found === undefined) return;
    const port = await freePort();
    const off = ['systemd', 'textfile', 'wifi', 'hwmon', 'btrfs'].map((collector) => `--no-collector.${collector}`);
    const child = bench.start(found.node_exporter, [`--web.listen-address=127.0.0.1:${port}`, ...off]);
    await untilAnswers(child, `http://127.0.0.1:${port}/`);
    expectCatalog('nodeMetrics', nodeMetrics, [await scraped(`http://127.0.0.1:${port}/metrics`)]);
  });

  it('of the PostgreSQL exporter says what it exposes of a server with a table and a slot', async () => {
    const test = 'catalog of the PostgreSQL exporter';
    const found = await programs(test, ['postgres_exporter', 'postgres', 'initdb', 'psql']);
    if (found === undefined) return;
    const data = await bench.folder('postgres', unprivileged);
    const as = { folder: data, ...(unprivileged !== undefined && { user: unprivileged }) };
    const created = bench.start(found.initdb, ['-D', data, '-U', 'app', '-A', 'trust', '--no-sync'], as);
    await until(created, async () => existsSync(join(data, 'global', 'pg_control')) && created.exitCode === 0);
    const port = await freePort();
    const settings = ['-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories=', '-c', 'fsync=off'];
    const server = bench.start(found.postgres, ['-D', data, '-p', `${port}`, ...settings], as);
    const sql = (text: string) =>
      spawnSync(found.psql, ['-h', '127.0.0.1', '-p', `${port}`, '-U', 'app', '-d', 'postgres', '-Atc', text])
        .status === 0;
    await until(server, async () => sql('select 1'));
    expect(sql('create table notes (id int primary key)')).toBe(true);
    expect(sql('insert into notes select generate_series(1, 100)')).toBe(true);
    expect(sql("select pg_create_physical_replication_slot('standby', true)")).toBe(true);
    const web = await freePort();
    const more = ['--collector.database_wraparound', '--collector.postmaster'];
    const exporter = bench.start(found.postgres_exporter, [`--web.listen-address=127.0.0.1:${web}`, ...more], {
      environment: { DATA_SOURCE_NAME: `postgresql://app@127.0.0.1:${port}/postgres?sslmode=disable` },
    });
    const url = `http://127.0.0.1:${web}/metrics`;
    // The first answer comes before it has asked for the release of the server.
    const exposition = await scrapedWith(exporter, url, (names) => names.has('pg_stat_user_tables_seq_scan'));
    expectCatalog('postgresMetrics', postgresMetrics, [exposition]);
  });

  it('of the Redis exporter says what it exposes of a server and its replica', async () => {
    const found = await programs('catalog of the Redis exporter', ['redis_exporter', 'redis-server', 'redis-cli']);
    if (found === undefined) return;
    const [port, replica, web, webOfReplica] = [await freePort(), await freePort(), await freePort(), await freePort()];
    const serve = async (name: string, at: number, more: readonly string[]) => {
      const dir = await bench.folder(name);
      return bench.start(found['redis-server'], [
        '--port',
        `${at}`,
        '--bind',
        '127.0.0.1',
        '--dir',
        dir,
        '--save',
        '',
        ...more,
      ]);
    };
    const server = await serve('redis', port, ['--repl-diskless-sync-delay', '0']);
    const cli = (...args: readonly string[]) =>
      spawnSync(found['redis-cli'], ['-p', `${port}`, ...args], { encoding: 'utf8' }).stdout;
    await until(server, async () => cli('ping') === 'PONG\n');
    cli('set', 'a', '1', 'EX', '1000');
    cli('nosuchcommand');
    cli('config', 'set', 'slowlog-log-slower-than', '0');
    const second = await serve('replica', replica, ['--replicaof', '127.0.0.1', `${port}`, '--appendonly', 'yes']);
    await until(second, async () => cli('info', 'replication').includes('state=online'));
    const url = (at: number) => `http://127.0.0.1:${at}/metrics`;
    const exporters = [
      [web, port],
      [webOfReplica, replica],
    ] as const;
    const expositions = await Promise.all(
      exporters.map(([at, redis]) =>
        scrapedWith(
          bench.start(found.redis_exporter, [
            `--web.listen-address=127.0.0.1:${at}`,
            `--redis.addr=redis://127.0.0.1:${redis}`,
          ]),
          url(at),
          (names) => names.has('redis_uptime_in_seconds'),
        ),
      ),
    );
    expectCatalog('redisMetrics', redisMetrics, expositions);
  });

  it('of the Pushgateway says what it exposes, after a push that it took and one that it refused', async () => {
    const found = await programs('catalog of the Pushgateway', ['pushgateway']);
    if (found === undefined) return;
    const port = await freePort();
    const child = bench.start(found.pushgateway, [`--web.listen-address=127.0.0.1:${port}`]);
    const address = `http://127.0.0.1:${port}`;
    await untilAnswers(child, `${address}/-/ready`);
    const push = async (group: string, body: string) =>
      (await fetch(`${address}/metrics/job/${group}`, { method: 'POST', body })).status;
    expect(await push('backup', 'process_pushed 1\n')).toBe(200);
    expect(await push('other', '# TYPE process_pushed counter\nprocess_pushed 1\n')).toBe(400);
    expect(await push('backup/instance/a', 'process_pushed 1\n')).toBe(200);
    const pushed = { ...pushgatewayMetrics, ...probe('process_pushed') };
    expectCatalog('pushgatewayMetrics', pushed, [await scraped(`${address}/metrics`)]);
  });

  it('of the blackbox exporter says what each module exposes', async () => {
    const test = 'catalog of the blackbox exporter';
    const found = await programs(test, ['blackbox_exporter']);
    if (found === undefined) return;
    const folder = await bench.folder('blackbox');
    const target = await tlsTarget(folder, test);
    const config = join(folder, 'blackbox.json');
    const insecure = { tls_config: { insecure_skip_verify: true }, preferred_ip_protocol: 'ip4' };
    await writeFile(
      config,
      JSON.stringify({
        modules: {
          http: { prober: 'http', http: insecure },
          tcp: { prober: 'tcp', tcp: { preferred_ip_protocol: 'ip4' } },
          tls: { prober: 'tcp', tcp: { ...insecure, tls: true } },
          icmp: { prober: 'icmp', icmp: { preferred_ip_protocol: 'ip4' } },
        },
      }),
    );
    const port = await freePort();
    const child = bench.start(found.blackbox_exporter, [
      `--config.file=${config}`,
      `--web.listen-address=127.0.0.1:${port}`,
    ]);
    const own = `http://127.0.0.1:${port}`;
    await untilAnswers(child, `${own}/-/healthy`);
    const probe = (module: string, aim: string) =>
      scraped(`${own}/probe?module=${module}&target=${encodeURIComponent(aim)}`);
    const modules: readonly (readonly [string, ProbeModule, string])[] = [
      ['http', { prober: 'http', timeout: '5s' }, `${own}/metrics`],
      ['tcp', { prober: 'tcp', timeout: '5s' }, `127.0.0.1:${port}`],
      ['icmp', { prober: 'icmp', timeout: '5s' }, '127.0.0.1'],
      ...(target === undefined
        ? []
        : ([
            ['http', { prober: 'http', timeout: '5s' }, `https://${target}/`],
            ['tls', { prober: 'tcp', timeout: '5s', tls: true }, target],
          ] as const)),
    ];
    const expositions: Exposition[] = [];
    for (const [name, module, aim] of modules) {
      const exposition = await probe(name, aim);
      expect(differences(probeMetrics(module), [exposition]), `${name} ${aim}`).toEqual([]);
      expositions.push(exposition);
    }
    expectCatalog('blackboxMetrics', blackboxMetrics, expositions);
    expectCatalog('blackboxExporterMetrics', blackboxExporterMetrics, [await scraped(`${own}/metrics`)]);
  });

  it('of Alertmanager says what it exposes, alone and with a peer', async () => {
    const found = await programs('catalog of Alertmanager', ['alertmanager']);
    if (found === undefined) return;
    const folder = await bench.folder('alertmanager');
    const config = join(folder, 'alertmanager.json');
    const web = await freePort();
    const hook = { url: `http://127.0.0.1:${web}/nowhere` };
    const route = { receiver: 'hook', group_wait: '0s', group_interval: '1s' };
    await writeFile(config, JSON.stringify({ route, receivers: [{ name: 'hook', webhook_configs: [hook] }] }));
    const ports = [await freePort(), await freePort()] as const;
    const serve = async (name: string, at: number, cluster: number, peer: readonly string[]) =>
      bench.start(found.alertmanager, [
        `--config.file=${config}`,
        `--storage.path=${await bench.folder(name)}`,
        `--web.listen-address=127.0.0.1:${at}`,
        `--cluster.listen-address=127.0.0.1:${cluster}`,
        '--cluster.gossip-interval=50ms',
        '--cluster.settle-timeout=1s',
        '--enable-feature=receiver-name-in-metrics',
        ...peer,
      ]);
    const own = `http://127.0.0.1:${web}`;
    const child = await serve('one', web, ports[0], []);
    await untilAnswers(child, `${own}/-/ready`);
    const peer = await freePort();
    await untilAnswers(
      await serve('two', peer, ports[1], [`--cluster.peer=127.0.0.1:${ports[0]}`]),
      `http://127.0.0.1:${peer}/-/ready`,
    );
    const alerts = JSON.stringify([{ labels: { alertname: 'Watchdog' } }]);
    const sent = await fetch(`${own}/api/v2/alerts`, {
      method: 'POST',
      body: alerts,
      headers: { 'content-type': 'application/json' },
    });
    expect(sent.status).toBe(200);
    const exposition = await scrapedWith(child, `${own}/metrics`, (names) =>
      names.has('net_conntrack_dialer_conn_attempted_total'),
    );
    expectCatalog('alertmanagerMetrics', alertmanagerMetrics, [exposition]);
  });

  it('of Prometheus says what it exposes, with rules, discoveries and remote storage', async () => {
    const found = await programs('catalog of Prometheus', ['prometheus']);
    if (found === undefined) return;
    const folder = await bench.folder('prometheus');
    const port = await freePort();
    const own = `http://127.0.0.1:${port}`;
    const [config, rules, targets] = ['prometheus.json', 'rules.json', 'targets.json'].map((name) =>
      join(folder, name),
    );
    if (config === undefined || rules === undefined || targets === undefined) throw new Error('no paths');
    const alert = { alert: 'Watchdog', expr: 'vector(1)', annotations: { summary: '{{ $value }}' } };
    await writeFile(
      rules,
      JSON.stringify({ groups: [{ name: 'all', rules: [alert, { record: 'a:b', expr: 'sum(up)' }] }] }),
    );
    await writeFile(targets, JSON.stringify([{ targets: ['127.0.0.1:1'] }]));
    await writeFile(
      config,
      JSON.stringify({
        global: { scrape_interval: '1s', scrape_timeout: '1s', evaluation_interval: '1s' },
        rule_files: [rules],
        alerting: { alertmanagers: [{ static_configs: [{ targets: ['127.0.0.1:1'] }] }] },
        remote_write: [{ url: `${own}/api/v1/write` }],
        remote_read: [{ url: `${own}/api/v1/read`, required_matchers: { nobody: 'x' } }],
        scrape_configs: [
          { job_name: 'prometheus', static_configs: [{ targets: [`127.0.0.1:${port}`] }] },
          { job_name: 'file', file_sd_configs: [{ files: [targets] }] },
          { job_name: 'dns', dns_sd_configs: [{ names: ['localhost'], type: 'A', port: 1 }] },
          { job_name: 'kubernetes', kubernetes_sd_configs: [{ role: 'node', api_server: 'http://127.0.0.1:1' }] },
        ],
      }),
    );
    const child = bench.start(found.prometheus, [
      `--config.file=${config}`,
      `--storage.tsdb.path=${await bench.folder('tsdb')}`,
      `--web.listen-address=127.0.0.1:${port}`,
      '--web.enable-remote-write-receiver',
    ]);
    await untilAnswers(child, `${own}/-/ready`);
    await untilAnswers(child, `${own}/api/v1/query?query=up`);
    const late = [
      'prometheus_target_interval_length_seconds',
      'prometheus_remote_storage_queue_highest_sent_timestamp_seconds',
      'prometheus_sd_refresh_duration_seconds',
      'prometheus_notifications_errors_total',
      'prometheus_sd_kubernetes_http_request_total',
    ];
    const exposition = await scrapedWith(child, `${own}/metrics`, (names) => late.every((name) => names.has(name)));
    expectCatalog('prometheusMetrics', prometheusMetrics, [exposition]);
  });
});

/** A metric of this name, pushed without a type. */
function probe(name: string): MetricSet {
  const labels = pushgatewayMetrics.pushTime.labels;
  return { [name]: { type: 'gauge', name, help: name, labels } };
}

/** An HTTPS server of the test; its certificate is made here, because a key in a repository is no secret. */
async function tlsTarget(folder: string, test: string): Promise<string | undefined> {
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const request = [
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-keyout',
    key,
    '-out',
    cert,
    '-subj',
    '/CN=localhost',
  ];
  const { status } = spawnSync('openssl', [...request, '-addext', 'subjectAltName=IP:127.0.0.1'], { stdio: 'ignore' });
  if (status !== 0) {
    couldNotRun(`${test}: TLS`, 'there is no openssl to make a certificate with');
    return undefined;
  }
  const { readFileSync } = await import('node:fs');
  const server = createServer({ key: readFileSync(key), cert: readFileSync(cert) }, (_, response) => {
    response.setHeader('last-modified', 'Sat, 21 Nov 2026 11:00:00 GMT');
    response.end('well');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}
