import { chmod, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Apt, type DebianHost, debianHost, installedPackages, openApt } from './apt.ts';
import { bundleFolder, cacheFolder, forgetVerified } from './cache.ts';
import { ProgramError } from './error.ts';
import { type FindOptions, findProgram, type Program } from './find.ts';
import { installBundle, removeUnfinished } from './install.ts';
import { withLock } from './lock.ts';
import { type Bundle, bundleOf, overrideVariable, type ProgramName, type Suite, upstreamSuite } from './table.ts';

/** Bundles fetched at the same time: one downloads while others unpack. */
const atOnce = 3;

/**
 * Finds programs and fetches those that this machine does not have into the cache, from Debian packages; nothing is
 * installed. A damaged file in the cache is fetched again, once. Safe to call from several processes at once.
 *
 * Throws `E_PROGRAM_MISSING` with all that is missing where fetching is not possible, and as {@link findProgram}.
 */
export async function ensurePrograms(
  names: Iterable<ProgramName>,
  options: FindOptions = {},
): Promise<Map<ProgramName, Program>> {
  const wanted = [...new Set(names)];
  const found = await findAll(wanted, options);
  const missing = wanted.filter((name) => !found.has(name));
  if (missing.length > 0) {
    await fetchMissing(missing, options);
    for (const name of missing) {
      const program = await findProgram(name, options);
      if (program === undefined) throw new ProgramError('E_PROGRAM_MISSING', `${name} was fetched and is not there.`);
      found.set(name, program);
    }
  }
  return new Map(wanted.map((name) => [name, found.get(name) as Program]));
}

/** The message for programs that this machine neither has nor can fetch. */
export function missingMessage(names: readonly ProgramName[], reason: string): string {
  const [first = 'promtool'] = names;
  return `Not found: ${names.join(', ')}.
They are on no folder of PATH in a supported version, they are not in the cache, and ${reason}.
Install them and put them on PATH, or name their files, for example ${overrideVariable(first)}=/path/to/${first}.`;
}

async function findAll(names: readonly ProgramName[], options: FindOptions): Promise<Map<ProgramName, Program>> {
  const programs = await Promise.all(
    names.map((name) =>
      findProgram(name, options).catch((error: unknown) => {
        if (!(error instanceof ProgramError) || error.code !== 'E_PROGRAM_CORRUPT') throw error;
        options.onProgress?.(`${error.message}\n  It is fetched again.`);
        return undefined;
      }),
    ),
  );
  return new Map(programs.filter((program) => program !== undefined).map((program) => [program.name, program]));
}

async function fetchMissing(names: readonly ProgramName[], options: FindOptions): Promise<void> {
  const { environment = process.env, onProgress = () => {} } = options;
  const host = await debianHost(environment);
  if (host === undefined) {
    throw new ProgramError(
      'E_PROGRAM_MISSING',
      missingMessage(names, 'this machine is no Debian with apt to fetch them'),
    );
  }
  const cache = cacheFolder(environment);
  const parent = join(cache, 'programs');
  await makeFolder(parent);
  const onWait = (pid: number) => onProgress(`waiting for process ${pid}, which is fetching programs`);
  await withLock(join(parent, '.lock'), onWait, async () => {
    // Somebody else may have fetched them while this process waited.
    for (const name of names) forgetVerified(bundleFolder(cache, bundleOf(name), host.release));
    const found = await findAll(names, { environment });
    const missing = names.filter((name) => !found.has(name));
    if (missing.length === 0) return;
    await removeUnfinished(parent);
    onProgress(`fetching ${missing.join(', ')} into ${parent}`);
    await fetchBundles(missing, host, cache, { environment, onProgress });
  });
}

async function fetchBundles(
  names: readonly ProgramName[],
  host: DebianHost,
  cache: string,
  { environment, onProgress }: Required<FindOptions>,
): Promise<void> {
  const waiting = [...new Map(names.map((name) => [bundleOf(name).package, bundleOf(name)])).values()];
  const total = waiting.length;
  const apts = new Map<Suite, Promise<Apt>>();
  for (const { suite } of waiting) {
    if (!apts.has(suite)) apts.set(suite, openSuite(suite, host, cache, environment));
  }
  const failures: unknown[] = [];
  let done = 0;
  const fetchOne = async (bundle: Bundle) => {
    const suite = bundle.suite === 'upstream' ? upstreamSuite : host.release;
    const folder = bundleFolder(cache, bundle, host.release);
    const apt = await (apts.get(bundle.suite) as Promise<Apt>);
    await installBundle(bundle, apt, suite, folder).catch((error: unknown) => {
      if (!(error instanceof ProgramError) || error.code !== 'E_PROGRAM_DOWNLOAD') throw error;
      onProgress(`${error.message}\n  It is fetched once more.`);
      return installBundle(bundle, apt, suite, folder);
    });
    forgetVerified(folder);
    done += 1;
    onProgress(`${bundle.package} of Debian ${suite} is unpacked (${done} of ${total})`);
  };
  const worker = async () => {
    for (let bundle = waiting.shift(); bundle !== undefined; bundle = waiting.shift()) {
      await fetchOne(bundle).catch((error: unknown) => failures.push(error));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  if (failures.length > 0) throw oneError(failures);
}

function openSuite(suite: Suite, host: DebianHost, cache: string, environment: NodeJS.ProcessEnv): Promise<Apt> {
  const folder = join(cache, 'apt', suite === 'upstream' ? upstreamSuite : host.release);
  const opened =
    suite === 'upstream'
      ? openApt(folder, [{ uri: host.mirror, suites: [upstreamSuite] }], '', environment)
      : // A database of this machine that is not on PATH must not stop its package from being fetched.
        installedPackages(['redis', 'postgresql', 'chromium']).then((status) =>
          openApt(folder, host.sources, status, environment),
        );
  // Handled where it is awaited; without this, a failure before that moment would end the process.
  opened.catch(() => {});
  return opened;
}

/** One failure as it is; several under one heading, each distinct message once. */
function oneError(failures: readonly unknown[]): unknown {
  const messages = [
    ...new Set(failures.map((failure) => (failure instanceof Error ? failure.message : String(failure)))),
  ];
  if (messages.length === 1) return failures[0];
  return new ProgramError('E_PROGRAM_DOWNLOAD', `Programs could not be fetched.\n${messages.join('\n')}`);
}

async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    await chmod(folder, 0o755);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const message = `The cache folder cannot be used: ${reason}. Set NARTHEX_CACHE to a folder that can be written.`;
    throw new ProgramError('E_PROGRAM_DOWNLOAD', message, { cause: error });
  }
}
