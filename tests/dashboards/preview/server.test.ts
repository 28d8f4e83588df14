import { createServer, type IncomingMessage, type RequestListener, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type Preview, prometheusAt, startPreview } from '../../../dashboards/preview/index.ts';

const assets = { script: 'console.log("the page");', style: 'body { margin: 0 }' };
const board = { uid: 'a', title: 'A', tags: ['t'], panels: [] };

/** A Prometheus that answers as it is told, and what it was asked. */
async function upstream(answer: RequestListener): Promise<{ readonly url: string; readonly asked: string[] }> {
  const asked: string[] = [];
  const server = createServer((incoming, response) => {
    asked.push(`${incoming.method} ${incoming.url}`);
    answer(incoming, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

const success: RequestListener = (_, response) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end('{"status":"success","data":{"resultType":"vector","result":[]}}');
};

async function preview(url: string, json: readonly string[] = [JSON.stringify(board)]): Promise<Preview> {
  const started = await startPreview({
    sources: async () => json.map((each, index) => ({ name: `file-${index}`, json: each })),
    from: 'a test',
    upstream: prometheusAt(url),
    timeInterval: '5s',
    port: 0,
    assets,
    bounds: { timeoutMs: 300, bytes: 10_000 },
  });
  onTestFinished(() => started.close());
  return started;
}

/** Asks with headers that `fetch` would not let anybody set. */
function ask(
  url: string,
  headers: Record<string, string> = {},
  method = 'GET',
): Promise<{ readonly status: number; readonly text: string }> {
  const { hostname, port, pathname, search } = new URL(url);
  return new Promise((resolve, reject) => {
    const asked = request({ hostname, port, path: pathname + search, method, headers }, (answer: IncomingMessage) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
      });
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text }));
    });
    asked.once('error', reject);
    asked.end();
  });
}

describe('the preview lets through to Prometheus', () => {
  const readable = [
    'query',
    'query_range',
    'query_exemplars',
    'series',
    'labels',
    'label/job/values',
    'rules',
    'alerts',
    'metadata',
  ];

  it.each(readable)('what reads: %s', async (path) => {
    const { url, asked } = await upstream(success);
    const { url: page } = await preview(url);
    const answer = await fetch(`${page}/prometheus/api/v1/${path}?query=up&time=5`);
    expect([answer.status, asked]).toEqual([200, [`GET /api/v1/${path}?query=up&time=5`]]);
  });

  it.each([
    'api/v1/admin/tsdb/snapshot',
    'api/v1/admin/tsdb/delete_series',
    'api/v1/write',
    'api/v1/targets',
    'api/v1/status/config',
    'api/v1/label/a%2F..%2F..%2Fadmin/values',
    'api/v1/query/',
    'api/v1/../v1/status/flags',
    '-/reload',
    '-/quit',
    'metrics',
    '',
  ])('nothing else: %s', async (path) => {
    const { url, asked } = await upstream(success);
    const { url: page } = await preview(url);
    expect((await ask(`${page}/prometheus/${path}`)).status).toBe(404);
    expect(asked).toEqual([]);
  });

  it('a query of any length, and nothing by any other method', async () => {
    const { url, asked } = await upstream(success);
    const { url: page } = await preview(url);
    const post = (query: string) =>
      fetch(`${page}/prometheus/api/v1/query`, { method: 'POST', body: new URLSearchParams({ query }) });
    expect((await post('up')).status).toBe(200);
    expect((await post('up or '.repeat(5000))).status).toBe(200);
    expect(asked).toEqual(['GET /api/v1/query?query=up', 'POST /api/v1/query']);
    expect((await post('up'.repeat(600_000))).status).toBe(413);
    for (const method of ['PUT', 'DELETE', 'PATCH'])
      expect((await ask(`${page}/prometheus/api/v1/query`, {}, method)).status).toBe(405);
    expect((await ask(`${page}/api/dashboards`, {}, 'POST')).status).toBe(405);
  });
});

describe('the preview answers only its own page on this machine', () => {
  it.each([
    ['another host, which somebody made to lead here', { host: 'rebound.example' }],
    ['the right host with another port', { host: '127.0.0.1:1' }],
    ['another origin', { origin: 'http://example.org' }],
    ['no origin at all, as from a sandbox', { origin: 'null' }],
    ['another site', { 'sec-fetch-site': 'cross-site' }],
    ['another port of this machine', { 'sec-fetch-site': 'same-site' }],
  ])('and not %s', async (_, headers) => {
    const { url, asked } = await upstream(success);
    const { url: page } = await preview(url);
    for (const path of ['/prometheus/api/v1/query?query=up', '/api/dashboards', '/api/dashboards/a'])
      expect((await ask(page + path, headers)).status).toBe(403);
    expect(asked).toEqual([]);
  });

  it('under each of its names, and lets other pages link to it', async () => {
    const { url } = await upstream(success);
    const { url: page } = await preview(url);
    const { port } = new URL(page);
    for (const host of [`127.0.0.1:${port}`, `localhost:${port}`, `LOCALHOST:${port}`])
      expect((await ask(`${page}/api/dashboards`, { host })).status).toBe(200);
    expect((await ask(`${page}/d/a`, { 'sec-fetch-site': 'cross-site' })).status).toBe(200);
  });

  it('without letting the browser run or keep anything else', async () => {
    const { url } = await upstream(success);
    const { url: page } = await preview(url);
    for (const path of ['/', '/d/a', '/assets/page.js', '/api/dashboards', '/prometheus/api/v1/query', '/nothing']) {
      const { headers } = await fetch(page + path);
      expect(headers.get('content-security-policy')).toMatch(/default-src 'none'.*script-src 'self'/);
      expect(headers.get('content-security-policy')).not.toContain('unsafe');
      expect([headers.get('x-content-type-options'), headers.get('cache-control')]).toEqual(['nosniff', 'no-store']);
    }
    expect(await (await fetch(page)).text()).toMatch(/Narthex preview.*not Grafana/s);
  });

  it.each(['/../package.json', '/assets/../../package.json', '/assets/%2e%2e/x', '/etc/passwd', '/d/a/b/c'])(
    'and no file of the disk: %s',
    async (path) => {
      const { url } = await upstream(success);
      const { url: page } = await preview(url);
      expect((await ask(`${page}${path}`)).status).toBe(404);
    },
  );
});

