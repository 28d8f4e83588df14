// What stands in front of `npm start` and `npm test`: Node.js built-ins only, so that it runs on a machine that has nothing else.
// It installs the packages if they are missing or old, compiles what changed, and hands over.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const installedStamp = join(root, 'node_modules', '.narthex-installed');
const lock = join(root, '.narthex', 'install.lock');

/** Runs a program in the project and returns its exit code; a signal counts as failure. */
function run(program, args, options = {}) {
  const { status, error } = spawnSync(program, args, { cwd: root, stdio: 'inherit', ...options });
  if (error) throw error;
  return status ?? 1;
}

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

function requireNode() {
  const major = Number(process.versions.node.split('.')[0]);
  if (major < 20) fail(`Narthex needs Node.js 20 or newer, and this is ${process.version}.`);
}

/** What is installed belongs to this lock file and this version of Node.js. */
function wantedStamp() {
  return createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .update(process.versions.modules)
    .digest('hex');
}

function isInstalled() {
  return existsSync(installedStamp) && readFileSync(installedStamp, 'utf8') === wantedStamp();
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** One process at a time: two installations into one folder destroy each other. The lock of a dead process is taken over. */
async function withInstallLock(work) {
  mkdirSync(dirname(lock), { recursive: true });
  let said = false;
  for (;;) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
      const owner = Number(existsSync(lock) ? readFileSync(lock, 'utf8') : 0);
      if (owner > 0 && !isAlive(owner)) {
        rmSync(lock, { force: true });
        continue;
      }
      if (!said) process.stderr.write(`waiting for another installation (process ${owner}) to finish\n`);
      said = true;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
    }
  }
  try {
    return await work();
  } finally {
    rmSync(lock, { force: true });
  }
}

async function installPackages() {
  if (isInstalled()) return;
  await withInstallLock(() => {
    if (isInstalled()) return;
    process.stderr.write('installing packages (npm ci)\n');
    const status = run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { stdio: ['ignore', 2, 2] });
    if (status !== 0) fail('npm ci failed; its message stands above. Nothing was started.');
    writeFileSync(installedStamp, wantedStamp());
  });
}

async function compile() {
  await withInstallLock(async () => {
    const { build, isBuilt } = await import('./build.mjs');
    if (!isBuilt()) await build();
  });
}

function narthex(args) {
  return run(process.execPath, [join(root, 'build', 'narthex.js'), ...args]);
}

/** What runs where nobody names a stack: the reference, which has every part. */
const defaultStack = 'sergas';

/** The arguments, with the default where they name no stack: options may stand alone. */
function named(args) {
  const names = args.some((arg) => existsSync(join(root, 'stacks', `${arg}.ts`)));
  return names ? args : [defaultStack, ...args];
}

/** Commands by name; each gets the arguments behind its name and returns the exit code. */
const commands = {
  start: (args) => narthex(['up', ...named(args)]),
  stop: (args) => narthex(['down', ...named(args)]),
  synth: (args) => narthex(['synth', ...args]),
  check: (args) => narthex(['check', ...args]),
  verify: (args) => narthex(['verify', ...named(args)]),
  rules: (args) => narthex(['test', ...args]),
  mutants: (args) => narthex(['test', '--env', 'production', '--mutants', ...args]),
  conformance: (args) => run(process.execPath, [join(root, 'build', 'conformance.js'), ...args]),
  bench: (args) => run(process.execPath, [join(root, 'bench', 'run.mjs'), ...args]),
  test: (args) => run(process.execPath, [join(root, 'tests', 'run.mjs'), ...args]),
};

requireNode();
const [name = '', ...args] = process.argv.slice(2);
const command = commands[name];
if (command === undefined) fail(`There is no command '${name}'. Use one of: ${Object.keys(commands).join(', ')}.`);
await installPackages();
await compile();
process.exit(command(args));
