import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const source = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Suites by how much of the real world they need: `unit` nothing but this folder, `e2e` real programs and a Docker engine, `images` a registry. */
const suites = {
  unit: { include: ['tests/**/*.test.ts'], exclude: ['tests/e2e/**', 'tests/images/**'] },
  e2e: { include: ['tests/e2e/**/*.test.ts'] },
  images: { include: ['tests/images/**/*.test.ts'] },
};

export default defineConfig({
  resolve: {
    alias: { narthex: source('./stacks/index.ts'), '@narthex/instrumentation': source('./exporters/instrumentation/index.ts') },
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