describe('a Prometheus that does not behave', () => {
  const query = async (url: string) => {
    const { url: page } = await preview(url);
    const answer = await fetch(`${page}/prometheus/api/v1/query?query=up`);
    const { error } = (await answer.json()) as { readonly error: string };
    return [answer.status, error] as const;
  };

  it('is called by what is wrong when it is down', async () => {
    expect(await query('http://127.0.0.1:1')).toEqual([502, expect.stringMatching(/^Prometheus does not answer: /)]);
  });

  it('is not waited for when it does not answer, or never ends', async () => {
    const silent = await upstream(() => {});
    expect(await query(silent.url)).toEqual([504, 'Prometheus did not answer within 0.3 s.']);
    const endless = await upstream((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write('{"status":');
    });
    expect(await query(endless.url)).toEqual([504, 'Prometheus did not answer within 0.3 s.']);
  });

  it('is cut off when it says too much', async () => {
    const { url } = await upstream((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(`{"status":"success","data":"${'x'.repeat(20_000)}"}`);
    });
    expect(await query(url)).toEqual([502, 'Prometheus answered more than 0.01 MB.']);
  });

  it.each([
    ['a page', 'text/html', '<h1>Log in</h1>'],
    ['JSON that is none', 'application/json', 'null'],
    ['nothing', 'application/json', ''],
  ])('is not believed when it answers %s', async (_, type, body) => {
    const { url } = await upstream((__, response) => {
      response.writeHead(200, { 'content-type': type });
      response.end(body);
    });
    expect(await query(url)).toEqual([502, expect.stringMatching(/^Prometheus answered 200 with .*not JSON/)]);
  });

  it('is not followed elsewhere', async () => {
    const other = await upstream(success);
    const { url } = await upstream((_, response) => {
      response.writeHead(302, { location: `${other.url}/api/v1/query`, 'content-type': 'text/html' });
      response.end();
    });
    expect((await query(url))[0]).toBe(502);
    expect(other.asked).toEqual([]);
  });

  it('speaks for itself when it refuses a query', async () => {
    const { url } = await upstream((_, response) => {
      response.writeHead(400, { 'content-type': 'application/json' });
      response.end('{"status":"error","errorType":"bad_data","error":"parse error: unexpected end"}');
    });
    expect(await query(url)).toEqual([400, 'parse error: unexpected end']);
  });
});

describe('the dashboards', () => {
  it('are listed with what is wrong about them, and each is given by its uid', async () => {
    const { url } = await upstream(success);
    const { url: page } = await preview(url, [JSON.stringify(board), '{"no": "dashboard"}']);
    expect(await (await fetch(`${page}/api/dashboards`)).json()).toEqual({
      from: 'a test',
      timeInterval: '5s',
      dashboards: [
        { uid: 'a', title: 'A', tags: ['t'] },
        { uid: 'file-1', title: 'file-1', tags: [], problem: expect.stringContaining("no list of 'panels'") },
      ],
    });
    expect(await (await fetch(`${page}/api/dashboards/a`)).json()).toEqual(board);
    expect((await fetch(`${page}/api/dashboards/file-1`)).status).toBe(422);
    for (const uid of ['b', '..%2f..%2fpackage.json', '%', ''])
      expect((await ask(`${page}/api/dashboards/${uid}`)).status).toBe(404);
  });

  it('may be large', async () => {
    const { url } = await upstream(success);
    const text = { type: 'text', title: 'x'.repeat(1000) };
    const { url: page } = await preview(url, [JSON.stringify({ ...board, panels: Array(2000).fill(text) })]);
    const { panels } = (await (await fetch(`${page}/api/dashboards/a`)).json()) as { readonly panels: unknown[] };
    expect(panels).toHaveLength(2000);
  });
});

it('says so when its port is taken', async () => {
  const { url } = await upstream(success);
  const { url: page } = await preview(url);
  const options = { sources: async () => [], from: '', upstream: prometheusAt(url), timeInterval: '15s', assets };
  await expect(startPreview({ ...options, port: Number(new URL(page).port) })).rejects.toThrow('EADDRINUSE');
});
