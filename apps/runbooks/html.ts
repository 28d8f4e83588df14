import { html, raw } from 'hono/html';
import type { Pages } from './folder.ts';
import { anchorOf, followTo, renderLine, renderMarkdown } from './markdown.ts';
import { matches, type Page, searchText } from './page.ts';
import { script } from './script.ts';
import { style } from './style.ts';

/** In the order in which one wants to know them; pages that name another severity, or none, come last. */
const severities = ['critical', 'warning', 'info'];

/** What the index is made of: pages by severity, and within it by group. */
interface Section {
  readonly severity: string;
  readonly count: number;
  readonly groups: ReadonlyMap<string, readonly Page[]>;
}

/** The index: every alert with what it means. A search hides the others; all are there, so that the script can show them again. */
export function indexPage(pages: Pages, search: string) {
  const all = [...pages.values()];
  const found = new Set(all.filter((page) => matches(searchText(page), search)));
  const sections = sectionsOf(all);
  const count = `${found.size} of ${all.length}`;
  return layout(
    'Runbooks',
    html`<header>
        <h1>Runbooks</h1>
        <p class="soft">One page for each alert: what it means, where to look, what makes it better.</p>
      </header>
      <main>
        <form role="search" method="get" action="./">
          <input type="search" name="q" value="${search}" aria-label="Search" placeholder="Disk, latency, team …" autocomplete="off" />
          <button>Search</button>
          <output aria-live="polite">${count}</output>
        </form>
        ${all.length === 0 ? html`<p>There are no pages in this folder.</p>` : ''}
        ${sections.map((section) => indexSection(section, found))}
      </main>`,
  );
}

/** The page of one alert. */
export function alertPage(page: Page, pages: Pages) {
  const body = renderMarkdown(page.markdown, followTo(new Set(pages.keys())));
  return layout(
    page.title,
    html`<div class="bar">
        <nav><a href="./">All runbooks</a> <a href="./${page.name}.md">Markdown</a></nav>
        ${page.severity === undefined ? '' : html`<span class="chip ${page.severity}">${page.severity}</span>`}
      </div>
      ${contents(page)}
      <main>${raw(body)}</main>`,
  );
}

/** What is shown in place of a page that is not there. */
export function missingPage(path: string) {
  // From `/a/b` the index is two folders up, wherever a proxy has put it.
  const index = `./${'../'.repeat(path.split('/').length - 1)}`;
  return layout(
    'No such runbook',
    html`<main>
      <h1>No such runbook</h1>
      <p>There is no page <code>${path}</code> here. <a href="${index}">All runbooks</a></p>
    </main>`,
  );
}

function sectionsOf(pages: readonly Page[]): Section[] {
  const known = (page: Page) => (severities.includes(page.severity ?? '') ? (page.severity ?? '') : 'other');
  return [...severities, 'other'].flatMap((severity) => {
    const own = pages.filter((page) => known(page) === severity);
    if (own.length === 0) return [];
    const names = [...new Set(own.map(({ group = '' }) => group))].sort();
    const groups = names.map((name): [string, Page[]] => [name, own.filter(({ group = '' }) => group === name)]);
    return [{ severity, count: own.length, groups: new Map(groups) }];
  });
}

function indexSection({ severity, count, groups }: Section, found: ReadonlySet<Page>) {
  const hidden = (pages: readonly Page[]) => (pages.some((page) => found.has(page)) ? '' : raw(' hidden'));
  const title = `${severity.charAt(0).toUpperCase()}${severity.slice(1)}`;
  return html`<section id="${severity}" data-part${hidden([...groups.values()].flat())}>
    <h2 class="${severity}">${title} <span class="count">${count}</span></h2>
    ${[...groups].map(
      ([group, pages]) => html`<div data-part${hidden(pages)}>
        ${group === '' ? '' : html`<h3>${group}</h3>`}
        <ul class="alerts">
          ${pages.map(
            (page) => html`<li data-text="${searchText(page)}"${hidden([page])}>
              <a href="./${page.name}">${page.title}</a>
              <span>${raw(renderLine(page.meaning))}</span>
            </li>`,
          )}
        </ul>
      </div>`,
    )}
  </section>`;
}

function contents({ sections }: Page) {
  if (sections.length < 2) return '';
  const links = sections.map((title) => html`<a href="#${anchorOf(title)}">${title}</a> `);
  return html`<nav class="sections" aria-label="Sections">${links}</nav>`;
}

function layout(title: string, body: unknown) {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <style>${raw(style)}</style>
      </head>
      <body>
        ${body}
        <script>${raw(script)}</script>
      </body>
    </html>`;
}
