import { access, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ProgramError } from './error.ts';
import { machineRelease } from './release.ts';
import { CommandFailed, type Ran, run } from './run.ts';

/** A package archive and the suites to read from it. */
export interface AptSource {
  uri: string;
  suites: readonly string[];
}

/** The release of Debian that runs here and where this machine's own apt takes it from. */
export interface DebianHost {
  /** Code name of the release, such as `bookworm`. */
  release: string;
  /** The machine's main archive; it serves every suite of Debian. */
  mirror: string;
  /** All of its archives that serve this release, updates and security included. */
  sources: readonly AptSource[];
}

/** A private apt: own sources, lists, cache and package status; the system's are neither read nor changed. */
export interface Apt {
  folder: string;
  environment: NodeJS.ProcessEnv;
}

const keyring = '/usr/share/keyrings/debian-archive-keyring.gpg';

/** Where this Debian takes its packages from; undefined on a machine that is not a Debian with apt. */
export async function debianHost(environment: NodeJS.ProcessEnv): Promise<DebianHost | undefined> {
  const { id, codename: release } = await machineRelease();
  if (id !== 'debian' || !(await exists(keyring))) return undefined;
  // `--no-release-info` also names archives whose lists were never fetched, as in a fresh container.
  const format = '$(REPO_URI) $(RELEASE) $(COMPONENT)';
  const args = ['indextargets', '--no-release-info', '--format', format, 'Created-By: Packages'];
  const listed = await run('apt-get', args, { environment }).catch(() => undefined);
  const sources = listed === undefined ? [] : readTargets(listed.stdout, release);
  const mirror = sources.find((source) => source.suites.includes(release))?.uri;
  return mirror === undefined ? undefined : { release, mirror, sources };
}

/** The archives of a release among the lines `uri suite component` that apt prints for its targets. */
export function readTargets(text: string, release: string): AptSource[] {
  const byUri = new Map<string, Set<string>>();
  for (const line of text.split('\n')) {
    const [uri, suite, component] = line.split(' ');
    // Other vendors name their suites after Debian's, but not their components as well.
    if (uri === undefined || suite === undefined || component !== 'main') continue;
    if (![release, `${release}-updates`, `${release}-security`].includes(suite)) continue;
    byUri.set(uri, (byUri.get(uri) ?? new Set()).add(suite));
  }
  return [...byUri].map(([uri, suites]) => ({ uri, suites: [...suites] }));
}

/** This machine's list of installed packages, without those whose name begins with one of `prefixes`. */
export async function installedPackages(prefixes: readonly string[]): Promise<string> {
  const text = await readFile('/var/lib/dpkg/status', 'utf8');
  const stanzas = text.split('\n\n');
  return stanzas.filter((one) => !prefixes.some((prefix) => one.startsWith(`Package: ${prefix}`))).join('\n\n');
}

/**
 * Sets up a private apt in `folder` and fetches its package lists. Signatures are checked as always; only the date up to
 * which a list counts as fresh is not, because mirrors lag. `status` says which packages it takes for installed: the text
 * of a dpkg status file, empty for none.
 * Throws `E_PROGRAM_DOWNLOAD`.
 */
export async function openApt(
  folder: string,
  sources: readonly AptSource[],
  status: string,
  environment: NodeJS.ProcessEnv,
): Promise<Apt> {
  for (const part of ['lists/partial', 'archives/partial', 'etc']) await mkdir(join(folder, part), { recursive: true });
  await writeFile(join(folder, 'status'), status);
  await writeFile(join(folder, 'etc', 'private.sources'), sources.map(stanza).join('\n'));
  await writeFile(join(folder, 'apt.conf'), configuration(folder));
  const apt = { folder, environment };
  await aptGet(apt, ['update']);
  return apt;
}

/** Downloads packages without what they depend on, in the folder `into`; returns the files' paths. */
export async function downloadPackages(apt: Apt, packages: readonly string[], into: string): Promise<string[]> {
  await mkdir(into, { recursive: true });
  await aptGet(apt, ['download', ...packages], into);
  return debs(into);
}

/**
 * Downloads packages and all that they need beyond what the private apt takes for installed, in the folder `into`;
 * returns the files' paths. Nothing is installed.
 */
export async function downloadClosure(apt: Apt, packages: readonly string[], into: string): Promise<string[]> {
  await mkdir(join(into, 'partial'), { recursive: true });
  const options = ['--yes', '--no-install-recommends', '--download-only', '-o', `Dir::Cache::archives=${into}/`];
  // The lock is that of dpkg, which is not asked: several downloads into folders of their own may run at once.
  await aptGet(apt, [...options, '-o', 'Debug::NoLocking=true', 'install', ...packages]);
  return debs(into);
}

/** Unpacks a package file under `root` without running any of its scripts. */
export async function unpack(deb: string, root: string, environment: NodeJS.ProcessEnv): Promise<void> {
  await mkdir(root, { recursive: true });
  await run('dpkg', ['-x', deb, root], { environment, timeout: 300_000 });
}

async function aptGet(apt: Apt, args: readonly string[], cwd?: string): Promise<Ran> {
  const all = ['-c', join(apt.folder, 'apt.conf'), '-q', ...args];
  const options = { environment: apt.environment, timeout: 600_000, ...(cwd === undefined ? {} : { cwd }) };
  return run('apt-get', all, options).catch((error: unknown) => {
    if (!(error instanceof CommandFailed)) throw error;
    // apt names the file and both hashes when a download is not what the signed list says.
    throw new ProgramError(
      'E_PROGRAM_DOWNLOAD',
      `apt could not fetch what is needed (${args.join(' ')}). It checks every signature and hash and says:\n${error.output}`,
      { cause: error },
    );
  });
}

async function debs(folder: string): Promise<string[]> {
  const names = await readdir(folder);
  return names.filter((name) => name.endsWith('.deb')).map((name) => join(folder, name));
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

function stanza(source: AptSource): string {
  const suites = source.suites.join(' ');
  return `Types: deb\nURIs: ${source.uri}\nSuites: ${suites}\nComponents: main\nSigned-By: ${keyring}\n`;
}

/** Read after the machine's own apt configuration, so its proxies hold; its hooks are of no use here. */
function configuration(folder: string): string {
  return `Dir::State "${folder}";
Dir::State::lists "${folder}/lists";
Dir::State::status "${folder}/status";
Dir::Cache "${folder}";
Dir::Cache::archives "${folder}/archives/";
Dir::Cache::pkgcache "packages.bin";
Dir::Cache::srcpkgcache "";
Dir::Etc::sourcelist "/dev/null";
Dir::Etc::sourceparts "${folder}/etc";
Dir::Etc::preferences "/dev/null";
Dir::Etc::preferencesparts "/dev/null";
APT::Sandbox::User "root";
Acquire::Languages "none";
Acquire::Check-Valid-Until "false";
Acquire::Retries "3";
Acquire::http::Timeout "20";
Acquire::https::Timeout "20";
#clear APT::Update::Pre-Invoke;
#clear APT::Update::Post-Invoke;
#clear APT::Update::Post-Invoke-Success;
#clear DPkg::Pre-Install-Pkgs;
#clear DPkg::Pre-Invoke;
#clear DPkg::Post-Invoke;
`;
}
