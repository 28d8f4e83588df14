// `npm run bench`: how long whole commands take, and against what users would do instead; `npm run bench -- 3 instrumentation` is three
// rounds of one part alone. Runs are interleaved, and the fastest
// of each is reported, because everything else on the machine only adds.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { writeProject } from './project.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
// The checks of expressions, what the rules cost Prometheus, and what metrics cost a request, a call and a scrape.
const parts = ['promql', 'rules', 'http', 'instrumentation'];
const wanted = process.argv.slice(2).filter((argument) => parts.includes(argument));
const rounds = Number(process.argv.slice(2).find((argument) => !parts.includes(argument)) ?? 5);
if (!(rounds >= 1)) throw new Error(`Give a number of rounds, and parts among ${parts.join(', ')}.`);
mkdirSync(join(root, '.narthex'), { recursive: true });
// Inside the project, so that the stacks find the package `narthex`.
const scratch = mkdtempSync(join(root, '.narthex', 'bench-'));

/** Milliseconds that a whole process takes. */
function measure(args) {
  const started = performance.now();
  const { status, stderr } = spawnSync(process.execPath, args, {
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
    cwd: root,
  });
  const milliseconds = performance.now() - started;
  if (status !== 0) throw new Error(`node ${args.join(' ')} failed:\n${stderr}`);
  return milliseconds;
}

/** Peak resident memory of a command in MiB, as the process itself reports it when it ends. */
function peakMemory(args) {
  const report =
    'data:text/javascript,process.on("exit",()=>process.stderr.write("maxrss="+process.resourceUsage().maxRSS))';
  const { stderr } = spawnSync(process.execPath, ['--import', report, ...args], { encoding: 'utf8', cwd: root });
  return Math.round(Number(/maxrss=(\d+)/.exec(stderr)?.[1] ?? Number.NaN) / 1024);
}

const cli = join(root, 'build', 'narthex.js');
const synth = (project, ...args) => [cli, 'synth', '--project', project, '--out', join(scratch, 'out'), ...args];
const sizes = [10, 100, 1000];
for (const size of sizes) writeProject(join(scratch, String(size)), size);

const subjects = {
  'synth sergas, everything': synth(root, 'sergas'),
  'synth sergas, one environment, Compose': synth(root, 'sergas', '--env', 'development', '--target', 'compose'),
  'synth sergas, one environment, all targets': synth(root, 'sergas', '--env', 'development'),
  'the libraries by hand, one environment': [join(root, 'bench', 'by-hand.mjs')],
  ...Object.fromEntries(sizes.map((size) => [`synth ${size} services`, synth(join(scratch, String(size)))])),
};

/** Times every command, and prints the fastest run of each. */
function compareCommands() {
  const best = Object.fromEntries(Object.keys(subjects).map((name) => [name, Number.POSITIVE_INFINITY]));
  for (let round = 0; round < rounds; round++) {
    for (const [name, args] of Object.entries(subjects)) {
      // Every run writes everything: an output that is already there would spare the writing.
      rmSync(join(scratch, 'out'), { recursive: true, force: true });
      best[name] = Math.min(best[name], measure(args));
    }
  }
  const width = Math.max(...Object.keys(subjects).map((name) => name.length));
  for (const [name, args] of Object.entries(subjects)) {
    process.stdout.write(
      `${name.padEnd(width)}  ${best[name].toFixed(0).padStart(6)} ms  ${String(peakMemory(args)).padStart(5)} MiB\n`,
    );
  }
  const ratio = (a, b) => (best[a] / best[b]).toFixed(2);
  process.stdout.write(`
one environment, all targets : the libraries by hand = ${ratio('synth sergas, one environment, all targets', 'the libraries by hand, one environment')}
one environment, Compose     : the libraries by hand = ${ratio('synth sergas, one environment, Compose', 'the libraries by hand, one environment')}
1000 services : 100 services = ${ratio('synth 1000 services', 'synth 100 services')}
`);
}

try {
  if (wanted.length === 0) compareCommands();
  for (const name of wanted.length > 0 ? wanted : parts) {
    const outfile = join(scratch, `${name}.mjs`);
    await build({
      absWorkingDir: root,
      entryPoints: [`bench/${name}.ts`],
      outfile,
      bundle: true,
      platform: 'node',
      format: 'esm',
      conditions: ['narthex-source'],
      external: [
        'kubernetes-models',
        '@kubernetes-models/*',
        'ajv',
        'express*',
        'fastify*',
        'prom-client',
        '@prometheus-io/client',
        '@opentelemetry/*',
      ],
      banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
      logLevel: 'error',
    });
    process.stdout.write('\n');
    const { status } = spawnSync(process.execPath, [outfile, String(rounds)], { stdio: 'inherit', cwd: root });
    if (status !== 0) process.exitCode = 1;
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
