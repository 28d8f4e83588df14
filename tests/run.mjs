// `npm test`: formatter and linter, types, unit tests, then the end-to-end suites; a closing summary says what ran and what could not.
// usage: tests/run.mjs [unit|programs|e2e|images]
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const reports = join(root, 'reports');
const notRun = join(reports, 'not-run.jsonl');
const ci = process.env.CI === 'true' || process.env.CI === '1';

const bin = (name) => join(root, 'node_modules', '.bin', name);
const vitest = (suite) => [
  bin('vitest'),
  [
    'run',
    '--project',
    suite,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${join(reports, `${suite}.json`)}`,
    ...htmlReport(suite),
  ],
];
const htmlReport = (suite) =>
  ci ? ['--reporter=html', `--outputFile.html=${join(reports, suite, 'index.html')}`] : [];

const steps = {
  lint: [bin('biome'), ['check', '.', '--reporter=summary']],
  types: [bin('tsc'), ['--noEmit']],
  'types of the page': [bin('tsc'), ['--noEmit', '-p', 'dashboards/preview/browser']],
  unit: vitest('unit'),
  programs: vitest('programs'),
  e2e: vitest('e2e'),
  images: vitest('images'),
};
const plans = {
  all: ['lint', 'types', 'types of the page', 'unit', 'programs', 'e2e'],
  unit: ['unit'],
  programs: ['programs'],
  e2e: ['e2e'],
  images: ['images'],
};

const wanted = plans[process.argv[2] ?? 'all'];
if (wanted === undefined) {
  process.stderr.write(`There is no suite '${process.argv[2]}'. Use one of: unit, programs, e2e, images.\n`);
  process.exit(2);
}
rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });

const outcomes = [];
for (const name of wanted) {
  const [program, args] = steps[name];
  const started = Date.now();
  const { status } = spawnSync(program, args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, FORCE_COLOR: process.stdout.isTTY ? '1' : '0' },
  });
  outcomes.push({ name, ok: status === 0, seconds: (Date.now() - started) / 1000 });
  // A tree that does not compile or format makes every later message noise.
  if (status !== 0 && (name === 'lint' || name.startsWith('types'))) break;
}

let passed = 0;
let failed = 0;
let skipped = 0;
process.stdout.write('\n');
for (const { name, ok, seconds } of outcomes) {
  process.stdout.write(`${ok ? '✓' : '✗'} ${name} (${seconds.toFixed(1)} s)\n`);
  const report = join(reports, `${name}.json`);
  if (!existsSync(report)) continue;
  const { numPassedTests, numFailedTests, numPendingTests } = JSON.parse(readFileSync(report, 'utf8'));
  passed += numPassedTests;
  failed += numFailedTests;
  skipped += numPendingTests;
}
const missing = existsSync(notRun)
  ? readFileSync(notRun, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
  : [];
for (const { what, why } of missing) process.stdout.write(`– could not run: ${what}: ${why}\n`);
const broken = outcomes.filter(({ ok }) => !ok).length;
if (failed === 0 && broken > 0) failed = broken;
if (ci && missing.length > 0) failed += missing.length;
process.stdout.write(`${passed} passed, ${failed} failed, ${skipped} skipped\n`);
process.exit(failed > 0 || broken > 0 ? 1 : 0);
