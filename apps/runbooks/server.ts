import { createHash } from 'node:crypto';
import { type Context, Hono } from 'hono';
import { accepts } from 'hono/accepts';
import { type Address, type Running, serve } from '../serve.ts';
import { PageFolder } from './folder.ts';
import { alertPage, indexPage, missingPage } from './html.ts';
import type { Page } from './page.ts';
import { script } from './script.ts';
import { style } from './style.ts';

/** A server of runbooks that runs. */
export type Runbooks = Running;

/** Nothing is loaded from anywhere, and nothing runs but the one style and the one script that are part of each page. */
const policy = [
  "default-src 'none'",
  `style-src '${digest(style)}'`,
  `script-src '${digest(script)}'`,
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/**
 * Starts the server of a folder of Markdown pages: an index under `/`, a page under `/<alert>`, its Markdown under `/<alert>.md`, or
 * for whoever asks for `text/markdown`. It reads the folder again when a file has changed. Throws when the folder or the address
 * cannot be used.
 */
export async function startRunbooks(path: string, address: Address): Promise<Runbooks> {
  const folder = await PageFolder.open(path);
  const app = new Hono();
  app.use(async (c, next) => {
    c.header('content-security-policy', policy);
    c.header('x-content-type-options', 'nosniff');
    c.header('referrer-policy', 'no-referrer');
    c.header('cache-control', 'no-cache');
    if (c.req.method === 'GET' || c.req.method === 'HEAD') return next();
    return c.text('Pages can only be read.\n', 405, { allow: 'GET, HEAD' });
  });
  app.get('/', async (c) => c.html(indexPage(await folder.pages(), c.req.query('q') ?? '')));
  app.get('/healthz', async (c) =>
    c.json({ status: 'healthy', service: 'runbooks', pages: (await folder.pages()).size }),
  );
  app.get('/:name', async (c) => {
    const pages = await folder.pages();
    const asked = c.req.param('name');
    const name = asked.replace(/\.md$/, '');
    const page = pages.get(name);
    if (page === undefined) return c.notFound();
    c.header('vary', 'accept');
    return asked !== name || wantsMarkdown(c) ? markdown(c, page) : c.html(alertPage(page, pages));
  });
  app.notFound((c) => c.html(missingPage(c.req.path.slice(1)), 404));
  return serve(app, address);
}

function wantsMarkdown(c: Context): boolean {
  const supports = ['text/html', 'text/markdown'];
  return accepts(c, { header: 'Accept', supports, default: 'text/html' }) === 'text/markdown';
}

function markdown(c: Context, page: Page): Response {
  return c.body(page.markdown, 200, { 'content-type': 'text/markdown; charset=utf-8' });
}

function digest(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
