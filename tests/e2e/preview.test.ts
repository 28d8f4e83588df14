import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import sergas from '../../stacks/sergas.ts';
import { planOf } from '../support/stacks.ts';
import {
  accessibilityViolations,
  lookThrough,
  openBrowser,
  panelsOf,
  pictures,
  type RunningPreview,
  settled,
  startPreviewCommand,
  type WatchedPage,
  watchedPage,
} from './browser.ts';
import { everyKind } from './kinds.ts';
import { hurried, type LocalStack, localStack, query, until } from './stack.ts';

const portOffset = 14_000;
const boards = planOf(sergas).dashboards;

const browser: Browser | undefined = await openBrowser();
let stack: LocalStack | undefined;
let preview: RunningPreview | undefined;
let folder: string;
const opened: WatchedPage[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'narthex-preview-'));
  if (browser === undefined) return;
  stack = await localStack(hurried(sergas), portOffset);
  const { start, at } = stack;
  await start();
  preview = await startPreviewCommand(['sergas', '--prometheus', at(9090)]);
  // Charts ask every 15 s: half a minute of samples is a line in each.
  const running = stack;
  await until(async () => (await query(running, 'rate(http_requests_total[20s] offset 30s) > 0')).length > 0);
});

afterEach(async () => {
  for (const { page } of opened.splice(0)) await page.context().close();
});

afterAll(async () => {
  await browser?.close();
  await preview?.stop();
  await stack?.remove();
  await rm(folder, { recursive: true, force: true });
});

async function open(url: string, scheme: 'light' | 'dark' = 'dark'): Promise<WatchedPage> {
  const watched = await watchedPage(browser as Browser, scheme);
  opened.push(watched);
  await watched.page.goto(url);
  return watched;
}

const at = (path: string) => `${preview?.url}${path}`;

