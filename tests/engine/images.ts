import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheFolder } from '../../local/programs/cache.ts';
import { ensurePrograms } from '../../local/programs/ensure.ts';
import { withLock } from '../../local/programs/lock.ts';
import { run } from '../../local/programs/run.ts';
import type { ProgramName } from '../../local/programs/table.ts';
import { docker, type Engine, ensureEngine, type Progress } from './engine.ts';
import { type Recipe, registryOf } from './recipe.ts';
import { fallbackFor, recipeFor } from './recipes.ts';
import { fillRoot, removeUnfinished } from './root.ts';

/** An image that the engine now has under the name that was asked for. */
export interface ProvidedImage {
  image: string;
  /** What it really is when it is not the vendor's image: `redis of Debian`, `placeholder`. */
  standIn?: string;
}

/** A registry must answer within this many milliseconds to be used at all. */
const registryLimit = 8_000;
const imagesAtOnce = 2;
/** Counts the changes to how recipes become images (`root.ts`, `pack`). */
const assembly = 1;

/**
 * Provides images under their official names: those that the engine has, else from their registry when it answers, else
 * stand-ins made of Debian packages, which carry the labels `narthex.standin` (what they are) and `narthex.recipe`.
 * The result says which is which, in the order asked for. Safe to call from several processes at once.
 */
export async function ensureImages(
  images: readonly string[],
  options: Progress & { engine?: Engine } = {},
): Promise<ProvidedImage[]> {
  const { onProgress = () => {}, engine = await ensureEngine(options) } = options;
  const present = await presentImages(engine, images);
  const missing = images.filter((image) => !present.has(image));
  if (missing.length > 0) {
    const cache = join(cacheFolder(process.env), 'images');
    await mkdir(cache, { recursive: true });
    const onWait = (pid: number) => onProgress(`waiting for process ${pid}, which is making images`);
    await withLock(join(cache, '.lock'), onWait, () => provide(engine, missing, cache, onProgress));
  }
  const all = await presentImages(engine, images);
  return images.map((image) => {
    const standIn = all.get(image);
    return standIn === undefined ? { image } : { image, standIn };
  });
}

async function provide(engine: Engine, images: readonly string[], cache: string, tell: (message: string) => void) {
  // Somebody else may have made them while this process waited.
  const present = await presentImages(engine, images);
  const missing = images.filter((image) => !present.has(image));
  const pulled = await pullWhatAnswers(engine, missing, tell);
  const toMake = missing.filter((image) => !pulled.has(image));
  const unknown = toMake.filter((image) => recipeFor(image) === undefined);
  if (unknown.length > 0) {
    throw new Error(
      `No registry answers for ${unknown.join(', ')}, and there is no recipe for a stand-in in tests/engine/recipes.ts.`,
    );
  }
  await removeUnfinished(cache);
  await ensurePrograms(programsOf(toMake), { onProgress: tell });
  const waiting = [...toMake];
  const worker = async () => {
    for (let image = waiting.shift(); image !== undefined; image = waiting.shift()) {
      tell(`${image} is a stand-in: ${await make(engine, image, cache)}`);
    }
  };
  await Promise.all(Array.from({ length: imagesAtOnce }, worker));
  // Stand-ins of an older recipe have lost their names by now.
  await docker(engine, ['image', 'prune', '--force', '--filter', 'label=narthex.recipe']).catch(() => {});
}

/** The images that the engine has and may keep: what it is if it is a stand-in; an outdated stand-in is left out. */
async function presentImages(engine: Engine, images: readonly string[]): Promise<Map<string, string | undefined>> {
  const present = new Map<string, string | undefined>();
  await Promise.all(
    images.map(async (image) => {
      const format = '{{json .Config.Labels}}';
      const said = await docker(engine, ['image', 'inspect', '--format', format, image]).catch(() => undefined);
      if (said === undefined) return;
      const labels = (JSON.parse(said.stdout) ?? {}) as Record<string, string>;
      const made = labels['narthex.recipe'];
      const current = [recipeFor(image), fallbackFor(image)].some((recipe) => recipe && fingerprint(recipe) === made);
      if (made === undefined || current) present.set(image, labels['narthex.standin']);
    }),
  );
  return present;
}

