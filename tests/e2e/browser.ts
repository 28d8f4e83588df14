import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import axe from 'axe-core';
import { type Browser, chromium, type Page } from 'playwright-core';
import { ensurePrograms, ProgramError } from '../../local/index.ts';
import { couldNotRun } from '../support/could-not-run.ts';
import { root } from './cli.ts';

/** Where pictures of pages are kept for people. */
export const pictures = join(root, 'reports', 'preview');

/** Starts Chromium, fetched if this machine has none. Nothing where it cannot be had; then that is noted. */
export async function openBrowser(): Promise<Browser | undefined> {
  mkdirSync(pictures, { recursive: true });
  try {
    const programs = await ensurePrograms(['chromium'], {
      onProgress: (words) => process.stderr.write(`  ${words}\n`),
    });
    return await chromium.launch({
      executablePath: programs.get('chromium')?.path ?? 'chromium',
      args: ['--no-sandbox', '--disable-dev-shm-usage'],
    });
  } catch (error) {
    if (!(error instanceof ProgramError)) throw error;
    couldNotRun('the tests of the preview in a browser', error.message);
    return undefined;
  }
}

/** A page that keeps every complaint of the browser. */
export interface WatchedPage {
  readonly page: Page;
  /** Errors and warnings of the console, exceptions that nobody caught. */
  readonly complaints: readonly string[];
}

/** Opens a page, as large as a usual screen. */
export async function watchedPage(browser: Browser, colorScheme: 'light' | 'dark' = 'dark'): Promise<WatchedPage> {
  const context = await browser.newContext({ viewport: { width: 1600, height: 1000 }, colorScheme });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.stack ?? error.message));
  return { page, complaints };
}

/** What axe finds that is serious or worse. */
export async function accessibilityViolations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const found = (await page.evaluate(
    "axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations.map(({ id, impact, nodes }) => ({ id, impact, html: nodes[0].html })))",
  )) as { readonly id: string; readonly impact: string; readonly html: string }[];
  return found
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, html }) => `${id}: ${html.slice(0, 200)}`);
}

/** One panel as it stands in the page. */
export interface ShownPanel {
  readonly type: string;
  readonly state: string;
  readonly title: string;
  readonly badges: string;
  readonly words: string;
}

/** Every panel of the page. */
export function panelsOf(page: Page): Promise<ShownPanel[]> {
  const script = `[...document.querySelectorAll('.panel')].map((panel) => ({
    type: panel.dataset.type,
    state: panel.dataset.state,
    title: panel.querySelector('h3').innerText,
    badges: panel.querySelector('.badges').innerText,
    words: panel.querySelector('.panel-body').innerText,
  }))`;
  return page.evaluate(script);
}

/** Waits until something is true in the page. Asked from outside: the page lets nobody evaluate a text, not even a test. */
async function holds(page: Page, expression: string): Promise<void> {
  while (!(await page.evaluate(expression))) await sleep(50);
}

/** Waits until every panel in sight is drawn or says why it is not. */
export async function settled(page: Page): Promise<void> {
  await page.waitForSelector('.panel');
  await holds(
    page,
    `[...document.querySelectorAll('.panel')]
      .filter((panel) => panel.getBoundingClientRect().top < innerHeight)
      .every((panel) => panel.dataset.state !== 'waiting' && panel.getAttribute('aria-busy') === 'false')`,
  );
}

/** Opens every row and looks at every panel, as somebody does who scrolls through it all. */
export async function lookThrough(page: Page): Promise<void> {
  await settled(page);
  const closed = page.locator('.row h2 button[aria-expanded="false"]');
  while ((await closed.count()) > 0) await closed.first().click();
  const height = Number(await page.evaluate('document.documentElement.scrollHeight'));
  for (let top = 0; top < height; top += 900) {
    await page.evaluate(`scrollTo(0, ${top})`);
    await settled(page);
  }
  await holds(page, "[...document.querySelectorAll('.panel')].every((panel) => panel.dataset.state !== 'waiting')");
  await page.evaluate('scrollTo(0, 0)');
}

/** `narthex preview` as a user runs it. */
export interface RunningPreview {
  readonly url: string;
  readonly stop: () => Promise<number | null>;
}

/** Starts it on a free port; ends with an error if it ends before it prints its address. */
export function startPreviewCommand(args: readonly string[]): Promise<RunningPreview> {
  const child: ChildProcess = spawn(
    process.execPath,
    [join(root, 'build', 'narthex.js'), 'preview', ...args, '--port', '0'],
    { cwd: root, env: { ...process.env, NO_COLOR: '1' }, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let said = '';
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const stop = () => {
    child.kill('SIGINT');
    return ended;
  };
  return new Promise((resolve, reject) => {
    const listen = (chunk: Buffer) => {
      said += chunk;
      const [url] = /http:\/\/127\.0\.0\.1:\d+$/m.exec(said) ?? [];
      if (url !== undefined) resolve({ url, stop });
    };
    child.stdout?.on('data', listen);
    child.stderr?.on('data', listen);
    void ended.then(() => reject(new Error(`narthex preview ended: ${said}`)));
  });
}
