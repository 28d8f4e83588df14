import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type AlertOverride,
  type Definition,
  defineMetrics,
  gauge,
  pushgateway,
  simulated,
} from '../../stacks/index.ts';
import { sergasSampleValues } from '../../stacks/sergas/metrics.ts';
import sergas from '../../stacks/sergas.ts';
import { brokenRules, faultToken, idleTransaction, push, simulation, stopped, type Trouble } from './faults.ts';
import {
  arrived,
  hasLabels,
  hurried,
  json,
  type LocalStack,
  localStack,
  notifications,
  runbookOf,
  until,
  type Wanted,
} from './stack.ts';

let stack: LocalStack;
const running = () => stack;
const suffers = simulation(running);
const transaction = idleTransaction(running, 'sergas');

/** Once everything in the window is bad, so that the value of the alert is that of the fault. */
const settled: AlertOverride = { window: '5s', for: '7s', keepFiringFor: '0s' };
const atOnce: AlertOverride = { for: '0s', keepFiringFor: '0s' };
/** Later than the critical one that mutes it, as in life. */
const later: AlertOverride = { for: '5s', keepFiringFor: '0s' };

const alerts: Readonly<Record<string, AlertOverride>> = {
  HighErrorRate: settled,
  APILatencyCritical: { window: '5s', ...atOnce },
  ServiceLatencyHigh: { window: '5s', ...later },
  AgentProcessingBacklog: settled,
  LowCacheHitRate: settled,
  ZohoRateLimitHit: { window: '5s', ...atOnce },
  ZohoSyncStale: atOnce,
  DatabaseConnectionPoolExhausted: atOnce,
  PrometheusBadConfig: { window: '3s', ...atOnce },
  PostgresIdleInTransaction: { threshold: 2, ...atOnce },
  BatchJobStale: atOnce,
  BatchJobPushFailed: atOnce,
  ServiceDown: atOnce,
  InstanceDown: later,
  TargetDown: atOnce,
  PostgresDown: atOnce,
  RedisDown: atOnce,
  ProbeFailed: atOnce,
};

/** Sergas with a batch job, and with windows of seconds. */
function breakable({ stack: sergasStack, ...definition }: Definition): Definition {
  const backup = defineMetrics({ size: gauge('backup_size_bytes', 'Size of the last backup.', { unit: 'bytes' }) });
  const exporters = sergasStack.exporters.map((exporter) =>
    exporter.name === 'pushgateway' ? pushgateway({ pushes: { backup: { metrics: backup, every: '10s' } } }) : exporter,
  );
  return hurried(
    { ...definition, stack: { ...sergasStack, exporters } },
    {
      services: { 'sergas-api': { run: simulated({ values: sergasSampleValues, faults: faultToken }) } },
      prometheus: { interval: '1s' },
      alerts,
      slos: {
        'zoho-freshness': {
          tiers: {
            // These rules are evaluated once a minute: what is bad at the first time is most of what there is, and half at the second.
            fastest: { long: '10m', short: '5m', budget: 1.2, for: '0s' },
            fast: { off: 'it would go on firing for half an hour' },
          },
        },
      },
    },
  );
}

beforeAll(async () => {
  stack = await localStack(breakable(sergas), 17_000);
  await stack.start();
});

afterAll(async () => {
  transaction.kill();
  await stack?.remove();
});

/** An alert, what makes it fire, and what it then says to whom. */
interface Case {
  readonly labels: Wanted & { readonly alertname: string };
  readonly receiver: 'oncall' | 'team' | 'archive';
  readonly trouble: Trouble;
  /** The summary and the description, below each other. */
  readonly says: RegExp;
}