describe.runIf(browser !== undefined)('the preview of a running stack', () => {
  // Every second one in the other theme: both are looked at, in half the time.
  it.each(
    boards.map(({ uid, title }, index) => ({
      uid,
      title,
      theme: index % 2 === 0 ? ('dark' as const) : ('light' as const),
    })),
  )(
    'shows $uid: each panel draws or says why not, nobody complains, everybody can use it',
    async ({ uid, title, theme }) => {
      const { page, complaints } = await open(at(`/d/${uid}?from=now-15m&to=now`), theme);
      await lookThrough(page);
      const panels = await panelsOf(page);
      expect(panels.length).toBeGreaterThan(0);
      expect(panels.filter(({ state }) => state !== 'drawn' && state !== 'empty')).toEqual([]);
      expect(panels.filter(({ state, words }) => state === 'empty' && words.trim() === '')).toEqual([]);
      expect(complaints).toEqual([]);
      expect(await page.title()).toContain(title);
      expect(await accessibilityViolations(page)).toEqual([]);
      await page.screenshot({ path: join(pictures, `${uid}.png`), fullPage: true });
    },
  );

  it('says plainly that it is not Grafana, and is light enough to be there at once', async () => {
    const { page } = await open(at('/'));
    await settled(page);
    expect(await page.locator('#badge').innerText()).toBe('Narthex preview not Grafana');
    const parts = await Promise.all(
      ['/', '/assets/page.js', '/assets/page.css'].map(async (path) => (await fetch(at(path))).text()),
    );
    const bytes = parts.reduce((sum, part) => sum + gzipSync(part).length, 0);
    expect(bytes).toBeLessThan(150_000);
    const paint = await page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime");
    const drawn = await page.evaluate('performance.now()');
    await writeFile(join(pictures, 'measured.json'), JSON.stringify({ bytes, paint, drawn }));
  });

  it('asks for what was chosen: a variable, a time range, a part of a chart', async () => {
    const { page, complaints } = await open(at('/d/sergas-overview?from=now-15m&to=now'));
    await settled(page);
    const sent: string[] = [];
    page.on('request', (request) => sent.push(decodeURIComponent((request.postData() ?? '').replaceAll('+', ' '))));

    const service = page.locator('.variable[data-variable="job"]');
    await service.locator('summary').click();
    await service.getByLabel('sergas', { exact: true }).check();
    await page.keyboard.press('Escape');
    await page.waitForURL(/var-job=sergas/);
    await settled(page);
    expect(sent.filter((each) => each.includes('job=~"sergas"'))).not.toEqual([]);
    expect(sent.filter((each) => each.includes('job=~".+"'))).toEqual([]);

    await page.locator('.time-picker summary').click();
    await page.getByRole('button', { name: 'Last 5 minutes' }).click();
    await page.waitForURL(/from=now-5m/);
    await settled(page);

    const chart = page.locator('.panel[data-type="timeseries"] .u-over').first();
    await chart.scrollIntoViewIfNeeded();
    const box = await chart.boundingBox();
    if (box === null) throw new Error('there is no chart');
    await page.mouse.move(box.x + box.width * 0.5, box.y + 20);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.9, box.y + 20, { steps: 4 });
    await page.mouse.up();
    await page.waitForURL(/from=\d{13}&to=\d{13}/);
    await settled(page);
    await page.getByRole('button', { name: 'Zoom out' }).click();
    await settled(page);
    expect(complaints).toEqual([]);
  });

  it('refuses a range that is none, in words, and keeps the old one', async () => {
    const { page } = await open(at('/d/sergas-overview?from=now-15m&to=now'));
    await settled(page);
    await page.locator('.time-picker summary').click();
    await page.getByLabel('From').fill('yesterday');
    await page.getByRole('button', { name: 'Apply range' }).click();
    await page.getByText("'yesterday' is not a time").waitFor();
    expect(page.url()).toContain('from=now-15m');
  });

  it('shows on a click the query as Prometheus got it, beside what was written', async () => {
    const { page, complaints } = await open(at('/d/sergas-overview?from=now-15m&to=now'));
    await settled(page);
    await page.getByRole('button', { name: 'Requests by status' }).click();
    const dialog = page.getByRole('dialog');
    const expanded = await dialog.locator('pre.expanded').first().innerText();
    expect(expanded).toMatch(/rate\(http_requests_total\{.*job=~"\.\+".*\[1m0s\]/);
    expect(expanded).not.toContain('$');
    expect(await dialog.innerText()).toMatch(/\$__rate_interval.*Answered \d+ series/s);
    expect(await accessibilityViolations(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await expect.poll(() => dialog.count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  it('is used with the keyboard alone, and says what a chart shows', async () => {
    const { page } = await open(at('/d/sergas-overview?from=now-5m&to=now'));
    await settled(page);
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('To the dashboard');
    const chart = page.locator('.panel[data-type="timeseries"][data-state="drawn"] .chart').first();
    await chart.focus();
    await page.keyboard.press('End');
    await page.keyboard.press('ArrowLeft');
    const live = page.locator('.panel[data-type="timeseries"][data-state="drawn"] [aria-live="polite"]').first();
    expect(await live.innerText()).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d: \S+/);
    const row = page.getByRole('button', { name: /^Users: what they experience/ });
    await row.focus();
    await page.keyboard.press('Enter');
    expect(await row.getAttribute('aria-expanded')).toBe('false');
    const table = page.locator('.panel[data-type="timeseries"] table caption').last();
    expect(await table.innerText()).toMatch(/\d+ series/);
  });

  it('keeps the theme that was chosen', async () => {
    const { page } = await open(at('/d/sergas-overview'), 'dark');
    await page.getByRole('button', { name: 'Use the light theme' }).click();
    await page.reload();
    await page.getByRole('button', { name: 'Use the dark theme' }).waitFor();
    expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('rgb(244, 245, 245)');
  });

  it('leads from one dashboard to the next with what was chosen', async () => {
    const { page } = await open(at('/d/sergas-overview?from=now-5m&to=now&var-job=sergas'));
    await settled(page);
    await page.getByText('Dashboards of sergas').click();
    const links = page.locator('.right .menu a[href^="/d/"]');
    if ((await links.count()) === 0) return;
    await links.first().click();
    await settled(page);
    expect(page.url()).toMatch(/from=now-5m.*var-job=sergas|var-job=sergas.*from=now-5m/);
  });
});

describe.runIf(browser !== undefined)('a bad dashboard', () => {
  async function draw(name: string, content: string, upstream = stack?.at(9090) ?? ''): Promise<WatchedPage> {
    const file = join(folder, `${name}.json`);
    await writeFile(file, content);
    const own = await startPreviewCommand(['--file', file, '--prometheus', upstream]);
    stops.push(own.stop);
    return open(own.url);
  }
  const stops: (() => Promise<unknown>)[] = [];
  const servers: Server[] = [];
  afterEach(async () => {
    for (const stop of stops.splice(0)) await stop();
    for (const server of servers.splice(0)) {
      server.closeAllConnections();
      server.close();
    }
  });

  it.each([
    ['no JSON', '{"panels": [', /not JSON/],
    ['no dashboard', '{"kind": "Deployment"}', /no list of 'panels'/],
    ['of the newer schema', '{"apiVersion": "dashboard.grafana.app/v2", "spec": {}}', /newer schema/],
  ])('that is %s is refused in words, in the page', async (_, content, words) => {
    const { page } = await draw('bad', content);
    expect(await page.locator('.refusal').innerText()).toMatch(words);
    expect(await accessibilityViolations(page)).toEqual([]);
  });

  it('of 2 MB opens, and draws what it can of it', async () => {
    const kinds = [
      'timeseries',
      'stat',
      'geomap',
      'table',
      'text',
      'gauge',
      'bargauge',
      'heatmap',
      'state-timeline',
      'piechart',
    ];
    const panels = Array.from({ length: 1200 }, (_, index) => ({
      id: index + 1,
      type: kinds[index % kinds.length],
      title: `Panel ${index} ${'x'.repeat(20)}`,
      description: 'y'.repeat(1500),
      gridPos: { x: (index % 4) * 6, y: Math.floor(index / 4) * 6, w: 6, h: 6 },
      options: { content: '<img src=x onerror="document.title=1"><script>document.title=2</script>**bold**' },
      targets: [{ expr: 'up', refId: 'A', range: true }],
    }));
    const content = JSON.stringify({ uid: 'large', title: 'Large', time: { from: 'now-5m', to: 'now' }, panels });
    expect(content.length).toBeGreaterThan(2_000_000);
    const { page, complaints } = await draw('large', content);
    await settled(page);
    const shown = (await panelsOf(page)).slice(0, 20);
    expect(shown.filter(({ state }) => state === 'drawn').length).toBeGreaterThan(12);
    expect(shown.find(({ type }) => type === 'geomap')?.words).toContain('This preview cannot draw geomap.');
    expect(shown.find(({ type }) => type === 'text')?.words).toBe('bold');
    expect(await page.title()).toBe('Large – Narthex preview');
    // The browser notes that it did not run what stands in the text.
    expect(complaints.filter((each) => !each.startsWith('Executing inline event handler violates'))).toEqual([]);
  });

  it('from elsewhere has each kind of panel drawn, its variables offered, and what fails named', async () => {
    const { page } = await draw('kinds', everyKind);
    await lookThrough(page);
    const undrawn = (await panelsOf(page)).filter(({ type, state }) => state !== 'drawn' && type !== 'alertlist');
    expect(undrawn).toEqual([]);
    expect(await page.locator('.panel a[href^="javascript"]').count()).toBe(0);
    expect(await page.locator('#var-environment').innerText()).toMatch(/production\s+Staging/);
    await page.getByText('Broken failed').waitFor();
    expect(await accessibilityViolations(page)).toEqual([]);
    await page.screenshot({ path: join(pictures, 'kinds.png'), fullPage: true });
  });

  it('with everything wrong in it is drawn as far as it goes', async () => {
    const targets = (expr: string) => [{ refId: 'A', expr, range: true }];
    const panels = [
      { type: 'timeseries', title: 'bad query', targets: targets('sum(') },
      { type: 'timeseries', title: 'no such variable', targets: targets('up{job="$nothing"}') },
      { type: 'stat', title: 'loki', datasource: { type: 'loki', uid: 'l' }, targets: targets('{a="b"}') },
      { type: 'stat', title: 'odd', fieldConfig: 5, options: [], targets: targets('vector(1)') },
      { type: 'table', title: 'odd table', transformations: [{ id: 'unheardOf' }], targets: targets('up') },
      { type: 'timeseries', title: 'bad interval', interval: 'often', targets: targets('up') },
      { title: 'no type' },
      { type: 'stat', targets: 'none' },
      null,
      'a text',
    ];
    const { page, complaints } = await draw(
      'odd',
      JSON.stringify({ title: 'Odd', panels, templating: { list: [{}, null] } }),
    );
    await settled(page);
    const words = new Map((await panelsOf(page)).map(({ title, words, badges }) => [title, `${badges} ${words}`]));
    expect(words.get('bad query')).toMatch(/query failed.*parse error/s);
    expect(words.get('no such variable')).toMatch(/Nothing gives a value to \$nothing/);
    expect(words.get('loki')).toMatch(/asks Prometheus only, not loki/);
    expect(words.get('odd')).toMatch(/1/);
    expect(words.get('odd table')).toMatch(/without 'unheardOf'/);
    expect(words.get('bad interval')).toMatch(/query failed/);
    expect(words.get('no type')).toMatch(/cannot draw unknown/);
    // The browser itself notes that Prometheus answered 400.
    expect(complaints.filter((each) => !each.includes('status of 400'))).toEqual([]);
  });

  /** A Prometheus that answers as it is told, and can be told otherwise while it runs. */
  async function moody(): Promise<{ readonly url: string; readonly become: (mood: RequestListener) => void }> {
    const now = () => Math.floor(Date.now() / 1000);
    let answer: RequestListener = (_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      const values = Array.from({ length: 20 }, (__, index) => [now() - 300 + index * 15, String(index)]);
      const data = { resultType: 'matrix', result: [{ metric: { job: 'a' }, values }] };
      response.end(JSON.stringify({ status: 'success', data }));
    };
    const server = createServer((request, response) => answer(request, response));
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const become = (mood: RequestListener) => {
      answer = mood;
    };
    return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, become };
  }

  const small = JSON.stringify({
    uid: 'small',
    title: 'Small',
    time: { from: 'now-5m', to: 'now' },
    panels: [{ type: 'timeseries', title: 'One', targets: [{ refId: 'A', expr: 'x', range: true }] }],
  });
  const refreshed = async (page: Page, words: RegExp) => {
    await page.getByRole('button', { name: 'Refresh' }).click();
    await page.locator('.panel .message', { hasText: words }).waitFor({ timeout: 20_000 });
  };

  it('is not what a Prometheus makes of it that goes down, is slow or answers nonsense while somebody looks', async () => {
    const { url, become } = await moody();
    const { page } = await draw('small', small, url);
    await settled(page);
    expect((await panelsOf(page))[0]?.state).toBe('drawn');
    const answering =
      (type: string, body: string): RequestListener =>
      (_, response) => {
        response.writeHead(200, { 'content-type': type });
        response.end(body);
      };
    become(answering('text/html', '<h1>Log in</h1>'));
    await refreshed(page, /text\/html, which is not JSON/);
    become(answering('application/json', '{"hello": 1}'));
    await refreshed(page, /not in the shape/);
    become(answering('application/json', '{"status":"success","data":{"result":[{"metric":{},"values":[["a",1]]}]}}'));
    await refreshed(page, /a point that is not a time and a value/);
    become(answering('application/json', '{"status":'));
    await refreshed(page, /not JSON/);
    become((request) => request.socket.destroy());
    await refreshed(page, /Prometheus does not answer/);
    become(() => {});
    await refreshed(page, /did not answer within 10 s/);
    expect(await page.getByRole('button', { name: 'Refresh' }).isEnabled()).toBe(true);
    become(answering('application/json', '{"status":"success","data":{"resultType":"matrix","result":[]}}'));
    await refreshed(page, /No data/);
  });

  it('and a preview that is gone says so in the page', async () => {
    const { url } = await moody();
    const { page } = await draw('gone', small, url);
    await settled(page);
    await stops.splice(0)[0]?.();
    await refreshed(page, /preview itself does not answer/);
  });
});
