import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deleteMetrics, PushError, type PushOptions, pushMetrics } from '@narthex/instrumentation/batch';
import client from 'prom-client';
import { afterEach, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../support/temporary.ts';
import {
  answering,
  type BadGateway,
  type Behaviour,
  badGateway,
  diesMidway,
  first,
  hangs,
  nobody,
} from './gateways.ts';

const open: BadGateway[] = [];
afterEach(async () => {
  for (const gateway of open.splice(0)) await gateway.close();
});
async function gatewayThat(behaves: Behaviour): Promise<BadGateway> {
  const gateway = await badGateway(behaves);
  open.push(gateway);
  return gateway;
}

const quick = { deadline: '1s', firstWait: '10ms' } as const;
/** For a gateway that says nothing: nobody wants to wait for it. */
const impatient = { ...quick, attemptTimeout: '150ms' };
const push = (gateway: string | URL, more: Partial<PushOptions> = {}) =>
  pushMetrics({ gateway, job: 'backup', metrics: 'backup_bytes 42\n', ...quick, ...more });
const lossOf = async (work: Promise<void>): Promise<PushError> => {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof PushError)) throw new Error(`it was not lost, but ended with ${String(error)}`);
  return error;
};

describe('a push', () => {
  it('puts the whole group, or posts what is to be replaced in it', async () => {
    const { url, received } = await gatewayThat(answering(202));
    await push(url, { grouping: { shard: 'a' } });
    await push(`${url}/behind/a/proxy/`, { mode: 'update' });
    await deleteMetrics({ gateway: new URL(url), job: 'backup' });
    expect(received.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'PUT /metrics/job/backup/shard/a',
      'POST /behind/a/proxy/metrics/job/backup',
      'DELETE /metrics/job/backup',
    ]);
    expect(received[0]?.headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8');
    expect(received.map(({ body }) => body)).toEqual(['backup_bytes 42\n', 'backup_bytes 42\n', '']);
  });

  it('takes the registry of a client', async () => {
    const { url, received } = await gatewayThat(answering(200));
    const registry = new client.Registry();
    new client.Gauge({ name: 'backup_bytes', help: 'Size.', registers: [registry] }).set(7);
    await push(url, { metrics: registry });
    expect(received[0]?.body).toMatch(/^backup_bytes 7$/m);
  });

  it.each([
    ['is answered with 500', answering(500)],
    ['is answered with 503 by a proxy', answering(503, 'no backend')],
    ['is answered with 429', answering(429)],
    ['is answered in half', diesMidway],
    ['is not answered in time', hangs],
  ] as const)('is tried again when it %s', async (_, bad) => {
    const { url, received } = await gatewayThat(first(2, bad));
    await push(url, { deadline: '10s', ...(bad === hangs && { attemptTimeout: '150ms' }) });
    expect(received.length).toBeGreaterThanOrEqual(3);
    // Each time it is the same.
    expect(new Set(received.map(({ method, path, body }) => `${method} ${path} ${body}`)).size).toBe(1);
  });

  it.each([
    ['failing', answering(500, 'out of\n  memory'), /it answered 500: out of memory\./, 500],
    ['timeout', hangs, /no answer within \d+ ms/, undefined],
    ['unreachable', diesMidway, /PUT http.* was tried \d+ times: /, undefined],
  ] as const)('is given up as %s at its deadline', async (reason, bad, message, status) => {
    const { url } = await gatewayThat(bad);
    const start = performance.now();
    const loss = await lossOf(push(url, bad === hangs ? impatient : quick));
    const took = performance.now() - start;
    expect(loss).toMatchObject({ reason, status });
    expect(loss.message).toMatch(message);
    expect(loss.attempts).toBeGreaterThan(1);
    expect(took).toBeLessThan(1000 + 1500);
  });

  it('is given up as unreachable where nobody listens', async () => {
    const loss = await lossOf(push(await nobody()));
    expect(loss).toMatchObject({ reason: 'unreachable' });
    expect(loss.message).toMatch(/ECONNREFUSED/);
  });

  it.each([
    [400, 'the metric has two types'],
    [401, ''],
    [404, ''],
  ])('is not tried again when it is answered with %i', async (status, words) => {
    const { url, received } = await gatewayThat(answering(status, words));
    const loss = await lossOf(push(url));
    expect(loss).toMatchObject({ reason: 'refused', status, attempts: 1 });
    expect(loss.message).toContain(words);
    expect(received).toHaveLength(1);
  });

  it('follows no redirect, which would take the secret elsewhere', async () => {
    const elsewhere = await gatewayThat(answering(200));
    const { url } = await gatewayThat((response) => response.writeHead(307, { location: elsewhere.url }).end());
    expect(await lossOf(push(url))).toMatchObject({ reason: 'refused', status: 307 });
    expect(elsewhere.received).toEqual([]);
  });

  it('reads no more of an endless answer than says why', async () => {
    const { url } = await gatewayThat((response) => {
      response.writeHead(400);
      const pour = () => response.write('x'.repeat(65_536), () => setImmediate(pour));
      pour();
    });
    const loss = await lossOf(push(url));
    expect(loss).toMatchObject({ reason: 'refused', status: 400 });
    expect(loss.message.length).toBeLessThan(2_200);
  });

  it('waits a random time that grows, so that many do not come back together', async () => {
    const times: number[] = [];
    const { url } = await gatewayThat((response) => {
      times.push(performance.now());
      answering(500)(response, 0);
    });
    await lossOf(push(url, { deadline: '1.2s', firstWait: '100ms' }));
    const waits = times.slice(1).map((time, index) => time - (times[index] ?? 0));
    for (const [index, wait] of waits.entries()) expect(wait).toBeLessThan(100 * 2 ** index + 500);
    expect(new Set(waits.map(Math.round)).size).toBeGreaterThan(1);
  });
});

