import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { Agent, request as httpsRequest } from 'node:https';
import { connect } from 'node:net';
import { join } from 'node:path';
import { collectOnScrape, gauge, instrument } from '@narthex/instrumentation';
import { createHealth } from '@narthex/instrumentation/health';
import { type MetricsServerOptions, startMetricsServer } from '@narthex/instrumentation/server';
import client from 'prom-client';
import { describe, expect, it, onTestFinished } from 'vitest';
import { temporaryFolder } from '../support/temporary.ts';
import { parseExposition } from './exposition.ts';

async function serving(options: Partial<MetricsServerOptions> = {}) {
  const registry = new client.Registry();
  const { depth } = instrument({ depth: gauge('queue_depth', 'Depth.') }, { registry });
  depth.set(7);
  const server = await startMetricsServer({ registry, port: 0, ...options });
  onTestFinished(() => server.close());
  const get = (path: string, init?: RequestInit) => fetch(`${server.url}${path}`, init);
  return { registry, server, get };
}

function secretFile(text: string): string {
  const file = join(temporaryFolder(), 'secret');
  writeFileSync(file, text);
  return file;
}

describe('the metrics server', () => {
  it('serves the metrics on loopback, in the format and compression that is asked for', async () => {
    const { server, get } = await serving();
    expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    const plain = await get('/metrics?name=ignored');
    expect(plain.status).toBe(200);
    expect(plain.headers.get('content-encoding')).toBe('gzip');
    expect(plain.headers.get('cache-control')).toBe('no-store');
    expect(parseExposition(await plain.text()).get('queue_depth')).toBe(7);
    const open = await get('/metrics', { headers: { accept: 'application/openmetrics-text' } });
    expect(open.headers.get('content-type')).toMatch(/^application\/openmetrics-text/);
    expect(await open.text()).toMatch(/# EOF\n$/);
  });

  it('knows its three paths and reading only', async () => {
    const { get } = await serving();
    expect((await get('/')).status).toBe(404);
    expect((await get('/__proto__')).status).toBe(404);
    expect((await get('/constructor')).status).toBe(404);
    expect((await get('/metrics', { method: 'POST', body: 'x' })).status).toBe(405);
    const head = await get('/metrics', { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
  });

  it('answers probes by their hooks: no, an error and no answer in time are no', async () => {
    const { get } = await serving({ liveness: () => true, readiness: () => new Promise(() => undefined) });
    expect((await get('/livez')).status).toBe(200);
    expect((await get('/readyz')).status).toBe(503);
    const failing = await serving({
      liveness: () => {
        throw new Error('no');
      },
      readiness: async () => false,
    });
    expect((await failing.get('/livez')).status).toBe(503);
    expect((await failing.get('/readyz')).status).toBe(503);
    const simple = await serving();
    expect((await simple.get('/readyz')).status).toBe(200);
  });

  it('takes the handlers of the health checks as they are', async () => {
    let well = true;
    const health = createHealth({
      service: 'shop',
      version: '1',
      checks: [{ name: 'database', check: () => well, critical: true, failureThreshold: 1 }],
    });
    onTestFinished(() => health.close());
    const { get } = await serving({ ...health.handlers });
    const ready = await get('/readyz');
    expect([ready.status, await ready.json()]).toEqual([
      200,
      { status: 'healthy', components: { database: 'healthy' } },
    ]);
    well = false;
    health.drain();
    expect((await get('/readyz')).status).toBe(503);
    expect((await get('/livez')).status).toBe(200);
  });

  it('collects nothing for a request that wants only the head', async () => {
    const { registry, get } = await serving();
    let reads = 0;
    collectOnScrape({ registry, name: 'reads', metrics: { reads: gauge('reads', 'Reads.') } }, () => {
      reads += 1;
    });
    expect((await get('/metrics', { method: 'HEAD' })).headers.get('content-encoding')).toBe('gzip');
    expect(reads).toBe(0);
    await (await get('/metrics')).text();
    expect(reads).toBe(1);
  });

  it('asks for the token in its file, also after it was changed, and leaves probes open', async () => {
    const bearerTokenFile = secretFile('first-token\n');
    const { get } = await serving({ authentication: { bearerTokenFile } });
    const status = async (authorization?: string) =>
      (await get('/metrics', authorization === undefined ? {} : { headers: { authorization } })).status;
    expect(await status()).toBe(401);
    expect((await get('/metrics')).headers.get('www-authenticate')).toBe('Bearer');
    expect(await status('Bearer first-token')).toBe(200);
    expect(await status('bearer first-token')).toBe(200);
    for (const wrong of [
      'Bearer',
      'Bearer ',
      'Bearer first-toke',
      'Bearer first-token2',
      'first-token',
      'Basic first-token',
    ])
      expect(await status(wrong)).toBe(401);
    writeFileSync(bearerTokenFile, 'second-token');
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    expect(await status('Bearer first-token')).toBe(401);
    expect(await status('Bearer second-token')).toBe(200);
    expect((await get('/livez')).status).toBe(200);
  });

  it('asks for a user and the password in its file', async () => {
    const { get } = await serving({ authentication: { username: 'prometheus', passwordFile: secretFile('p:ss') } });
    const basic = (user: string) => ({ headers: { authorization: `Basic ${Buffer.from(user).toString('base64')}` } });
    expect((await get('/metrics', basic('prometheus:p:ss'))).status).toBe(200);
    expect((await get('/metrics', basic('prometheus:pass'))).status).toBe(401);
    expect((await get('/metrics', basic('other:p:ss'))).status).toBe(401);
    expect((await get('/metrics')).headers.get('www-authenticate')).toMatch(/^Basic /);
  });

  it('lets nobody in by an empty secret or a file that is gone', async () => {
    for (const bearerTokenFile of [secretFile(' \n'), join(temporaryFolder(), 'missing')]) {
      const { get } = await serving({ authentication: { bearerTokenFile } });
      for (const authorization of ['', 'Bearer', 'Bearer '])
        expect((await get('/metrics', { headers: { authorization } })).status).toBe(500);
    }
  });

  it('speaks TLS with the certificate in its file, and nothing else then', async () => {
    const folder = temporaryFolder();
    const [certificateFile, keyFile] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
    const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=IP:127.0.0.1'];
    const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
    execFileSync(
      'openssl',
      ['req', '-x509', '-days', '1', ...key, ...subject, '-keyout', keyFile, '-out', certificateFile],
      {
        stdio: 'ignore',
      },
    );
    const { server } = await serving({ tls: { certificateFile, keyFile } });
    const agent = new Agent({ ca: readFileSync(certificateFile) });
    const status = await new Promise<number | undefined>((resolve, reject) => {
      httpsRequest(`${server.url}/metrics`, { agent }, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
        .on('error', reject)
        .end();
    });
    expect(status).toBe(200);
    await expect(fetch(server.url.replace('https', 'http'))).rejects.toThrow();
  });

  it('goes on after thousands of broken requests, and after clients that leave in the middle', async () => {
    const { server, get } = await serving();
    const port = Number(new URL(server.url).port);
    const broken = (bytes: string) =>
      new Promise<void>((resolve) => {
        const socket = connect(port, '127.0.0.1', () => socket.end(bytes));
        socket.on('error', () => undefined);
        socket.on('close', () => resolve());
        socket.resume();
      });
    for (let round = 0; round < 20; round += 1) {
      await Promise.all(
        Array.from({ length: 100 }, (_, at) =>
          broken(at % 2 === 0 ? '\u0000nonsense\r\n\r\n' : `GET /${'x'.repeat(20_000)} HTTP/1.1\r\n\r\n`),
        ),
      );
    }
    const aborted = new AbortController();
    const pending = get('/metrics', { signal: aborted.signal }).catch(() => undefined);
    aborted.abort();
    await pending;
    expect((await get('/metrics')).status).toBe(200);
  });

  it('says that its address is taken', async () => {
    const { server } = await serving();
    const port = Number(new URL(server.url).port);
    await expect(serving({ port })).rejects.toThrow(/EADDRINUSE/);
  });
});
