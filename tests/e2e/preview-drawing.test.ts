import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { prometheusAt, startPreview } from '../../dashboards/preview/index.ts';
import {
  accessibilityViolations,
  lookThrough,
  openBrowser,
  panelsOf,
  pictures,
  settled,
  watchedPage,
} from './browser.ts';
import { root } from './cli.ts';
import { type Measured, measured } from './measured.ts';

const browser: Browser | undefined = await openBrowser();
let prometheus: Measured | undefined;

beforeAll(async () => {
  if (browser !== undefined) prometheus = await measured();
});

afterAll(async () => {
  await browser?.close();
  await prometheus?.stop();
});

type Part = Readonly<Record<string, unknown>>;

const asset = (name: string) => readFileSync(join(root, 'build', 'apps', name), 'utf8');
const target = (expr: string, legendFormat: string, more: Part = {}) => ({ expr, legendFormat, range: true, ...more });
const targets = (...all: readonly Part[]) => all.map((each, index) => ({ refId: 'ABCDEFGHIJ'[index], ...each }));

/** The page of a dashboard with these panels, when what is in sight is drawn. */
async function open(panels: readonly Part[], more: Part = {}, scheme: 'light' | 'dark' = 'dark') {
  const placed = panels.map((panel, index) => ({
    gridPos: { x: (index % 2) * 12, y: Math.floor(index / 2) * 10, w: 12, h: 10 },
    ...panel,
  }));
  const board = { uid: 'drawn', title: 'Drawn', time: { from: 'now-30s', to: 'now' }, panels: placed, ...more };
  const { url, close } = await startPreview({
    ...{ sources: async () => [{ name: 'drawn', json: JSON.stringify(board) }], from: 'a test', port: 0 },
    ...{ timeInterval: '1s', upstream: prometheusAt(prometheus?.url ?? '') },
    traces: { label: 'trace_id', url: 'http://traces.example/trace/{id}' },
    assets: { script: asset('preview.js'), style: asset('preview.css') },
  });
  const { page, complaints } = await watchedPage(browser as Browser, scheme);
  onTestFinished(async () => {
    await page.context().close();
    await close();
  });
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URLSearchParams(request.postData() ?? '').get('query') ?? ''));
  await page.goto(url);
  await settled(page);
  return { page, complaints, asked };
}

const panelOf = (page: Page, title: string): Locator =>
  page.locator('.panel', { has: page.getByRole('button', { name: title, exact: true }) });

/** The colour in the middle of a chart, at a height between 0 (top) and 1: red, green, blue, and how opaque it is. */
function colorAt(panel: Locator, height: number): Promise<number[]> {
  return panel.locator('canvas').evaluate((canvas, share) => {
    const box = canvas.getBoundingClientRect();
    const over = canvas.parentElement?.querySelector('.u-over')?.getBoundingClientRect() ?? box;
    const ratio = canvas.width / box.width;
    const [x, y] = [over.left - box.left + over.width * 0.83, over.top - box.top + over.height * share];
    return [...canvas.getContext('2d').getImageData(x * ratio, y * ratio, 1, 1).data];
  }, height);
}

describe.runIf(browser !== undefined)('a surface between two lines', () => {
  const fixed = (name: string, custom: Part) => ({
    matcher: { id: 'byName', options: name },
    properties: [
      { id: 'color', value: { mode: 'fixed', fixedColor: '#ff0000' } },
      ...Object.entries(custom).map(([id, value]) => ({ id: `custom.${id}`, value })),
    ],
  });
  const band = {
    ...{ type: 'timeseries', title: 'Band' },
    fieldConfig: {
      defaults: { min: 0, max: 120, custom: { showPoints: 'never' } },
      overrides: [fixed('highest', { fillBelowTo: 'lowest', fillOpacity: 60 }), fixed('lowest', { fillOpacity: 0 })],
    },
    targets: targets(target('vector(80)', 'highest'), target('vector(40)', 'lowest')),
  };

  it('is drawn between them and nowhere else, and goes when one of them is hidden', async () => {
    const { page, complaints } = await open([band]);
    const panel = panelOf(page, 'Band');
    const heights = [0.27, 0.55, 0.85];
    const reds = async () =>
      (await Promise.all(heights.map((each) => colorAt(panel, each)))).map(
        ([red = 0, green = 0]) => red > 100 && green < 100,
      );
    await expect.poll(reds).toEqual([false, true, false]);
    await panel.getByRole('button', { name: 'lowest' }).click({ modifiers: ['ControlOrMeta'] });
    await expect.poll(reds).toEqual([false, false, false]);
    await panel.getByRole('button', { name: 'lowest' }).click({ modifiers: ['ControlOrMeta'] });
    await expect.poll(reds).toEqual([false, true, false]);
    // The browser notes that the test reads the canvas more than once.
    expect(complaints.filter((each) => !each.startsWith('Canvas2D: Multiple readback'))).toEqual([]);
  });
});