/** Pulls images from the registries that answer; each registry is asked once, with the first of its images. */
async function pullWhatAnswers(engine: Engine, images: readonly string[], tell: (message: string) => void) {
  const pulled = new Set<string>();
  const registries = new Map(images.toReversed().map((image) => [registryOf(image), image]));
  await Promise.all(
    [...registries].map(async ([registry, sample]) => {
      const asked = await docker(engine, ['manifest', 'inspect', sample], registryLimit).catch(() => undefined);
      if (asked === undefined) return tell(`${registry} does not answer`);
      for (const image of images.filter((one) => registryOf(one) === registry)) {
        tell(`pulling ${image}`);
        const done = await docker(engine, ['pull', '--quiet', image], 600_000).catch(() => undefined);
        if (done !== undefined) pulled.add(image);
      }
    }),
  );
  return pulled;
}

/** Makes a stand-in, or, when its program cannot be had, the placeholder for it; returns what it is. */
async function make(engine: Engine, image: string, cache: string): Promise<string> {
  const recipe = recipeFor(image) as Recipe;
  const fallback = fallbackFor(image);
  const made = build(engine, image, recipe, cache).then(() => recipe.what);
  if (fallback === undefined) return made;
  return made.catch(() => build(engine, image, fallback, cache).then(() => fallback.what));
}

/** Packs the root folder and gives it to the engine as an image of one layer, without a builder. */
async function build(engine: Engine, image: string, recipe: Recipe, cache: string): Promise<void> {
  const work = await mkdtemp(join(cache, '.new-'));
  try {
    const [root, archive] = [join(work, 'root'), join(work, 'image.tar')];
    await fillRoot(recipe, root, cache);
    await pack(root, archive, recipe);
    const labels = [
      `LABEL narthex.standin=${JSON.stringify(recipe.what)}`,
      `LABEL narthex.recipe=${fingerprint(recipe)}`,
    ];
    const changes = [...recipe.instructions, ...labels].flatMap((change) => ['--change', change]);
    const { stopSignal } = recipe;
    if (stopSignal === undefined) await docker(engine, ['import', ...changes, archive, image]);
    else await importWithStopSignal(engine, [...changes, archive], image, stopSignal);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** An import cannot set a stop signal, a Dockerfile can; the image gets its name only when it is complete. */
async function importWithStopSignal(
  engine: Engine,
  args: readonly string[],
  image: string,
  signal: string,
): Promise<void> {
  const unfinished = `narthex-unfinished:${process.pid}`;
  await docker(engine, ['import', ...args, unfinished]);
  try {
    const input = `FROM ${unfinished}\nSTOPSIGNAL ${signal}\n`;
    await run('docker', ['build', '--quiet', '--tag', image, '-'], { environment: engine.environment, input });
  } finally {
    await docker(engine, ['image', 'rm', unfinished]);
  }
}

/** Archives a root folder; owners are set in the archive, so this works for an ordinary user as well. */
async function pack(root: string, archive: string, recipe: Recipe): Promise<void> {
  const folders = Object.entries(recipe.folders ?? {}).map(([path, owner]) => ({ path: `.${path}`, owner }));
  const add = (mode: '-c' | '-r', path: string, owner: string) => {
    const [user, group] = owner.split(':');
    // What has an owner of its own is added on its own; the engine refuses an archive that names a path twice.
    const inside = folders.filter(
      (folder) => folder.path !== path && (path === '.' || folder.path.startsWith(`${path}/`)),
    );
    const apart = inside.map((folder) => `--exclude=${folder.path}`);
    // Whatever this user's umask is, everybody in the image may read.
    const how = ['--numeric-owner', `--owner=${user}`, `--group=${group}`, '--mode=u+rwX,go+rX', ...apart];
    return run('tar', [mode, '-f', archive, '-C', root, ...how, path], { environment: process.env });
  };
  await add('-c', '.', '0:0');
  for (const { path, owner } of folders) await add('-r', path, owner);
}

/** Changes when the recipe or the assembly changes, so that images of an older one are made anew. */
function fingerprint(recipe: Recipe): string {
  return createHash('sha256')
    .update(JSON.stringify([assembly, recipe]))
    .digest('hex')
    .slice(0, 16);
}

function programsOf(images: readonly string[]): ProgramName[] {
  const recipes = images.map((image) => recipeFor(image)).filter((recipe) => recipe !== undefined);
  const named = recipes.flatMap((recipe) => Object.values(recipe.programs ?? {}));
  const busybox = recipes.some((recipe) => recipe.base === 'busybox') ? (['busybox'] as const) : [];
  return [...named.filter((program) => typeof program === 'string'), ...busybox];
}
