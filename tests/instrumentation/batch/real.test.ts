import { counter, defineMetrics, gauge, histogram } from '@narthex/instrumentation';
import { deleteMetrics, PushError, pushMetrics, runJob } from '@narthex/instrumentation/batch';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seriesNamed } from '../exposition.ts';
import { type RealGateway, realGateway } from './gateways.ts';

const sync = defineMetrics({
  accounts: gauge('sync_accounts', 'Accounts that were compared.', { labels: { region: ['north', 'south'] } }),
  changes: counter('sync_changes_total', 'Changes.'),
  duration: histogram('sync_step_duration_seconds', 'Time of a step.', { unit: 'seconds', buckets: [0.1, 1] }),
});

let gateway: RealGateway | undefined;
beforeAll(async () => {
  gateway = await realGateway('that jobs push to a Pushgateway');
}, 180_000);
afterAll(() => gateway?.close());

const series = async (job: string) =>
  [...((await gateway?.samples()) ?? [])].filter(([key]) => key.includes(`job="${job}"`)).map(([key]) => key);
const value = async (name: string, job: string) =>
  seriesNamed((await gateway?.samples()) ?? new Map(), name).find(([key]) => key.includes(`job="${job}"`))?.[1];

describe('a real Pushgateway', () => {
  it('keeps what a job recorded, of every type, and when it was pushed', async () => {
    if (gateway === undefined) return;
    const run = runJob(
      'sync',
      ({ metrics }) => {
        metrics.accounts.set({ region: 'north' }, 12);
        metrics.changes.inc(3);
        metrics.duration.observe(0.5);
      },
      { gateway: gateway.url, metrics: sync },
    );
    await run;
    expect(await value('sync_accounts', 'sync')).toBe(12);
    expect(await value('sync_changes_total', 'sync')).toBe(3);
    expect(await value('sync_step_duration_seconds_count', 'sync')).toBe(1);
    expect(await value('batch_job_success', 'sync')).toBe(1);
    expect(await value('push_time_seconds', 'sync')).toBeGreaterThan(Date.now() / 1000 - 60);
  });

  it('keeps the last success when a later run fails, and forgets series that a later success does not have', async () => {
    if (gateway === undefined) return;
    const { url } = gateway;
    const run = (region: 'north' | 'south', fails: boolean) =>
      runJob(
        'regions',
        ({ metrics }) => {
          metrics.accounts.set({ region }, 1);
          if (fails) throw new Error('no');
        },
        { gateway: url, metrics: sync },
      );
    await run('north', false);
    const succeeded = await value('batch_job_last_success_timestamp_seconds', 'regions');
    await expect(run('south', true)).rejects.toThrow('no');
    expect(await value('batch_job_success', 'regions')).toBe(0);
    expect(await value('batch_job_last_success_timestamp_seconds', 'regions')).toBe(succeeded);
    expect(await value('sync_changes_total', 'regions')).toBe(0);
    await run('south', false);
    expect((await series('regions')).filter((key) => key.includes('region="north"'))).toEqual([]);
    expect(await value('batch_job_success', 'regions')).toBe(1);
  });

  it.each([
    ['slashes', { path: '/srv/data' }],
    ['nothing', { path: '' }],
    ['a dot', { path: '..' }],
    ['what is special in an address', { path: 'a?b#c%2F&d ü' }],
  ])('keeps a key with %s as it was meant', async (what, grouping) => {
    if (gateway === undefined) return;
    const job = `key of ${what}/x`;
    await pushMetrics({ gateway: gateway.url, job, grouping, metrics: 'backup_bytes 1\n' });
    // A label without a value is no label to Prometheus.
    expect(await series(job)).toContain(`backup_bytes{instance="",job="${job}",path="${grouping.path}"}`);
    await deleteMetrics({ gateway: gateway.url, job, grouping });
    expect(await series(job)).toEqual([]);
  });

  it('refuses what does not fit together, says why, and notes the failure', async () => {
    if (gateway === undefined) return;
    const broken = { gateway: gateway.url, job: 'broken', metrics: 'a_bytes{x="1"} 1\na_bytes{x="1"} 2\n' };
    const error = await pushMetrics(broken).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(PushError);
    expect(error).toMatchObject({ reason: 'refused', status: 400, attempts: 1 });
    expect(String(error)).toMatch(/a_bytes/);
    expect(await value('push_failure_time_seconds', 'broken')).toBeGreaterThan(0);
  });

  it('has nothing left of a job that was to be seen only while it ran', async () => {
    if (gateway === undefined) return;
    const { url } = gateway;
    await runJob(
      'passing',
      async ({ metrics, push }) => {
        metrics.changes.inc();
        await push();
        expect(await value('sync_changes_total', 'passing')).toBe(1);
      },
      { gateway: url, metrics: sync, keep: false },
    );
    expect(await series('passing')).toEqual([]);
  });
});
