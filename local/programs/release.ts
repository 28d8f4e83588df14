import { readFile } from 'node:fs/promises';

/** Which Linux this is: `{ id: 'debian', codename: 'bookworm' }`; `unknown` for what it does not say. */
export interface Release {
  id: string;
  codename: string;
}

/** Reads os-release(5). */
export async function machineRelease(): Promise<Release> {
  const text = await readFile('/etc/os-release', 'utf8').catch(() => '');
  const field = (name: string) => new RegExp(`^${name}="?([\\w.-]+)"?$`, 'm').exec(text)?.[1] ?? 'unknown';
  return { id: field('ID'), codename: field('VERSION_CODENAME') };
}
