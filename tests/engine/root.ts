import {
  access,
  chmod,
  cp,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { type Apt, debianHost, downloadClosure, downloadPackages, openApt, unpack } from '../../local/programs/apt.ts';
import { ensurePrograms } from '../../local/programs/ensure.ts';
import type { Program } from '../../local/programs/find.ts';
import { readManifest } from '../../local/programs/manifest.ts';
import { run } from '../../local/programs/run.ts';
import { type ProgramName, upstreamSuite } from '../../local/programs/table.ts';
import type { Recipe } from './recipe.ts';

const environment = process.env;

/** What a database never asks for, and what makes up most of its packages' size. */
const unneededPackages =
  /^(perl|libperl|systemd_|libsystemd-shared|locales|libc-l10n|libc-gconv|openssl-provider|debconf|adduser|passwd_|sysvinit)/;
const unneededFolders = ['usr/share/doc', 'usr/share/man', 'usr/share/locale', 'usr/share/lintian', 'usr/share/info'];

/** Fills the folder `root` with all that the image of a recipe holds; `cache` keeps what was downloaded for it. */
export async function fillRoot(recipe: Recipe, root: string, cache: string): Promise<void> {
  await mkdir(join(root, 'etc'), { recursive: true });
  if (recipe.base === 'busybox') await busybox(root);
  else await packageBase(recipe.base.packages, root, cache);
  const executables: string[] = [];
  for (const [target, source] of Object.entries(recipe.programs ?? {})) {
    executables.push(await putProgram(source, join(root, target), root, cache));
  }
  if (recipe.base === 'busybox') await copyLibraries(executables, root);
  for (const [target, asset] of Object.entries(recipe.assets ?? {})) {
    await copyIfThere(join(await homeOf(await programFor(asset.of)), asset.path), join(root, target));
  }
  for (const [target, text] of Object.entries(recipe.files ?? {})) await put(join(root, target), text);
  for (const folder of Object.keys(recipe.folders ?? {})) {
    await mkdir(join(root, folder), { recursive: true });
    await chmod(join(root, folder), 0o775);
  }
  for (const folder of recipe.openFolders ?? []) {
    await mkdir(join(root, folder), { recursive: true });
    await chmod(join(root, folder), 0o1777);
  }
  await accounts(recipe, root);
}

/** The names that images expect to resolve: root, nobody, and the recipe's own. */
async function accounts(recipe: Recipe, root: string): Promise<void> {
  const users = [
    { name: 'root', owner: '0:0', home: '/root' },
    { name: 'nobody', owner: '65534:65534', home: '/home' },
    ...(recipe.users ?? []),
  ];
  await put(
    join(root, 'etc/passwd'),
    users.map(({ name, owner, home }) => `${name}:x:${owner}::${home}:/bin/sh\n`).join(''),
  );
  await put(join(root, 'etc/group'), users.map(({ name, owner }) => `${name}:x:${owner.split(':')[1]}:\n`).join(''));
  await put(join(root, 'etc/nsswitch.conf'), 'hosts: files dns\n');
  const certificates = '/etc/ssl/certs/ca-certificates.crt';
  await copyIfThere(certificates, join(root, certificates));
}

async function busybox(root: string): Promise<void> {
  const { path } = await programFor('busybox');
  for (const folder of ['bin', 'dev', 'proc', 'sys', 'root', 'home', 'var/run', 'usr/bin', 'tmp']) {
    await mkdir(join(root, folder), { recursive: true });
  }
  await chmod(join(root, 'tmp'), 0o1777);
  await cp(path, join(root, 'bin/busybox'));
  const names = (await run(path, ['--list'], { environment })).stdout.split('\n');
  const links = names.filter((name) => name !== '' && name !== 'busybox');
  await Promise.all(links.map((name) => symlink('busybox', join(root, 'bin', name))));
}

async function packageBase(packages: readonly string[], root: string, cache: string): Promise<void> {
  await run('cp', ['-a', `${await packageRoot(packages, cache)}/.`, root], { environment });
  // These are made by an installation script of base-files, and no script has run.
  for (const folder of ['run', 'tmp', 'root']) await mkdir(join(root, folder), { recursive: true });
  // A package may have brought a folder where the link belongs.
  await rm(join(root, 'var/run'), { recursive: true, force: true });
  await symlink('../run', join(root, 'var/run'));
}

/** Puts a program at `target`; returns the file whose shared libraries it needs. */
async function putProgram(
  source: NonNullable<Recipe['programs']>[string],
  target: string,
  root: string,
  cache: string,
): Promise<string> {
  await mkdir(dirname(target), { recursive: true });
  if (typeof source !== 'string') {
    const file = 'file' in source ? source.file : await packagedFile(source, cache);
    await cp(file, target, { dereference: true });
    return file;
  }
  const program = await programFor(source);
  const bundle = await bundleOf(program);
  if (bundle === undefined || !program.path.startsWith(join(bundle, 'bin/'))) {
    await cp(program.path, target, { dereference: true });
    return program.path;
  }
  // A launcher finds its bundle from its own place, so the bundle comes along.
  const place = join('/opt/narthex', source);
  const others = Object.entries((await readManifest(bundle))?.programs ?? {}).filter(([name]) => name !== source);
  const left = new Set(others.map(([, { path }]) => join(bundle, path)));
  await cp(bundle, join(root, place), { recursive: true, verbatimSymlinks: true, filter: (path) => !left.has(path) });
  await symlink(join(place, 'bin', source), target);
  return (await executableOf(bundle, program)) ?? program.path;
}

/** The last word of a launcher's `exec` line: the program behind it. */
async function executableOf(bundle: string, program: Program): Promise<string | undefined> {
  const path = /^exec "\$here\/([^"]+)"/m.exec(await readFile(program.path, 'utf8'))?.[1];
  return path === undefined ? undefined : join(bundle, path);
}

