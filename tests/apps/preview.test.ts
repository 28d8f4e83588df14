import { mkdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { bundle, start, temporaryFolder } from './program.ts';

const dashboard = (title: string) => JSON.stringify({ uid: title.toLowerCase(), title, panels: [] });

/** The program beside its page, a folder of dashboards, and the arguments with which a stack starts it. */
async function prepared(prometheus = 'http://127.0.0.1:9') {
  const folder = await temporaryFolder();
  const dashboards = join(folder, 'dashboards');
  await mkdir(dashboards);
  await writeFile(join(dashboards, 'hosts.json'), dashboard('Hosts'));
  await writeFile(join(dashboards, 'README.md'), 'No dashboard.');
  const file = await bundle('preview', folder);
  await writeFile(join(folder, 'preview.js'), 'document.title = "page";');
  await writeFile(join(folder, 'preview.css'), 'body {}');
  const args = ['--dashboards', dashboards, '--prometheus', prometheus, '--from', 'shop (development)'];
  return { dashboards, file, args, listen: ['--listen', '127.0.0.1:0'] };
}

/** A Prometheus that answers every question with nothing, and notes what it was asked. */
async function prometheus() {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.setHeader('content-type', 'application/json');
    response.end('{"status":"success","data":{"resultType":"vector","result":[]}}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

describe('the preview as a part of a stack', () => {
  it('draws the dashboards of its folder, also those that came later', async () => {
    const { file, args, listen, dashboards } = await prepared();
    const url = await start(file, [...args, ...listen, '--interval', '10s']).url;
    const list = async () => (await fetch(`${url}/api/dashboards`)).json();
    expect(await list()).toMatchObject({
      from: 'shop (development)',
      timeInterval: '10s',
      dashboards: [{ uid: 'hosts', title: 'Hosts' }],
    });
    await writeFile(join(dashboards, 'alerts.json'), dashboard('Alerts'));
    await rm(join(dashboards, 'hosts.json'));
    expect(await list()).toMatchObject({ dashboards: [{ uid: 'alerts' }] });
  });

  it('opens the dashboard that it is told first, as long as there is one, and knows where traces are', async () => {
    const { file, args, listen, dashboards } = await prepared();
    await writeFile(join(dashboards, 'alerts.json'), dashboard('Alerts'));
    const traces = ['--traces', 'jaeger', '--traces-url', 'http://127.0.0.1:16686/', '--traces-label', 'traceID'];
    const url = await start(file, [...args, ...listen, '--home', 'hosts', ...traces]).url;
    const list = async () => (await fetch(`${url}/api/dashboards`)).json();
    expect(await list()).toMatchObject({
      home: 'hosts',
      dashboards: [{ uid: 'alerts' }, { uid: 'hosts' }],
      traces: { label: 'traceID', url: 'http://127.0.0.1:16686/trace/{id}' },
    });
    await rm(join(dashboards, 'hosts.json'));
    expect(await list()).not.toHaveProperty('home');
  });

  it('serves the page that stands beside it, and asks its Prometheus', async () => {
    const { url: upstream, asked } = await prometheus();
    const { file, args, listen } = await prepared(upstream);
    const url = await start(file, [...args, ...listen]).url;
    expect(await (await fetch(`${url}/assets/page.js`)).text()).toBe('document.title = "page";');
    expect((await fetch(`${url}/prometheus/api/v1/query?query=up`)).status).toBe(200);
    expect((await fetch(`${url}/prometheus/api/v1/admin/tsdb/snapshot`)).status).toBe(404);
    expect(asked).toEqual(['/api/v1/query?query=up']);
  });

  it('ends orderly when it is asked to', async () => {
    const { file, args, listen } = await prepared();
    const program = start(file, [...args, ...listen]);
    const url = await program.url;
    program.process.kill('SIGTERM');
    expect((await program.ended).status).toBe(0);
    await expect(fetch(url)).rejects.toThrow();
  });

  it('listens on this machine only', async () => {
    const { file, args } = await prepared();
    const { status, output } = await start(file, [...args, '--listen', '0.0.0.0:0']).ended;
    expect(output).toContain('it listens on 127.0.0.1 only, not on 0.0.0.0');
    expect(status).toBe(1);
  });

  it.each([
    [
      ['--dashboards', '/nowhere', '--prometheus', 'http://127.0.0.1:9', '--from', 'shop'],
      'cannot read the dashboards in /nowhere',
    ],
    [
      ['--prometheus', 'http://127.0.0.1:9', '--from', 'shop'],
      'no folder of dashboards. Usage: preview --dashboards DIR',
    ],
    [['--dashboards', '/nowhere', '--from', 'shop'], 'no place of the data'],
    [
      ['--dashboards', '.', '--prometheus', 'http://127.0.0.1:9', '--from', 'shop', '--traces', 'loki'],
      "traces are not stored in 'loki', but in tempo, jaeger, zipkin",
    ],
    [
      ['--dashboards', '.', '--prometheus', 'http://127.0.0.1:9', '--from', 'shop', '--traces', 'tempo'],
      'no address of the traces',
    ],
  ])('says what is missing of %j', async (args, words) => {
    const { file, listen } = await prepared();
    const { status, output } = await start(file, [...args, ...listen]).ended;
    expect(output).toContain(words);
    expect(status).toBe(1);
  });

  it('says that its port is taken', async () => {
    const { url } = await prometheus();
    const { file, args } = await prepared();
    const { status, output } = await start(file, [...args, '--listen', new URL(url).host]).ended;
    expect(output).toMatch(/port \d+ on 127\.0\.0\.1 is in use by another program/);
    expect(status).toBe(1);
  });
});
