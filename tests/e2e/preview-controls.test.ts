import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import { openBrowser, settled, startPreviewCommand, watchedPage } from './browser.ts';

const browser: Browser | undefined = await openBrowser();
afterAll(() => browser?.close());

const board = JSON.stringify({
  uid: 'controls',
  title: 'Controls',
  time: { from: 'now-15m', to: 'now' },
  templating: {
    list: [
      { type: 'custom', name: 'env', query: 'one,two,three' },
      { type: 'custom', name: 'size', query: 'small,large' },
      { type: 'query', name: 'job', query: 'label_values(up{env="$env"}, job)' },
      { type: 'textbox', name: 'filter', query: 'abc' },
    ],
  },
  panels: [
    {
      type: 'timeseries',
      title: 'One',
      gridPos: { x: 0, y: 0, w: 12, h: 8 },
      links: [{ title: 'Further', url: '/d/controls?$' + '{__url_time_range}&then=$__from' }],
      targets: [{ refId: 'A', expr: 'x', range: true }],
    },
    {
      type: 'table',
      title: 'Rows',
      gridPos: { x: 12, y: 0, w: 12, h: 8 },
      targets: [{ refId: 'A', expr: 'y', format: 'table', instant: true }],
    },
  ],
});

/** A Prometheus that takes its time to answer what is asked of `two`. */
async function prometheus(): Promise<{
  readonly url: string;
  readonly asked: string[];
  readonly answerSlow: () => void;
}> {
  const asked: string[] = [];
  const slow: (() => void)[] = [];
  const server = createServer((request, response) => {
    const wanted = decodeURIComponent(request.url ?? '');
    asked.push(wanted);
    const now = Math.floor(Date.now() / 1000);
    const metric = (job: string) => ({ job });
    const points = Array.from({ length: 20 }, (_, index) => [
      now - 300 + index * 15,
      index === 9 ? '+Inf' : `${index}`,
    ]);
    const data = wanted.includes('/label/')
      ? ['a', 'b']
      : wanted.includes('query_range')
        ? { resultType: 'matrix', result: [{ metric: metric('a'), values: points }] }
        : { resultType: 'vector', result: ['a', 'b'].map((job) => ({ metric: metric(job), value: [now, '1'] })) };
    const answer = () => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ status: 'success', data }));
    };
    if (wanted.includes('env="two"')) slow.push(answer);
    else answer();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const answerSlow = () => {
    for (const answer of slow.splice(0)) answer();
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked, answerSlow };
}

/** The page of the dashboard, when everything in it is drawn. */
async function open(
  upstream: string,
  search = '',
): Promise<{ readonly page: Page; readonly complaints: readonly string[] }> {
  const folder = await mkdtemp(join(tmpdir(), 'narthex-controls-'));
  const file = join(folder, 'controls.json');
  await writeFile(file, board);
  const { url, stop } = await startPreviewCommand(['--file', file, '--prometheus', upstream]);
  const { page, complaints } = await watchedPage(browser as Browser);
  onTestFinished(async () => {
    await page.context().close();
    await stop();
    await rm(folder, { recursive: true, force: true });
  });
  await page.goto(`${url}/d/controls${search}`);
  await settled(page);
  return { page, complaints };
}

