import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const source = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Tests that need a Docker engine or half a minute of real programs, wherever they stand. */
const endToEnd = ['tests/e2e/**/*.test.ts', 'tests/engine/**/*.test.ts', 'tests/local/programs-real.test.ts'];
const images = ['tests/images/**/*.test.ts'];

/** Suites by how much of the real world they need: `unit` promtool at most, `e2e` a Docker engine, `images` a registry. */
const suites = {
  unit: { include: ['tests/**/*.test.ts'], exclude: [...endToEnd, ...images] },
  e2e: { include: endToEnd },
  images: { include: images },
};

export default defineConfig({
  resolve: {
    alias: {
      narthex: source('./stacks/index.ts'),
      '@narthex/instrumentation': source('./exporters/instrumentation/index.ts'),
    },
  },
  test: {
    projects: Object.entries(suites).map(([name, files]) => ({
      extends: true as const,
      test: {
        name,
        ...files,
        testTimeout: name === 'unit' ? 20_000 : 180_000,
        hookTimeout: name === 'unit' ? 20_000 : 300_000,
        // End-to-end files own the machine one after the other: two cores, one Docker engine.
        ...(name === 'unit' ? {} : { fileParallelism: false }),
      },
    })),
  },
});