/** Breaks something, looks at what is told and how, takes it back, and waits until that is told as well. */
async function firesAndEnds({ labels, receiver, trouble, says }: Case): Promise<void> {
  const begin = Date.now();
  await trouble.begin();
  try {
    const { notification, alert } = await arrived(stack, labels, 'firing', begin);
    expect(notification.receiver).toBe(receiver);
    expect(notification.payload.groupLabels).toEqual(pick(alert.labels, ['alertname', 'job']));
    for (const other of notification.payload.alerts)
      expect(hasLabels(other, notification.payload.groupLabels)).toBe(true);
    expect(alert.labels).toMatchObject({ stack: 'sergas', environment: 'development', team: 'sergas' });
    expect(`${alert.annotations.summary}\n${alert.annotations.description}`).toMatch(says);
    const page = await runbookOf(stack, alert);
    expect(page.status).toBe(200);
    expect(await page.text()).toContain(`<h1>${labels.alertname}</h1>`);
  } finally {
    await trouble.end();
  }
  const ended = await arrived(stack, labels, 'resolved', begin);
  expect(ended.notification.receiver).toBe(receiver);
  expect(Date.parse(ended.alert.endsAt)).toBeGreaterThan(begin);
}

function pick(labels: Wanted, names: readonly string[]): Wanted {
  return Object.fromEntries(Object.entries(labels).filter(([name]) => names.includes(name)));
}

interface Known {
  readonly labels: Wanted;
  readonly fingerprint: string;
  readonly status: { readonly state: string; readonly inhibitedBy: readonly string[] };
}

/** What Alertmanager knows of an alert. */
async function known(alertname: string): Promise<Known | undefined> {
  const filter = encodeURIComponent(`alertname="${alertname}"`);
  const [first] = await json<readonly Known[]>(`${stack.at(9093)}/api/v2/alerts?filter=${filter}`);
  return first;
}

/** How often Alertmanager has kept an alert to itself because of another one: there is no such series before the first time. */
async function keptBack(): Promise<number> {
  const text = await (await fetch(`${stack.at(9093)}/metrics`)).text();
  return Number(/^alertmanager_notifications_suppressed_total\{.*reason="inhibition".*\} (\S+)$/m.exec(text)?.[1] ?? 0);
}

/** Waits until an alert fires that another one mutes; nobody has been told of it since a moment, though it was time to. */
async function mutedBy(source: string, target: string, since: number): Promise<void> {
  const muted = await until(async () => {
    const alert = await known(target);
    return alert?.status.state === 'suppressed' && alert;
  });
  expect(muted.status.inhibitedBy).toEqual([(await known(source))?.fingerprint]);
  const before = await keptBack();
  await until(async () => (await keptBack()) > before);
  expect(await tellOf(target, since)).toEqual([]);
}

/** What has arrived of an alert since a moment. */
async function tellOf(alertname: string, since: number) {
  const all = await notifications(stack);
  return all
    .filter(({ receivedAt }) => Date.parse(receivedAt) >= since)
    .flatMap(({ payload }) => payload.alerts)
    .filter((alert) => hasLabels(alert, { alertname }));
}

const api = { job: 'sergas', service: 'sergas-api' };
const now = () => Date.now() / 1_000;

/** Each request takes so long, in seconds. */
const requestsTake = (value: number) => suffers({ metric: 'http_request_duration_seconds', value });

/** A batch job whose last push was refused: a time of its own is not allowed. */
const refusedPush: Trouble = {
  begin: async () => expect(await push(stack, 'report', 'report_rows 5 1700000000000')).toBe(400),
  end: async () => expect(await push(stack, 'report', 'report_rows 5')).toBe(200),
};

/** A batch job that has run, and does not run again in time. */
const missedRun: Trouble = {
  begin: async () => expect(await push(stack, 'backup', 'backup_size_bytes 1e9')).toBe(200),
  end: async () => expect(await push(stack, 'backup', 'backup_size_bytes 1e9')).toBe(200),
};

const modules = ['accounts', 'contacts', 'tasks', 'notes'];