describe.runIf(browser !== undefined)('the controls of the preview', () => {
  it('hold the last choices, also where an earlier one is answered later', async () => {
    const { url, asked, answerSlow } = await prometheus();
    const { page } = await open(url);
    await page.locator('#var-env').selectOption('two');
    await expect.poll(() => asked.some((each) => each.includes('env="two"'))).toBe(true);
    await page.locator('#var-size').selectOption('large');
    await expect.poll(() => asked.filter((each) => each.includes('env="two"')).length).toBe(2);
    answerSlow();
    await page.waitForURL(/var-env=two&var-size=large/);
    await page.locator('#var-size').selectOption('small');
    await expect.poll(() => asked.filter((each) => each.includes('env="two"')).length).toBe(3);
    await page.locator('#var-env').selectOption('three');
    await page.waitForURL(/var-env=three&var-size=small/);
    const late = page.waitForResponse((response) => (response.request().postData() ?? '').includes('two'));
    answerSlow();
    await (await late).finished();
    await settled(page);
    expect(page.url()).toMatch(/var-env=three&var-size=small/);
    expect(await page.locator('#var-env').inputValue()).toBe('three');
  });

  it('close the choice of a time range when it is made, and show it; links take it along', async () => {
    const { url } = await prometheus();
    const { page, complaints } = await open(url);
    const picker = page.locator('.time-picker');
    const link = page.locator('.panel .links a');
    await picker.locator('summary').click();
    await page.getByRole('button', { name: 'Last 5 minutes' }).click();
    await page.waitForURL(/from=now-5m/);
    expect(await picker.getAttribute('open')).toBeNull();
    expect(await picker.locator('summary').innerText()).toBe('Last 5 minutes');
    expect(await page.evaluate('document.activeElement.getAttribute("aria-label")')).toBe('Time range: Last 5 minutes');
    await expect.poll(() => link.getAttribute('href')).toMatch(/^\/d\/controls\?from=now-5m&to=now&then=\d{13}$/);
    await picker.locator('summary').click();
    await page.getByLabel('From').fill('now-2h');
    await page.getByRole('button', { name: 'Apply range' }).click();
    await page.waitForURL(/from=now-2h/);
    expect(await picker.getAttribute('open')).toBeNull();
    expect(await picker.locator('summary').innerText()).toBe('Last 2 hours');
    expect(complaints).toEqual([]);
  });

  it('stay as they are when the page refreshes by itself, and with them who is at one', async () => {
    const { url, asked } = await prometheus();
    const { page } = await open(url, '?refresh=1s');
    const refreshes = () => asked.filter((each) => each.includes('query_range')).length;
    await page.evaluate('document.querySelector("#var-env").dataset.same = "yes"');
    await page.locator('#var-filter').pressSequentially('de');
    const before = refreshes();
    await expect.poll(refreshes, { timeout: 30_000 }).toBeGreaterThan(before + 1);
    expect(await page.locator('#var-filter').inputValue()).toMatch(/abcde|deabc/);
    expect(await page.evaluate('document.activeElement.id')).toBe('var-filter');
    expect(await page.locator('#var-env').getAttribute('data-same')).toBe('yes');
    const picker = page.locator('.time-picker');
    await page.keyboard.press('Enter');
    await page.waitForURL(/var-filter=(abcde|deabc)/);
    expect(await page.evaluate('document.activeElement.id')).toBe('var-filter');
    await picker.locator('summary').click();
    await page.getByLabel('From').fill('now-');
    const so = refreshes();
    await expect.poll(refreshes, { timeout: 30_000 }).toBeGreaterThan(so);
    expect(await picker.getAttribute('open')).toBe('');
    expect(await page.getByLabel('From').inputValue()).toBe('now-');
  });

  it('of a table keep who sorts at the heading', async () => {
    const { url } = await prometheus();
    const { page } = await open(url);
    await page.locator('th button[aria-label="job"]').focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    expect(await page.locator('th[aria-sort="descending"]').innerText()).toContain('job');
    expect(await page.evaluate('document.activeElement.getAttribute("aria-label")')).toBe('job');
  });

  it('are not all there is: a chart with an infinite value has its scale and says the value', async () => {
    const { url } = await prometheus();
    const { page, complaints } = await open(url);
    expect(await page.locator('.panel[data-type="timeseries"]').getAttribute('data-state')).toBe('drawn');
    expect(await page.locator('.panel[data-type="timeseries"] table').last().innerText()).toContain('∞');
    // The line has a colour of its own; axes and grid are grey.
    const colored = await page.evaluate(`(() => {
      const canvas = document.querySelector('.panel canvas');
      const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
      let count = 0;
      for (let i = 0; i < data.length; i += 4)
        if (data[i + 3] > 200 && Math.max(data[i], data[i + 1], data[i + 2]) - Math.min(data[i], data[i + 1], data[i + 2]) > 60) count += 1;
      return count;
    })()`);
    expect(colored).toBeGreaterThan(50);
    expect(complaints).toEqual([]);
  });
});
