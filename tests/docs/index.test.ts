import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { repository } from '../support/temporary.ts';
import { localLinks } from './links.ts';
import { pages } from './pages.ts';

/** Every file that one gets to from these pages, by links alone. */
function reachable(from: readonly string[]): ReadonlySet<string> {
  const found = new Set(from);
  for (const path of found) {
    const page = pages.find((each) => each.path === path);
    for (const link of page === undefined ? [] : localLinks(page)) found.add(link.path);
  }
  return found;
}

describe('the documentation', () => {
  it('can be reached page by page from its index, and from the README', () => {
    for (const index of ['docs/README.md', 'README.md']) {
      const found = reachable([index]);
      expect(
        pages.map(({ path }) => path).filter((path) => !found.has(path) && path !== 'README.md'),
        index,
      ).toEqual([]);
    }
  });

  it('names every page of its own level and every guide in its index', () => {
    const index = pages.find(({ path }) => path === 'docs/README.md');
    const named = new Set(index === undefined ? [] : localLinks(index).map(({ path }) => path));
    const own = pages.map(({ path }) => path).filter((path) => /^docs\/(guides\/|reference\/)?[^/]+\.md$/.test(path));
    expect(own.filter((path) => !named.has(path) && path !== 'docs/README.md')).toEqual([]);
  });

  it('has no picture that nobody shows', () => {
    const shown = new Set(pages.flatMap((page) => localLinks(page).map(({ path }) => path)));
    const pictures = readdirSync(join(repository, 'docs')).filter((name) => /\.(svg|png)$/.test(name));
    expect(pictures.map((name) => `docs/${name}`).filter((path) => !shown.has(path))).toEqual([]);
  });

  it('has a picture of the house that can be read on light and on dark ground', () => {
    const picture = readFileSync(join(repository, 'docs', 'house.svg'), 'utf8');
    const [light = '', dark = ''] = picture.split('@media (prefers-color-scheme: dark)');
    const classes = (text: string) =>
      new Set([...text.matchAll(/\.(\w+) \{[^}]*(?:fill|stroke): #/g)].map(([, name]) => name));
    // The roof has the colour of what matters, which is seen on both.
    expect([...classes(light)].filter((name) => !classes(dark).has(name))).toEqual(['roof']);
  });
});

describe('docs/concepts.md', () => {
  it('explains each word on one screen at most, with a way to more', () => {
    const text = pages.find(({ path }) => path === 'docs/concepts.md')?.text ?? '';
    const [, ...sections] = text.split(/^## /m);
    expect(sections.length).toBeGreaterThan(20);
    for (const section of sections) expect(section.trim().split('\n').length, section.split('\n')[0]).toBeLessThan(20);
  });
});
