import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Page, readPage } from './page.ts';

/** Pages by name. A request can only ask for one of these; no path of a request ever reaches the disk. */
export type Pages = ReadonlyMap<string, Page>;

const pageFile = /^(\w[\w.-]*)\.md$/;

/** A folder of Markdown pages, read when it is opened and again when a file of it has changed. */
export class PageFolder {
  readonly #path: string;
  #pages: Pages = new Map();
  #state = '';
  #reading: Promise<Pages> | undefined;

  private constructor(path: string) {
    this.#path = path;
  }

  /** Reads the folder for the first time. Throws with the remedy when it cannot be read. */
  static async open(path: string): Promise<PageFolder> {
    const folder = new PageFolder(path);
    try {
      await folder.#read();
    } catch (error) {
      throw new Error(`cannot read the pages in ${path}: ${messageOf(error)}. Choose another folder with --pages.`);
    }
    return folder;
  }

  /** The pages as they stand. While the folder cannot be read, such as when it is being replaced, those from before. */
  pages(): Promise<Pages> {
    // Who asks at the same moment gets the same answer.
    this.#reading ??= this.#read()
      .catch((error: unknown) => {
        console.error(`runbooks: cannot read ${this.#path} again: ${messageOf(error)}`);
        return this.#pages;
      })
      .finally(() => {
        this.#reading = undefined;
      });
    return this.#reading;
  }

  async #read(): Promise<Pages> {
    const files = await filesOf(this.#path);
    const state = JSON.stringify(files);
    if (state === this.#state) return this.#pages;
    const pages = await Promise.all(files.map(async ({ name, path }) => readPage(name, await readFile(path, 'utf8'))));
    this.#pages = new Map(pages.map((page) => [page.name, page]));
    this.#state = state;
    return this.#pages;
  }
}

/** The pages of a folder with what changes when their text does. Links are followed: a ConfigMap is made of them. */
async function filesOf(folder: string) {
  const entries = (await readdir(folder)).sort();
  const files = await Promise.all(
    entries.map(async (entry) => {
      const [, name] = pageFile.exec(entry) ?? [];
      if (name === undefined) return [];
      const path = join(folder, entry);
      const file = await stat(path);
      const { ino, size, mtimeMs, ctimeMs } = file;
      return file.isFile() ? [{ name, path, ino, size, mtimeMs, ctimeMs }] : [];
    }),
  );
  return files.flat();
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