/** What bears the others at the same time. The one that takes longest comes first. */
const sideBySide: readonly Case[] = [
  {
    labels: { alertname: 'ZohoFreshnessBudgetBurnFast', severity: 'critical', slo: 'zoho-freshness' },
    receiver: 'oncall',
    // Four of five; an hour is promised.
    trouble: suffers(
      ...modules.map((module) => ({
        metric: 'zoho_last_sync_timestamp_seconds',
        labels: { module },
        value: now() - 7_200,
      })),
    ),
    says: /^The error budget of zoho-freshness .* fast\.\nOver the last 10m, data are too old (5[2-9]|[6-9]\d|100)\.\d times as often as 99 % over 30d allow\./,
  },
  {
    labels: { alertname: 'ZohoSyncStale', severity: 'critical', ...api, module: 'deals' },
    receiver: 'oncall',
    trouble: suffers({
      metric: 'zoho_last_sync_timestamp_seconds',
      labels: { module: 'deals' },
      value: now() - 10_800,
    }),
    says: /^The module deals .*\nThe last synchronisation of the module deals without an error was 3h \dm \d+s ago\./,
  },
  {
    labels: { alertname: 'HighErrorRate', severity: 'critical', ...api },
    receiver: 'oncall',
    // Of four classes of answers each comes as often.
    trouble: suffers({ metric: 'http_requests_total', value: 1 }),
    says: /^Requests to sergas-api fail\.\n25% of the requests to sergas-api end in a status 5xx\.$/,
  },
  {
    labels: { alertname: 'DatabaseConnectionPoolExhausted', severity: 'critical', ...api },
    receiver: 'oncall',
    trouble: suffers(
      { metric: 'db_connection_pool_in_use', value: 39 },
      { metric: 'db_connection_pool_max', value: 40 },
    ),
    says: /^sergas-api:8000 has no connections .*\n97\.5% of the connections in the pool of sergas-api:8000 are in use\./,
  },
  {
    labels: { alertname: 'AgentProcessingBacklog', severity: 'warning', ...api, agent: 'data_scout' },
    receiver: 'team',
    trouble: suffers({ metric: 'agent_queue_depth', labels: { agent: 'data_scout' }, value: 150 }),
    says: /^Tasks wait for the agent data_scout\.\n150 tasks wait for the agent data_scout\.$/,
  },
  {
    labels: { alertname: 'LowCacheHitRate', severity: 'warning', ...api, cache: 'session' },
    receiver: 'team',
    trouble: suffers(
      { metric: 'cache_hits_total', labels: { cache: 'session' }, value: 100 },
      { metric: 'cache_misses_total', labels: { cache: 'session' }, value: 300 },
    ),
    says: /^The cache session .*\nOnly 25% of the lookups find something in the cache session\./,
  },
  {
    labels: { alertname: 'ZohoRateLimitHit', severity: 'info', ...api, module: 'contacts' },
    receiver: 'archive',
    trouble: suffers({
      metric: 'zoho_api_calls_total',
      labels: { module: 'contacts', outcome: 'rate_limited' },
      value: 50,
    }),
    says: /^Zoho refuses calls to the module contacts\.\nZoho has answered \d{2,3} calls to the module contacts with 429 /,
  },
  {
    labels: { alertname: 'PostgresIdleInTransaction', severity: 'warning', job: 'postgres', datname: 'sergas' },
    receiver: 'team',
    trouble: transaction,
    says: /^A program .* in sergas\.\nA session in the database sergas \(behind postgres-exporter:9187\) has a transaction open for [\d.]+s, /,
  },
  {
    labels: { alertname: 'BatchJobStale', severity: 'critical', job: 'backup' },
    receiver: 'oncall',
    trouble: missedRun,
    says: /^The batch job backup has not run\.\n.* since the last time 1\.\d\d of its periods have passed\.$/,
  },
  {
    labels: { alertname: 'BatchJobPushFailed', severity: 'warning', job: 'report' },
    receiver: 'team',
    trouble: refusedPush,
    says: /^The Pushgateway refused what the batch job report pushed\.\n.* was refused at 2\d{3}-\d\d-\d\d \d\d:\d\d:\d\d/,
  },
  {
    labels: { alertname: 'PrometheusBadConfig', severity: 'critical', job: 'prometheus' },
    receiver: 'oncall',
    trouble: brokenRules(running),
    says: /^Prometheus prometheus:9090 refused its new configuration\./,
  },
  {
    labels: { alertname: 'RedisDown', severity: 'critical', job: 'redis' },
    receiver: 'oncall',
    trouble: stopped(running, 'redis'),
    says: /^Redis does not answer redis-exporter:9121\./,
  },
  {
    labels: { alertname: 'TargetDown', severity: 'warning', job: 'node' },
    receiver: 'team',
    trouble: stopped(running, 'node-exporter'),
    says: /^Prometheus cannot read node-exporter:9100\.\nThe target node-exporter:9100 of the job node does not answer\./,
  },
];

