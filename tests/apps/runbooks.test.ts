import { mkdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startRunbooks } from '../../apps/runbooks/server.ts';
import { bundle, start, temporaryFolder } from './program.ts';

/** A page as `rules/` writes it, as far as the server relies on its form. */
function page(name: string, severity: string, meaning: string, group = 'host', rest = ''): string {
  return `# ${name}\n\nSeverity: **${severity}** · Group: ${group} · Team: shop\n\n## Meaning\n\n${meaning}\n\n## Impact\n\nIt hurts.\n${rest}`;
}

const pages = {
  'HostDiskFull.md': page('HostDiskFull', 'critical', 'A file system is\nalmost **full**.'),
  'HostDiskFilling.md': page('HostDiskFilling', 'warning', 'It fills.'),
  'OrdersFail.md': page('OrdersFail', 'critical', 'Orders fail.', 'orders'),
};

async function served(files: Readonly<Record<string, string>> = pages) {
  const folder = join(await temporaryFolder(), 'pages');
  await mkdir(folder);
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  const running = await startRunbooks(folder, { host: '127.0.0.1', port: 0 });
  onTestFinished(running.close);
  const get = (path: string, init: RequestInit = {}) => fetch(`${running.url}${path}`, init);
  return { folder, url: running.url, get, html: async (path: string) => (await get(path)).text() };
}

/** What is between `<main>` and its end. */
const main = (html: string) => /<main>([\s\S]*)<\/main>/.exec(html)?.[1] ?? '';

/** The status of a request whose path is sent as it stands; `fetch` would tidy it up. */
function statusOf(url: string, path: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url);
    request({ hostname, port, path }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    })
      .once('error', reject)
      .end();
  });
}

