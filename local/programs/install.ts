import { chmod, mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { type Apt, downloadClosure, downloadPackages, unpack } from './apt.ts';
import { ProgramError } from './error.ts';
import { askVersion, expandStar } from './find.ts';
import { hashFiles, type Manifest, sha256, writeManifest } from './manifest.ts';
import { relocate, writeLauncher } from './relocate.ts';
import { type Bundle, minimum, type ProgramEntry, type ProgramName } from './table.ts';
import { isAtLeast } from './version.ts';

/** Unfinished folders begin like this; whoever holds the lock may remove them. */
const unfinished = '.new-';

/** Parts of a package that nothing runs. */
const unneeded = [
  'usr/share/doc',
  'usr/share/man',
  'usr/share/locale',
  'usr/share/lintian',
  'usr/share/bash-completion',
];

/**
 * Fetches one bundle and puts it in its place in the cache. Everything happens in a folder beside it that is renamed at
 * the end, so a bundle is there whole or not at all. The caller holds the cache's lock.
 * Throws `E_PROGRAM_DOWNLOAD` and, when a program does not run or is too old, `E_PROGRAM_UNFIT`.
 */
export async function installBundle(bundle: Bundle, apt: Apt, suite: string, folder: string): Promise<void> {
  const work = await mkdtemp(join(dirname(folder), unfinished));
  try {
    const packages = await fetchPackages(bundle, apt, work);
    const programs: Record<string, { path: string; version: string }> = {};
    for (const entry of bundle.programs) programs[entry.name] = await prepare(entry, work, suite, apt.environment);
    const manifest: Manifest = { format: 1, suite, packages, programs, files: await hashFiles(work) };
    await writeManifest(work, manifest);
    await replace(work, folder);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** Removes what killed processes left behind. The caller holds the cache's lock. */
export async function removeUnfinished(parent: string): Promise<void> {
  const names = (await readdir(parent)).filter((name) => name.startsWith(unfinished));
  await Promise.all(names.map((name) => rm(join(parent, name), { recursive: true, force: true })));
}

async function fetchPackages(bundle: Bundle, apt: Apt, work: string): Promise<Manifest['packages']> {
  const downloads = join(work, 'debs');
  // The Go programs need nothing beside the C library; the others come with all that this machine lacks.
  const download = bundle.suite === 'upstream' ? downloadPackages : downloadClosure;
  const files = await download(apt, [bundle.package], downloads);
  const packages = [];
  for (const file of files.sort()) {
    packages.push({ file: basename(file), sha256: await sha256(file) });
    await unpack(file, join(work, 'root'), apt.environment);
  }
  await Promise.all([downloads, ...unneeded.map((path) => join(work, 'root', path))].map(removeTree));
  return packages;
}

/** Finds one unpacked program, gives it a launcher where it needs one, and runs it once. */
async function prepare(entry: ProgramEntry, work: string, suite: string, environment: NodeJS.ProcessEnv) {
  const path = await findUnpacked(entry, work);
  if (path === undefined) {
    const where = `${entry.debian.package} of Debian ${suite}`;
    throw new ProgramError(
      'E_PROGRAM_UNFIT',
      `${where} does not hold ${entry.debian.path}, the program ${entry.name}.`,
    );
  }
  const start = await launchable(entry, path, work);
  const version = await askVersion(join(work, start), entry, environment);
  const needed = minimum[entry.name as ProgramName];
  if (version !== undefined && isAtLeast(version, needed)) return { path: start, version };
  const what =
    version === undefined ? 'does not run on this machine' : `is ${version}, and ${needed} or newer is needed`;
  throw new ProgramError('E_PROGRAM_UNFIT', `${entry.name} of Debian ${suite} ${what}.`);
}

async function findUnpacked(entry: ProgramEntry, work: string): Promise<string | undefined> {
  const wanted = join(work, 'root', entry.debian.path);
  const [folder] = await expandStar(dirname(wanted));
  const names: string[] = folder === undefined ? [] : await readdir(folder).catch(() => []);
  return folder !== undefined && names.includes(basename(wanted)) ? join(folder, basename(wanted)) : undefined;
}

/** The file to start, relative to the bundle: the program itself, or a launcher that prepares its surroundings. */
async function launchable(entry: ProgramEntry, path: string, work: string): Promise<string> {
  const program = relative(work, path);
  const libraries = entry.debian.suite === 'own' ? await libraryFolders(work) : [];
  const given = (entry.packagedArguments ?? []).map((argument) => argument.replaceAll('{root}', '{here}/root'));
  const { compiledFolder } = entry;
  if (compiledFolder !== undefined) await relocate(path, compiledFolder);
  if (libraries.length + given.length === 0 && compiledFolder === undefined) return program;
  await mkdir(join(work, 'bin'), { recursive: true });
  const folder = compiledFolder === undefined ? {} : { folder: join('root', compiledFolder) };
  await writeLauncher(join(work, 'bin', entry.name), { program, arguments: given, libraries, ...folder });
  return join('bin', entry.name);
}

/** Folders of the bundle that hold shared libraries for everybody, such as `root/usr/lib/x86_64-linux-gnu`. */
async function libraryFolders(work: string): Promise<string[]> {
  const patterns = ['root/usr/lib/*', 'root/lib/*'].map((pattern) => join(work, pattern));
  const folders = (await Promise.all(patterns.map(expandStar))).flat();
  const holds = await Promise.all(
    folders.map(async (folder) => {
      const names = await readdir(folder).catch(() => []);
      return names.some((name) => /\.so(\.|$)/.test(name));
    }),
  );
  return folders.filter((_, i) => holds[i]).map((folder) => relative(work, folder));
}

async function replace(work: string, folder: string): Promise<void> {
  const old = await mkdtemp(join(dirname(folder), unfinished));
  await rename(folder, join(old, 'old')).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
  });
  // It was made for this user only; the programs may be started by another one.
  await chmod(work, 0o755);
  await rename(work, folder);
  await removeTree(old);
}

async function removeTree(path: string): Promise<void> {
  await rm(path, { recursive: true, force: true });
}
