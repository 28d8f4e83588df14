import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { helpTexts } from '../../scripts/docs.ts';
import { repository } from '../support/temporary.ts';
import { localLinks } from './links.ts';
import { anchors, type Page, page, pages } from './pages.ts';

/** The lines of a page that a reader types into a shell, those in the text included. */
function commandLines({ blocks, text }: Page): string[] {
  const typed = blocks.filter(({ language }) => language === 'sh').flatMap((block) => block.text.split('\n'));
  const inline = [...text.matchAll(/`((?:npm|npx narthex|narthex) [^`\n]+)`/g)].map(([, command = '']) => command);
  return [...typed.map((line) => line.replace(/\s+#.*$/, '')), ...inline].flatMap((line) =>
    line.split(/\s*(?:&&|;|\|)\s*/),
  );
}

describe.each(pages.map(({ path }) => path))('%s', (path) => {
  const current = page(path);

  it('links to pages and headings that are there', () => {
    for (const { link, path, anchor } of localLinks(current)) {
      expect(existsSync(join(repository, path)), link).toBe(true);
      if (anchor !== undefined) expect(anchors(page(path)), link).toContain(anchor);
    }
  });

  it('speaks of npm scripts that are there', () => {
    const { scripts } = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8')) as {
      readonly scripts: Readonly<Record<string, string>>;
    };
    const names = commandLines(current).flatMap(
      (line) =>
        /^(?:\w+=\S+ )*npm run ([\w:]+)/.exec(line)?.[1] ??
        /^(?:\w+=\S+ )*npm (start|stop|test)\b/.exec(line)?.[1] ??
        [],
    );
    for (const name of names) expect(Object.keys(scripts)).toContain(name);
  });
});

describe('the commands in the documentation', () => {
  let help: ReadonlyMap<string, string>;
  beforeAll(async () => {
    help = await helpTexts(repository);
  });

  it.each(pages.map(({ path }) => path))('are there, with their options, on %s', (path) => {
    for (const line of commandLines(page(path))) {
      const [, name, rest = ''] = /^(?:npx )?narthex (\w+)(.*)$/.exec(line) ?? [];
      if (name === undefined || name === 'help') continue;
      expect([...help.keys()], line).toContain(name);
      for (const [option] of rest.matchAll(/--[a-z]+/g)) expect(help.get(name), line).toContain(option);
    }
  });
});