/** Copies the C library and whatever else the executables are linked with from this machine, at the same paths. */
async function copyLibraries(executables: readonly string[], root: string): Promise<void> {
  const wanted = new Set<string>();
  for (const executable of executables) {
    // A static program has none, and ldd says so with an error.
    const said = await run('ldd', [executable], { environment }).catch(() => ({ stdout: '' }));
    for (const [, path] of said.stdout.matchAll(/(\/\S+) \(0x/g)) if (path !== undefined) wanted.add(path);
  }
  for (const path of [...wanted]) {
    // Name resolution asks for this one at run time only.
    if (basename(path).startsWith('libc.so')) wanted.add(join(dirname(path), 'libresolv.so.2'));
  }
  for (const path of wanted) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await cp(path, join(root, path), { dereference: true });
  }
}

async function programFor(name: ProgramName): Promise<Program> {
  return (await ensurePrograms([name])).get(name) as Program;
}

/** The cache folder that a program is in, if it is in one. */
async function bundleOf(program: Program): Promise<string | undefined> {
  for (let folder = dirname(program.path); folder !== '/'; folder = dirname(folder)) {
    if (await exists(join(folder, 'manifest.json'))) return folder;
  }
  return undefined;
}

async function homeOf(program: Program): Promise<string> {
  const bundle = await bundleOf(program);
  return bundle === undefined ? '/' : join(bundle, 'root');
}

/** A folder with Debian packages of the upstream suite and all they need, unpacked once and kept. */
async function packageRoot(packages: readonly string[], cache: string): Promise<string> {
  const kept = join(cache, `${packages[0]}@${upstreamSuite}`);
  return once(kept, async (work) => {
    const apt = await openSuite(upstreamSuite, cache);
    // base-files goes first: it makes /bin and /lib the links into /usr that every other package counts on.
    const files = await downloadClosure(apt, ['base-files', ...packages], join(work, 'debs'));
    const rank = (file: string) => (basename(file).startsWith('base-files_') ? 0 : 1);
    for (const file of files.sort((a, b) => rank(a) - rank(b))) {
      if (!unneededPackages.test(basename(file))) await unpack(file, join(work, 'root'), environment);
    }
    const spare = ['debs', 'archives', ...unneededFolders.map((folder) => join('root', folder))];
    await Promise.all(spare.map((folder) => rm(join(work, folder), { recursive: true, force: true })));
  }).then((folder) => join(folder, 'root'));
}

async function packagedFile(source: { package: string; suite: string; path: string }, cache: string): Promise<string> {
  const folder = await once(join(cache, `${source.package}@${source.suite}`), async (work) => {
    const apt = await openSuite(source.suite, cache);
    for (const file of await downloadPackages(apt, [source.package], join(work, 'debs'))) {
      await unpack(file, join(work, 'root'), environment);
    }
  });
  return join(folder, 'root', source.path);
}

/** The private apts of this process, by suite: their lists are fetched once. */
const apts = new Map<string, Promise<Apt>>();

function openSuite(suite: string, cache: string): Promise<Apt> {
  const known = apts.get(suite) ?? fetchLists(suite, cache);
  apts.set(suite, known);
  return known;
}

async function fetchLists(suite: string, cache: string): Promise<Apt> {
  const host = await debianHost(environment);
  if (host === undefined) {
    throw new Error('Stand-in images are made of Debian packages, and this machine is no Debian with apt.');
  }
  return openApt(join(cache, 'apt', suite), [{ uri: host.mirror, suites: [suite] }], '', environment);
}

/** Makes a folder beside its place and renames it when it is complete; a folder that is there already is kept. */
async function once(folder: string, fill: (work: string) => Promise<void>): Promise<string> {
  if (await exists(folder)) return folder;
  await mkdir(dirname(folder), { recursive: true });
  const work = await mkdtemp(join(dirname(folder), '.new-'));
  try {
    await fill(work);
    await rename(work, folder);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  return folder;
}

async function put(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
  await chmod(path, text.startsWith('#!') ? 0o755 : 0o644);
}

async function copyIfThere(from: string, to: string): Promise<void> {
  if (!(await exists(from))) return;
  await mkdir(dirname(to), { recursive: true });
  const isFile = !(await lstat(from)).isDirectory();
  await cp(from, to, isFile ? { dereference: true } : { recursive: true, verbatimSymlinks: true });
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

/** Removes what killed processes left in the folder of images. The caller holds its lock. */
export async function removeUnfinished(cache: string): Promise<void> {
  const names = (await readdir(cache)).filter((name) => name.startsWith('.new-'));
  await Promise.all(names.map((name) => rm(join(cache, name), { recursive: true, force: true })));
}
