import { dirname, join } from 'node:path';
import { type Page, prose } from './pages.ts';

/** A link to another file of the repository. */
export interface LocalLink {
  /** As it is written. */
  readonly link: string;
  /** Relative to the repository. */
  readonly path: string;
  readonly anchor: string | undefined;
}

/** Links of a page to other files of the repository, pictures included. */
export function localLinks(from: Page): LocalLink[] {
  return [...prose(from).matchAll(/\]\(([^)\s]+)\)/g)].flatMap(([, link = '']) => {
    if (/^[a-z]+:/.test(link)) return [];
    const [file = '', anchor] = link.split('#');
    return [{ link, path: file === '' ? from.path : join(dirname(from.path), file), anchor }];
  });
}