describe('who pushes', () => {
  const file = (text: string) => {
    const path = join(temporaryFolder(), 'secret');
    writeFileSync(path, text);
    return path;
  };

  it('is proven by a password or a token out of a file, read each time', async () => {
    const { url, received } = await gatewayThat(answering(200));
    const [passwordFile, bearerTokenFile] = [file('pa:ss wörd\n'), file('token')];
    await push(url, { credentials: { username: 'ci', passwordFile } });
    await push(url, { credentials: { bearerTokenFile } });
    writeFileSync(bearerTokenFile, 'next\r\n');
    await deleteMetrics({ gateway: url, job: 'backup', credentials: { bearerTokenFile } });
    expect(received.map(({ headers }) => headers.authorization)).toEqual([
      `Basic ${Buffer.from('ci:pa:ss wörd').toString('base64')}`,
      'Bearer token',
      'Bearer next',
    ]);
  });

  it.each([
    ['cannot be read', () => join(temporaryFolder(), 'none'), /cannot be read \(ENOENT\)\. Mount it/],
    ['is empty', () => file('\n'), /is empty\. Write it into the file/],
  ])('is not pushed without: the secret %s', async (_, bearerTokenFile, message) => {
    const { url, received } = await gatewayThat(answering(200));
    const loss = await lossOf(push(url, { credentials: { bearerTokenFile: bearerTokenFile() } }));
    expect(loss).toMatchObject({ reason: 'invalid', attempts: 0 });
    expect(loss.message).toMatch(message);
    expect(received).toEqual([]);
  });

  it.each([
    ['http://ci:hunter2@gateway:9091', /holds a password\. Put it into a file/],
    ['gateway:9091', /begins with gateway:\. Give one that begins with http: or https:/],
    ['//gateway', /is no address of a Pushgateway\. Give one such as/],
  ])('is refused at the address %s', async (address, message) => {
    const loss = await lossOf(push(address));
    expect(loss).toMatchObject({ reason: 'invalid' });
    expect(loss.message).toMatch(message);
    expect(loss.message).not.toContain('hunter2');
  });
});