/** The names that the index shows, in its order; those that a search hides are left out. */
function shown(html: string): string[] {
  return [...html.matchAll(/<li data-text="[^"]*"( hidden)?>\s*<a href="\.\/([^"]+)"/g)].flatMap(
    ([, hidden, name = '']) => (hidden === undefined ? [name] : []),
  );
}

describe('the index of the runbooks', () => {
  it('has every alert, the critical ones first, by group, with what it means', async () => {
    const { html } = await served();
    const index = await html('/');
    expect(shown(index)).toEqual(['HostDiskFull', 'OrdersFail', 'HostDiskFilling']);
    expect([...index.matchAll(/<section id="(\w+)"/g)].map(([, id]) => id)).toEqual(['critical', 'warning']);
    expect([...index.matchAll(/<h3>(\w+)/g)].map(([, group]) => group)).toEqual(['host', 'orders', 'host']);
    expect(index).toContain('<span>A file system is almost <strong>full</strong>.</span>');
  });

  it.each([
    ['a word of the meaning', 'FULL', ['HostDiskFull']],
    ['a part of the name', 'disk', ['HostDiskFull', 'HostDiskFilling']],
    ['several words, in any order', 'shop  orders', ['OrdersFail']],
    ['the severity', 'warning', ['HostDiskFilling']],
    ['nothing', '', ['HostDiskFull', 'OrdersFail', 'HostDiskFilling']],
    ['what is nowhere', 'queue', []],
  ])('finds by %s, without a script', async (_, search, names) => {
    const { html } = await served();
    const index = await html(`/?q=${encodeURIComponent(search)}`);
    expect(shown(index)).toEqual(names);
    expect(index).toContain(`${names.length} of 3`);
    const visible = [...index.matchAll(/<section id="\w+" data-part>/g)];
    expect(visible.length > 0).toBe(names.length > 0);
  });

  it('repeats what was searched as text', async () => {
    const { html } = await served();
    expect(await html(`/?q=${encodeURIComponent('"><script>alert(1)</script>')}`)).not.toContain('<script>alert');
  });

  it('also has pages that say nothing of themselves, and says when there are none', async () => {
    expect(shown(await (await served({ 'Plain.md': 'Hello.\n' })).html('/'))).toEqual(['Plain']);
    expect(await (await served({})).html('/')).toContain('no pages');
  });
});

describe('the page of an alert', () => {
  it('has its title, its sections with anchors, and its Markdown beside it', async () => {
    const { html, get } = await served();
    const text = await html('/HostDiskFull');
    expect(text).toContain('<title>HostDiskFull</title>');
    expect(main(text)).toContain('<h1>HostDiskFull</h1>');
    expect(main(text)).toMatch(/<h2 id="meaning">Meaning .*href="#meaning"/);
    expect(text).toContain('<a href="#impact">Impact</a>');
    const raw = await get('/HostDiskFull.md');
    expect(raw.headers.get('content-type')).toBe('text/markdown; charset=utf-8');
    expect(await raw.text()).toBe(pages['HostDiskFull.md']);
  });

  it('is Markdown for whoever prefers it, and HTML for a browser and for curl', async () => {
    const { get } = await served();
    const type = async (accept: string) =>
      (await get('/HostDiskFull', { headers: { accept } })).headers.get('content-type')?.split(';')[0];
    expect(await type('text/markdown')).toBe('text/markdown');
    expect(await type('text/markdown, text/html;q=0.5')).toBe('text/markdown');
    expect(await type('text/html,application/xhtml+xml,*/*;q=0.8')).toBe('text/html');
    expect(await type('*/*')).toBe('text/html');
  });

  it('shows code as it stands, so that it can be copied', async () => {
    const expr = 'rate(errors_total{job=~"a|b"}[5m]) > 0.05\n  and on () up < 1 && x';
    const rest = `\n## The rule\n\n\`\`\`promql\n${expr}\n\`\`\`\n`;
    const { html } = await served({ 'A.md': page('A', 'info', '-', 'g', rest) });
    const code = /<code class="language-promql">([^<]*)<\/code>/.exec(await html('/A'))?.[1] ?? '';
    expect(code.replace(/&#(\d+);/g, (_, number) => String.fromCharCode(Number(number)))).toBe(expr);
  });

  it('shows tables, and gives each of two equal headings its own anchor', async () => {
    const rest = '\n## Twice\n\n| a | b |\n|---|--:|\n| `x` | 2 |\n\n## Twice\n\nAgain.\n';
    const { html } = await served({ 'A.md': page('A', 'info', '-', 'g', rest) });
    const text = await html('/A');
    expect(text).toContain('<td><code>x</code></td><td class="right">2</td>');
    expect([...text.matchAll(/<h2 id="(twice[^"]*)"/g)].map(([, id]) => id)).toEqual(['twice', 'twice-2']);
  });

  it.each([
    ['to another page', '[x](HostDiskFull.md#impact)', './HostDiskFull#impact'],
    ['to a section of its own', '[x](#impact)', '#impact'],
    ['to https', '[x](https://example.org/a?b=c&d=e)', 'https://example.org/a?b=c&#38;d=e'],
    ['by mail', '[x](mailto:shop@example.org)', 'mailto:shop@example.org'],
    ['to a script', '[x](javascript:alert(1))', undefined],
    ['to a script in disguise', '[x](JaVa&#115;cript:alert(1))', undefined],
    ['to data', '[x](data:text/html,hello)', undefined],
    ['to a page that is not there', '[x](Nothing.md)', undefined],
    ['out of the folder', '[x](../dashboards/shop.json)', undefined],
    ['to another host without a scheme', '[x](//example.org/)', 'http://example.org/'],
  ])('follows a link %s only where that leads somewhere', async (_, link, href) => {
    const { html } = await served({ ...pages, 'A.md': page('A', 'info', link) });
    const text = main(await html('/A'));
    const found = /<p><a href="([^"]*)">x<\/a><\/p>/.exec(text)?.[1];
    expect(found).toBe(href);
    if (href === undefined) expect(text).toContain('<p>x</p>');
  });

  it.each([
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    'a <b onclick="alert(1)">b</b>',
    '<pre> <img/src=x onerror=alert(1) //',
    '<svg/onload=alert(1)//',
    '![x](https://example.org/x.png)',
    '`<i>`',
    '<!-- hidden -->',
    '[<u>x</u>](https://example.org/"><s>)',
    '[x](https://example.org/ "\\"><em>")',
  ])('shows HTML as text: %s', async (text) => {
    const { html } = await served({
      'A.md': page('A', 'info', text, 'g', `\n## ${text}\n\n| ${text} |\n|---|\n| a |\n`),
    });
    const body = (await html('/A')).replace(/<script>const box[\s\S]*?<\/script>/, '');
    const elements = new Set([...body.matchAll(/<([a-z!][a-z0-9-]*)/gi)].map(([, name]) => name));
    for (const name of ['script', 'img', 'b', 'svg', 'i', 'u', 's', 'em', '!--']) expect(elements).not.toContain(name);
    expect(await html('/')).not.toMatch(/<(img|svg|b|i|u|s|em)\b/);
  });
});

describe('the server of the runbooks', () => {
  it('lets a page load nothing and run nothing but its own', async () => {
    const { get } = await served();
    for (const path of ['/', '/HostDiskFull', '/Nothing']) {
      const answer = await get(path);
      const policy = answer.headers.get('content-security-policy') ?? '';
      expect(policy).toMatch(/^default-src 'none'; /);
      expect(policy).not.toMatch(/unsafe|https?:|\*/);
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
      const text = await answer.text();
      expect(text).not.toMatch(/\b(src|style|on\w+)=/);
      // What the policy allows by its digest is what the page has.
      for (const element of ['style', 'script']) {
        const inline = new RegExp(`<${element}>([\\s\\S]*?)</${element}>`).exec(text)?.[1] ?? '';
        const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(inline));
        expect(policy).toContain(`${element}-src 'sha256-${Buffer.from(digest).toString('base64')}'`);
      }
    }
  });

  it('has a script that browsers can read', async () => {
    const { html } = await served();
    const script = /<script>([\s\S]*?)<\/script>/.exec(await html('/'))?.[1] ?? '';
    expect(() => new Function(script)).not.toThrow();
    expect(script).toContain('addEventListener');
  });

  it('only answers GET and HEAD', async () => {
    const { get } = await served();
    for (const method of ['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS']) {
      const answer = await get('/HostDiskFull', { method });
      expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
    }
    const head = await get('/HostDiskFull', { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
  });

  it('says that it is healthy, and how many pages it has', async () => {
    const { get } = await served();
    expect(await (await get('/healthz')).json()).toEqual({ status: 'healthy', service: 'runbooks', pages: 3 });
  });

  it.each([
    '/../secret.md',
    '/..%2fsecret.md',
    '/%2e%2e/secret.md',
    '/%2e%2e%2fsecret',
    '/..\\secret.md',
    '//etc/passwd',
    '/HostDiskFull.md/../../secret.md',
    '/sub/Inner',
    '/sub%2fInner.md',
    '/.hidden',
    '/notes.txt',
    '/constructor',
    '/HostDiskFull%00.md',
    '/%zz',
  ])('has nothing at %s', async (path) => {
    const { folder, url } = await served();
    await writeFile(join(folder, '..', 'secret.md'), '# Secret\n');
    await mkdir(join(folder, 'sub.md'));
    await mkdir(join(folder, 'sub'));
    for (const name of ['sub/Inner.md', '.hidden.md', 'notes.txt']) await writeFile(join(folder, name), '# Secret\n');
    expect([400, 404]).toContain(await statusOf(url, path));
  });

  it('leads back to the index from what is not there, however deep', async () => {
    const { html, url } = await served();
    for (const path of ['/Nothing', '/a/b/c']) {
      const [, link = ''] = /<a href="([^"]+)">All runbooks/.exec(await html(path)) ?? [];
      expect(new URL(link, `${url}${path}`).pathname).toBe('/');
    }
  });

  it('reads a page again that has changed, takes up new ones, and forgets those that are gone', async () => {
    const { folder, html, get } = await served();
    await writeFile(join(folder, 'HostDiskFull.md'), page('HostDiskFull', 'info', 'Other words.'));
    await writeFile(join(folder, 'New.md'), page('New', 'critical', 'It is new.'));
    await rm(join(folder, 'OrdersFail.md'));
    expect(main(await html('/HostDiskFull'))).toContain('Other words.');
    expect(shown(await html('/'))).toEqual(['New', 'HostDiskFilling', 'HostDiskFull']);
    expect((await get('/OrdersFail')).status).toBe(404);
  });

  it('follows the links of which a ConfigMap is made, and sees it replaced', async () => {
    const folder = await temporaryFolder();
    for (const [version, text] of Object.entries({ '..1': 'Before.', '..2': 'After.' })) {
      await mkdir(join(folder, version));
      await writeFile(join(folder, version, 'A.md'), page('A', 'info', text));
    }
    await symlink('..1', join(folder, '..data'));
    await symlink('..data/A.md', join(folder, 'A.md'));
    const { url, close } = await startRunbooks(folder, { host: '127.0.0.1', port: 0 });
    onTestFinished(close);
    expect(await (await fetch(`${url}/A`)).text()).toContain('Before.');
    await symlink('..2', join(folder, '..data_tmp'));
    await rename(join(folder, '..data_tmp'), join(folder, '..data'));
    expect(await (await fetch(`${url}/A`)).text()).toContain('After.');
  });

  it('keeps what it has while its folder is away', async () => {
    const { folder, get } = await served();
    await rename(folder, `${folder}.old`);
    expect((await get('/HostDiskFull')).status).toBe(200);
    await rename(`${folder}.old`, folder);
    expect((await get('/HostDiskFull')).status).toBe(200);
  });
});

describe('the server of the runbooks as a program', () => {
  it('runs from one file on bare Node, and ends on SIGTERM and SIGINT, also while a browser holds a connection', async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'A.md'), pages['HostDiskFull.md']);
    const file = await bundle('runbooks', folder);
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      const program = start(file, ['--pages', folder, '--listen', '127.0.0.1:0']);
      const url = new URL(await program.url);
      expect(url.hostname).toBe('127.0.0.1');
      expect((await fetch(`${url}A`)).status).toBe(200);
      const socket = connect(Number(url.port), url.hostname);
      socket.on('error', () => undefined);
      program.process.kill(signal);
      expect((await program.ended).status).toBe(0);
      socket.destroy();
    }
  });

  it('ends with status 1 and one clear line where it cannot begin', async () => {
    const folder = await temporaryFolder();
    const file = await bundle('runbooks', folder);
    const taken = createServer().listen(0, '127.0.0.1');
    onTestFinished(() => {
      taken.close();
    });
    await new Promise((resolve) => taken.once('listening', resolve));
    const { port } = taken.address() as { port: number };
    const refusal = (...args: string[]) => start(file, args).ended;
    expect(await refusal()).toEqual({
      status: 1,
      output: 'runbooks: no folder. Usage: runbooks --pages DIR [--listen HOST:PORT]',
    });
    const missing = join(folder, 'nothing');
    const { status, output } = await refusal('--pages', missing);
    expect(status).toBe(1);
    expect(output).toMatch(
      /^runbooks: cannot read the pages in .*nothing: ENOENT[^\n]* Choose another folder with --pages\.$/,
    );
    const inUse = await refusal('--pages', folder, '--listen', `127.0.0.1:${port}`);
    expect(inUse.status).toBe(1);
    expect(inUse.output).toMatch(/^runbooks: port \d+ on 127\.0\.0\.1 is in use by another program\.[^\n]*$/);
  });
});
