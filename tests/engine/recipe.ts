import type { ProgramName } from '../../local/programs/table.ts';

/** A numeric `user:group`. */
export type Owner = `${number}:${number}`;

/**
 * How to make a stand-in for an official image: the same paths, user, working folder and entry point around the same
 * upstream program, taken from Debian. It proves configuration and wiring, not the vendor's image contents.
 */
export interface Recipe {
  /** What it is, for its label and for what tests print; `placeholder` when the vendor's program is not in it. */
  what: string;
  /** What the root folder begins with: a small shell and C library, or a set of Debian packages with all they need. */
  base: 'busybox' | { packages: readonly string[] };
  /** By path in the image: a program of the table, or a file of this machine or of a Debian package. */
  programs?: Readonly<
    Record<string, ProgramName | { file: string } | { package: string; suite: string; path: string }>
  >;
  /** By path in the image: files of a program's package, such as the pages that it serves. */
  assets?: Readonly<Record<string, { of: ProgramName; path: string }>>;
  /** By path in the image: text; executable when it begins with `#!`. */
  files?: Readonly<Record<string, string>>;
  /** Folders that belong, with what is in them, to somebody else than root; never below a link such as /var/run. */
  folders?: Readonly<Record<string, Owner>>;
  /** Folders in which every user may make files, as in /tmp. */
  openFolders?: readonly string[];
  /** Lines for the image's passwd: name, owner, home. */
  users?: readonly { name: string; owner: Owner; home: string }[];
  /** Dockerfile instructions: USER, WORKDIR, ENTRYPOINT, CMD, ENV, EXPOSE, VOLUME. */
  instructions: readonly string[];
  /** The signal that ends it, where that is not SIGTERM. */
  stopSignal?: string;
}

/** A reference such as `quay.io/team/name:tag` taken apart; without a tag it is `latest`. */
export function readReference(image: string): { repository: string; tag: string } {
  const [name = image] = image.split('@');
  const colon = name.lastIndexOf(':');
  if (colon <= name.lastIndexOf('/')) return { repository: name, tag: 'latest' };
  return { repository: name.slice(0, colon), tag: name.slice(colon + 1) };
}

/** The registry that serves an image; Docker's own where the reference names none. */
export function registryOf(image: string): string {
  const [first = ''] = image.split('/');
  return image.includes('/') && /[.:]|^localhost$/.test(first) ? first : 'docker.io';
}
