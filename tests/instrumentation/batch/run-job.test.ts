import { counter, defineMetrics, gauge, instrument } from '@narthex/instrumentation';
import {
  batchJobMetrics,
  batchRegistry,
  type PushError,
  pushLossMetrics,
  runJob,
} from '@narthex/instrumentation/batch';
import client from 'prom-client';
import { afterEach, describe, expect, it } from 'vitest';
import { parseExposition } from '../exposition.ts';
import { answering, type BadGateway, type Behaviour, badGateway, diesMidway, hangs, nobody } from './gateways.ts';

const backup = defineMetrics({
  size: gauge('backup_size_bytes', 'Size of the last backup.', { unit: 'bytes' }),
  files: counter('backup_files_total', 'Files in the last backup.', { labels: { kind: ['new', 'old'] } }),
});
/** The Pushgateway answers, so nobody waits for it. */
const patient = { deadline: '20s', attemptTimeout: '10s' } as const;
const quick = { deadline: '1s', firstWait: '10ms' } as const;

const open: BadGateway[] = [];
afterEach(async () => {
  for (const gateway of open.splice(0)) await gateway.close();
});
async function gatewayThat(behaves: Behaviour): Promise<BadGateway> {
  const gateway = await badGateway(behaves);
  open.push(gateway);
  return gateway;
}
const seriesOf = (body: string | undefined) => parseExposition(body ?? '');