// An error budget burns minute by minute.
describe.concurrent('the Sergas stack tells', { timeout: 300_000 }, () => {
  it.for(sideBySide)('of $labels.alertname, and of its end', (each) => firesAndEnds(each));

  it('only of the critical alert while its warning has the same symptom, and of the warning after it', async () => {
    const begin = Date.now();
    const [unbearable, slow] = [requestsTake(5), requestsTake(2)];
    const critical = { alertname: 'APILatencyCritical', severity: 'critical', ...api };
    const warning = { alertname: 'ServiceLatencyHigh', severity: 'warning', ...api };
    await unbearable.begin();
    const { alert } = await arrived(stack, critical, 'firing', begin);
    expect(alert.annotations.description).toMatch(/ takes 4\.\d+s or longer\.$/);
    await mutedBy(critical.alertname, warning.alertname, begin);

    await slow.begin();
    await unbearable.end();
    await arrived(stack, critical, 'resolved', begin);
    const { notification } = await arrived(stack, warning, 'firing', begin);
    expect(notification.receiver).toBe('team');
    await slow.end();
    await arrived(stack, warning, 'resolved', begin);
  });
});

describe('the Sergas stack with a part that others need', () => {
  it('tells of a database that is gone by its exporter and by the probe, which nothing mutes', async () => {
    const begin = Date.now();
    const probe = { alertname: 'ProbeFailed', severity: 'critical', job: 'blackbox-tcp', service: 'postgres' };
    const { begin: stop, end } = stopped(running, 'postgres');
    await firesAndEnds({
      labels: { alertname: 'PostgresDown', severity: 'critical', job: 'postgres' },
      receiver: 'oncall',
      trouble: {
        begin: stop,
        end: async () => {
          const { alert } = await arrived(stack, probe, 'firing', begin);
          expect(alert.annotations.description).toMatch(/ postgres:5432 \(job blackbox-tcp\) .* probe_success is 0\.$/);
          await end();
        },
      },
      says: /^PostgreSQL does not answer postgres-exporter:9187\./,
    });
    await arrived(stack, probe, 'resolved', begin);
  });

  it('tells that a service is down, and not of each of its instances', async () => {
    const begin = Date.now();
    const { begin: stop, end } = stopped(running, 'sergas-api');
    await firesAndEnds({
      labels: { alertname: 'ServiceDown', severity: 'critical', ...api },
      receiver: 'oncall',
      trouble: {
        begin: stop,
        end: async () => {
          await mutedBy('ServiceDown', 'InstanceDown', begin);
          await end();
        },
      },
      says: /^No instance of sergas-api answers\.\nEvery instance of sergas-api \(job sergas\) /,
    });
  });

  it('has told of nothing whose text is not whole', async () => {
    const all = (await notifications(stack)).flatMap(({ payload }) => payload.alerts);
    expect(new Set(all.map(({ labels }) => labels.alertname)).size).toBeGreaterThanOrEqual(sideBySide.length);
    for (const { labels, annotations } of all) {
      expect(annotations, labels.alertname).toMatchObject({
        summary: expect.stringMatching(/\w/),
        description: expect.stringMatching(/\w/),
        runbook_url: expect.stringContaining(`${labels.alertname}`),
      });
      // What Go's templates leave behind where they fail, or where a label is not there.
      expect(Object.values(annotations).join('\n')).not.toMatch(/\{\{|\}\}|<no value>|error expanding|%!/);
    }
  });
});
