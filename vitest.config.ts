import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { doorsOf } from './scripts/build-instrumentation.mjs';

const source = (path: string) => fileURLToPath(new URL(path, import.meta.url));

const instrumentation = source('./exporters/instrumentation');

/** Tests that need a Docker engine or half a minute of real programs, wherever they stand. */
const endToEnd = [
  'tests/e2e/**/*.test.ts',
  'tests/engine/**/*.test.ts',
  'tests/local/programs-real.test.ts',
  'tests/replay/sergas.test.ts',
];
/** Tests that run promtool, amtool, the TypeScript compiler, or processes that are killed, for seconds. */
const programs = [
  'tests/apps/simulator/{contract,door,traffic}.test.ts',
  'tests/catalogs/**/*.test.ts',
  'tests/check/**/*.test.ts',
  'tests/tools/**/*.test.ts',
  'tests/rules/anomaly.test.ts',
  'tests/rules/mutants.test.ts',
  'tests/rules/promtool.test.ts',
  'tests/rules/slo/{kinds,mathematics,packs}.test.ts',
  'tests/rules/packs/**/*.test.ts',
  'tests/promql/promtool.test.ts',
  'tests/promql/promtool-fuzz.test.ts',
  'tests/promql/template-promtool.test.ts',
  'tests/promql/real-labels.test.ts',
  'tests/dashboards/queries.test.ts',
  'tests/dashboards/boards/watched.test.ts',
  'tests/dashboards/boards/answers.test.ts',
  'tests/dashboards/boards/deploys.test.ts',
  'tests/docs/examples.test.ts',
  'tests/docs/services.test.ts',
  'tests/examples/**/*.test.ts',
  'tests/files/command.test.ts',
  'tests/init/projects.test.ts',
  'tests/import-dashboard/compile.test.ts',
  'tests/instrumentation/{batch,test-runs}/real.test.ts',
  'tests/instrumentation/audit/crash.test.ts',
  'tests/instrumentation/frameworks/{promtool,stack}.test.ts',
  'tests/instrumentation/health/real.test.ts',
  'tests/instrumentation/cost.test.ts',
  'tests/instrumentation/node22.test.ts',
  'tests/instrumentation/published.test.ts',
  'tests/instrumentation/real.test.ts',
  'tests/kubernetes/config.test.ts',
  'tests/local/owner.test.ts',
  'tests/local/programs-lock.test.ts',
  'tests/local/supervisor.test.ts',
  'tests/query/real.test.ts',
  'tests/replay/promtool.test.ts',
  'tests/replay/command.test.ts',
  'tests/replay/replay.test.ts',
  'tests/scripts/build.test.ts',
  'tests/scripts/import-slo.test.ts',
  'tests/scripts/package.test.ts',
  'tests/scripts/interrupted-write.test.ts',
  'tests/scripts/synth.test.ts',
];
const images = ['tests/images/**/*.test.ts'];

/** Suites by how much of the real world they need, each named after it; what has no place in a list is `unit`. */
const suites = {
  unit: { include: ['tests/**/*.test.ts'], exclude: [...programs, ...endToEnd, ...images] },
  programs: { include: programs },
  e2e: { include: endToEnd },
  images: { include: images },
};

export default defineConfig({
  resolve: {
    alias: [
      { find: 'narthex', replacement: source('./stacks/index.ts') },
      ...doorsOf(instrumentation).map((door) => ({
        find: new RegExp(`^${door.specifier}$`),
        replacement: join(instrumentation, door.source),
      })),
    ],
  },
  test: {
    projects: Object.entries(suites).map(([name, files]) => ({
      extends: true as const,
      test: {
        name,
        ...files,
        testTimeout: name === 'unit' ? 20_000 : 180_000,
        hookTimeout: name === 'unit' ? 20_000 : 300_000,
        // Loading the same modules anew for each file would take longer than the tests themselves.
        ...(name === 'unit' || name === 'programs' ? { isolate: false } : {}),
        // Every core: Vitest would leave one of two idle. What differs in that has a turn of its own.
        ...(name === 'unit' ? { maxWorkers: '100%', sequence: { groupOrder: 1 } } : {}),
        ...(name === 'e2e' ? { globalSetup: ['tests/engine/global-setup.ts'] } : {}),
        // End-to-end files own the machine one after the other: two cores, one Docker engine.
        ...(name === 'e2e' || name === 'images' ? { fileParallelism: false } : {}),
      },
    })),
  },
});