describe('a job that works', () => {
  it('replaces the group with how it went and what it recorded, and returns what it returns', async () => {
    const { url, received } = await gatewayThat(answering(200));
    const before = Date.now() / 1000;
    const result = await runJob(
      'backup',
      async ({ metrics }) => {
        metrics.files.inc({ kind: 'new' }, 3);
        await new Promise((resolve) => setTimeout(resolve, 20));
        return 'done';
      },
      { gateway: url, metrics: backup, ...patient },
    );
    expect(result).toBe('done');
    expect(received.map(({ method, path }) => `${method} ${path}`)).toEqual(['PUT /metrics/job/backup']);
    const samples = seriesOf(received[0]?.body);
    expect(samples.get('batch_job_success')).toBe(1);
    expect(samples.get('batch_job_duration_seconds')).toBeGreaterThanOrEqual(0.019);
    expect(samples.get('batch_job_last_success_timestamp_seconds')).toBeGreaterThanOrEqual(before);
    expect(samples.get('backup_files_total{kind="new"}')).toBe(3);
  });

  it('pushes nothing but what the stack declares', async () => {
    const { url, received } = await gatewayThat(answering(200));
    const declared = { ...batchJobMetrics, ...backup };
    // The whole set may be given as well: one definition for the stack and the job.
    await runJob('backup', ({ metrics }) => metrics.size.set(5), { gateway: url, metrics: declared, ...patient });
    const names = [...seriesOf(received[0]?.body).keys()].map((key) => key.replace(/\{.*/, ''));
    const known = Object.values(declared).map(({ name }) => name);
    expect(names.length).toBeGreaterThanOrEqual(5);
    expect(names.filter((name) => !known.includes(name))).toEqual([]);
    expect(names).toEqual([...new Set(names)]);
  });

  it('needs no metrics of its own, and may be no promise', async () => {
    const { url, received } = await gatewayThat(answering(200));
    expect(await runJob('tidy', () => 7, { gateway: url, ...patient })).toBe(7);
    expect(seriesOf(received[0]?.body).size).toBe(4);
  });
});

describe('a job that fails', () => {
  const failing = new Error('the disk is full');

  it('updates the group, so that the last success and what it did not get to stay, and throws its error', async () => {
    const { url, received } = await gatewayThat(answering(200));
    const run = runJob(
      'backup',
      ({ metrics }) => {
        metrics.files.inc({ kind: 'old' });
        throw failing;
      },
      { gateway: url, metrics: backup, ...patient },
    );
    await expect(run).rejects.toBe(failing);
    expect(received.map(({ method }) => method)).toEqual(['POST']);
    const samples = seriesOf(received[0]?.body);
    expect(samples.get('batch_job_success')).toBe(0);
    expect(samples.get('backup_files_total{kind="old"}')).toBe(1);
    expect([...samples.keys()]).not.toContain('batch_job_last_success_timestamp_seconds');
    expect([...samples.keys()]).not.toContain('backup_size_bytes');
  });

  it('throws what it throws, whatever that is, when the Pushgateway is lost as well', async () => {
    const told: PushError[] = [];
    const gateway = await nobody();
    const run = runJob('backup', () => Promise.reject('a text'), {
      gateway,
      ...patient,
      warn: (_, loss) => told.push(loss),
    });
    await expect(run).rejects.toBe('a text');
    expect(told).toHaveLength(1);
  });
});

describe('losing the Pushgateway', () => {
  it.each([
    ['hangs', hangs, 'timeout'],
    ['answers 400', answering(400), 'refused'],
    ['answers 500', answering(500), 'failing'],
    ['dies midway', diesMidway, 'unreachable'],
  ] as const)('does not fail the job when it %s: it is warned of and counted', async (_, behaves, reason) => {
    const { url } = await gatewayThat(behaves);
    const registry = new client.Registry();
    const { lost } = instrument(pushLossMetrics, { registry });
    const told: PushError[] = [];
    const start = performance.now();
    const options = { gateway: url, ...quick, lost, warn: (_: string, loss: PushError) => told.push(loss) };
    expect(await runJob('backup', () => 'done', options)).toBe('done');
    expect(performance.now() - start).toBeLessThan(3_000);
    expect(told.map((loss) => loss.reason)).toEqual([reason]);
    const samples = parseExposition(await registry.metrics());
    expect(samples.get(`narthex_pushes_lost_total{reason="${reason}"}`)).toBe(1);
  });

  it('does not fail the job either when whoever is told of it fails', async () => {
    const warn = () => {
      throw new Error('the log is closed');
    };
    expect(await runJob('backup', () => 'done', { gateway: 'nowhere', ...quick, warn })).toBe('done');
  });

  it('is a warning of the process where nobody is named to be told', async () => {
    const warned: Error[] = [];
    const note = (warning: Error) => warned.push(warning);
    process.on('warning', note);
    await runJob('', () => 'done', { gateway: await nobody(), ...quick });
    await new Promise((resolve) => setImmediate(resolve));
    process.off('warning', note);
    // Others may have something to say at the same time.
    const texts = warned.map(({ name, message }) => `${name}: ${message}`);
    expect(texts.filter((text) => text.includes('the job has no name'))).toEqual([
      expect.stringMatching(/^PushWarning: Nothing was pushed: /),
    ]);
  });
});

describe('what stays', () => {
  it.each([
    [true, ['PUT'], ['POST']],
    ['failures', ['DELETE'], ['POST']],
    [false, ['DELETE'], ['DELETE']],
  ] as const)('with keep: %s, after success %j and after failure %j', async (keep, worked, failed) => {
    const { url, received } = await gatewayThat(answering(202));
    const methods = () => received.map(({ method }) => method);
    await runJob('backup', () => {}, { gateway: url, ...patient, keep });
    expect(methods()).toEqual(worked);
    const failing = runJob('backup', () => Promise.reject(new Error('no')), { gateway: url, ...patient, keep });
    await expect(failing).rejects.toThrow('no');
    expect(methods()).toEqual([...worked, ...failed]);
  });

  it('while it runs is what it has recorded so far, without saying that it has ended', async () => {
    const { url, received } = await gatewayThat(answering(200));
    await runJob(
      'backup',
      async ({ metrics, push }) => {
        metrics.size.set(1);
        await push();
        metrics.size.set(2);
      },
      { gateway: url, metrics: backup, ...patient },
    );
    expect(received.map(({ method }) => method)).toEqual(['POST', 'PUT']);
    expect([...seriesOf(received[0]?.body)]).toEqual([['backup_size_bytes', 1]]);
    expect(seriesOf(received[1]?.body).get('backup_size_bytes')).toBe(2);
  });
});

describe('the registry of a job', () => {
  it('holds metrics, and shows those that it may', () => {
    const registry = batchRegistry(new Set(['hidden']));
    registry.registerMetric({ name: 'hidden' });
    registry.registerMetric({ name: 'shown' });
    expect(registry.getMetricsAsArray()).toEqual([{ name: 'shown' }]);
    expect(registry.getSingleMetric('hidden')).toEqual({ name: 'hidden' });
    expect(() => registry.registerMetric({})).toThrow('a metric has a name');
  });
});