describe.runIf(browser !== undefined)('colours by name', () => {
  const letters = [...'abcdefghij'];
  const lines = (title: string, names: readonly string[]) => ({
    ...{ type: 'timeseries', title, fieldConfig: { defaults: { color: { mode: 'palette-classic-by-name' } } } },
    targets: targets(...names.map((name, index) => target(`vector(${index})`, `server ${name}`))),
  });
  const colorsIn = (page: Page, title: string): Promise<Record<string, string>> =>
    panelOf(page, title)
      .locator('.legend-name')
      .evaluateAll((all) =>
        Object.fromEntries(all.map((each) => [each.textContent, each.querySelector('.swatch').style.background])),
      );

  it('differ within one chart, whatever order the series come in, and stay over refreshes', async () => {
    const { page } = await open([lines('All', letters), lines('Backwards', letters.toReversed())]);
    const all = await colorsIn(page, 'All');
    expect(new Set(Object.values(all)).size).toBe(letters.length);
    expect(await colorsIn(page, 'Backwards')).toEqual(all);
    await page.getByRole('button', { name: 'Refresh' }).click();
    await settled(page);
    expect(await colorsIn(page, 'All')).toEqual(all);
  });
});

describe.runIf(browser !== undefined)('rows and panels that are repeated', () => {
  const list = [
    ...[{ type: 'query', name: 'job', query: 'label_values(level, job)', multi: true, includeAll: true }],
    ...[
      {
        type: 'custom',
        name: 'route',
        query: 'Upwards : up,zero,below',
        multi: true,
        current: { value: ['up', 'zero'] },
      },
    ],
  ];
  const instant = (expr: string) => targets({ expr, legendFormat: '', instant: true });
  const stat = (y: number, more: Part) => ({ type: 'stat', gridPos: { x: 0, y, w: 6, h: 4 }, ...more });
  const panels = [
    { type: 'row', title: 'Job $job', repeat: 'job', gridPos: { x: 0, y: 0, w: 24, h: 1 }, panels: [] },
    stat(1, {
      title: '$route of $job',
      repeat: 'route',
      maxPerRow: 1,
      targets: instant('level{route=~"$route", job=~"$job"}'),
    }),
    stat(5, { title: 'Below', targets: instant('count(level{job=~"$job"})') }),
    { type: 'row', title: 'Chosen: [[route:csv]]', collapsed: true, gridPos: { x: 0, y: 9, w: 24, h: 1 }, panels: [] },
  ];

  it('stand once for each value, ask for that value alone, and follow what is chosen', async () => {
    const { page, complaints, asked } = await open(panels, { templating: { list } });
    const rows = () => page.locator('.row h2 span:not(.quiet)').allInnerTexts();
    const titles = async () => (await panelsOf(page)).map(({ title }) => title);
    await expect.poll(rows).toEqual(['Job native', 'Job plain', 'Chosen: up,zero']);
    const own = (job: string) => [`Upwards of ${job}`, `zero of ${job}`, 'Below'];
    expect(await titles()).toEqual([...own('native'), ...own('plain')]);
    await lookThrough(page);
    expect((await panelsOf(page)).filter(({ state }) => state !== 'drawn')).toEqual([]);
    expect(asked).toContain('level{route=~"zero", job=~"plain"}');
    expect(asked.filter((each) => each.includes('|'))).toEqual([]);
    const boxes = await Promise.all(own('native').map((title) => panelOf(page, title).first().boundingBox()));
    const tops = boxes.map((box) => box?.y ?? 0);
    expect(tops).toEqual(tops.toSorted((a, b) => a - b));
    expect(new Set(tops).size).toBe(3);
    expect(await accessibilityViolations(page)).toEqual([]);

    await page.getByRole('button', { name: /^Job native/ }).click();
    await page.locator('.variable[data-variable="route"] summary').click();
    await page.locator('.variable[data-variable="route"]').getByLabel('below', { exact: true }).check();
    await page.keyboard.press('Escape');
    await expect.poll(rows).toEqual(['Job native', 'Job plain', 'Chosen: up,zero,below']);
    expect(await page.getByRole('button', { name: /^Job native/ }).getAttribute('aria-expanded')).toBe('false');
    await expect.poll(titles).toEqual(['Upwards of plain', 'zero of plain', 'below of plain', 'Below']);
    await lookThrough(page);
    await page.screenshot({ path: join(pictures, 'repeated.png'), fullPage: true });
    expect(complaints).toEqual([]);
  });
});

describe.runIf(browser !== undefined)('a chart', () => {
  const logarithmic = (title: string, log: number, route: string, unit = 'none') => ({
    ...{ type: 'timeseries', title, targets: targets(target(`level{job="plain", route=~"${route}"}`, '{{route}}')) },
    fieldConfig: {
      defaults: {
        unit,
        color: { mode: 'fixed', fixedColor: '#ff0000' },
        custom: { lineWidth: 3, scaleDistribution: { type: 'log', log } },
      },
    },
  });
  const redPixels = (panel: Locator): Promise<number> =>
    panel.locator('canvas').evaluate((canvas) => {
      const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
      let count = 0;
      for (let at = 0; at < data.length; at += 4) if (data[at] > 200 && data[at + 1] < 60) count += 1;
      return count;
    });

  it('on a logarithmic scale draws what is above zero, and zero and less do it no harm', async () => {
    const { page, complaints } = await open([
      ...[logarithmic('Ten', 10, 'up|wave|zero|below'), logarithmic('Two', 2, 'up|wave|zero|below', 'bytes')],
      ...[logarithmic('Nothing of ten', 10, 'zero|below', 's'), logarithmic('Nothing of two', 2, 'below', 'bytes')],
    ]);
    await lookThrough(page);
    expect((await panelsOf(page)).map(({ state }) => state)).toEqual(Array(4).fill('drawn'));
    for (const title of ['Ten', 'Two']) expect(await redPixels(panelOf(page, title))).toBeGreaterThan(100);
    for (const title of ['Nothing of ten', 'Nothing of two']) expect(await redPixels(panelOf(page, title))).toBe(0);
    expect(complaints).toEqual([]);
    await page.screenshot({ path: join(pictures, 'logarithmic.png'), fullPage: true });
  });

  it('draws what transformations make of its series, and says which one is left out', async () => {
    const { page } = await open([
      {
        ...{ type: 'timeseries', title: 'Sum', targets: targets(target('level{job="plain"}', '{{route}}')) },
        transformations: [
          {
            id: 'calculateField',
            options: { mode: 'reduceRow', reduce: { reducer: 'sum' }, alias: 'all', replaceFields: true },
          },
          { id: 'forecast', options: {} },
        ],
      },
    ]);
    expect(await panelOf(page, 'Sum').locator('.legend-name').allInnerTexts()).toEqual(['all']);
    expect((await panelsOf(page)).map(({ badges }) => badges)).toEqual(["without 'forecast'"]);
  });

  it('marks exemplars, and each leads to its trace, by pointer and by keyboard', async () => {
    const quantile = 'histogram_quantile(0.9, sum by (le) (rate(took_seconds_bucket{job="plain"}[4s])))';
    const { page, complaints, asked } = await open([
      { type: 'timeseries', title: 'Duration', targets: targets(target(quantile, 'p90', { exemplar: true })) },
      { type: 'timeseries', title: 'Without', targets: targets(target(quantile, 'p90')) },
    ]);
    const marks = panelOf(page, 'Duration').locator('.exemplar');
    await expect.poll(() => marks.count()).toBeGreaterThan(1);
    expect(await panelOf(page, 'Without').locator('.exemplar').count()).toBe(0);
    expect(asked.filter((each) => each === quantile)).toHaveLength(3);
    await marks.first().focus();
    await page.keyboard.press('ArrowRight');
    const name = await page.evaluate<string>('document.activeElement.getAttribute("aria-label")');
    expect(await page.locator('.tooltip').innerText()).toMatch(/Exemplar[\s\S]*trace_id/);
    await page.keyboard.press('Enter');
    const [, id = 'none'] = /trace (\d+)$/.exec(name) ?? [];
    const dialog = page.getByRole('dialog');
    expect(await dialog.getByRole('link').getAttribute('href')).toBe(`http://traces.example/trace/${id}`);
    expect(await dialog.getByRole('link').getAttribute('rel')).toBe('noreferrer');
    expect(await accessibilityViolations(page)).toEqual([]);
    await page.screenshot({ path: join(pictures, 'exemplars.png') });
    await page.keyboard.press('Escape');
    expect(await dialog.count()).toBe(0);
    expect(await page.evaluate('document.activeElement.getAttribute("aria-label")')).toBe(name);
    await marks.nth(2).click();
    await page.mouse.click(5, 900);
    expect(await dialog.count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  it('of native histograms is the heatmap that the classic ones are', async () => {
    const heatmap = (title: string, expr: string, legend: string) => ({
      ...{ type: 'heatmap', title, options: { yAxis: { unit: 's' } } },
      targets: targets(target(expr, legend, { format: 'heatmap' })),
    });
    const native = 'sum(rate(took_seconds{job="native"}[4s]))';
    const { page, complaints } = await open(
      [
        heatmap('Classic', 'sum by (le) (rate(took_seconds_bucket{job="plain"}[4s]))', '{{le}}'),
        heatmap('Native', native, ''),
        { type: 'timeseries', title: 'As lines', targets: targets(target(native, '')) },
      ],
      {},
      'light',
    );
    const bounds = async (title: string) => {
      const words = await panelOf(page, title).locator('p.unseen').textContent();
      return [...(words ?? '').matchAll(/up to ([^:]+): /g)].map(([, bound]) => bound);
    };
    expect(await bounds('Classic')).toEqual(['10 ms', '100 ms', '1 s', '∞']);
    expect(await bounds('Native')).toEqual(await bounds('Classic'));
    expect((await colorAt(panelOf(page, 'Native'), 0.9))[3]).toBe(255);
    expect((await panelsOf(page)).at(2)).toMatchObject({
      badges: 'cannot draw',
      words: expect.stringContaining('heatmaps only'),
    });
    expect(await accessibilityViolations(page)).toEqual([]);
    expect(complaints).toEqual([]);
  });
});
