import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { repository, temporaryProject } from '../../support/temporary.ts';

const source = (path: string) => JSON.stringify(join(repository, 'exporters/instrumentation', path));

/** Files of a small project whose tests end in every way there is. */
const files: Readonly<Record<string, string>> = {
  'tests/api/users.test.ts': `
    import { expect, it } from 'vitest';
    it('passes', () => {});
    it('passes as well', () => {});
    it('fails', () => expect(1).toBe(2));
    it.skip('is skipped', () => {});
    it.todo('is not written');
  `,
  'tests/api/flaky.test.ts': `
    import { it } from 'vitest';
    let tries = 0;
    it('passes in the end', { retry: 3 }, () => { if (++tries < 3) throw new Error('not yet'); });
  `,
  'tests/api/slow.test.ts': `
    import { it } from 'vitest';
    it('takes too long', { timeout: 60 }, () => new Promise(() => {}));
  `,
  'tests/broken/load.test.ts': `throw new Error('cannot be loaded');`,
  'tests/broken/hook.test.ts': `
    import { beforeAll, describe, it } from 'vitest';
    describe('a suite', () => { beforeAll(() => { throw new Error('no database'); }); it('is not tried', () => {}); });
  `,
  'tests/shop/login.e2e.test.ts': `
    import { it } from 'vitest';
    it('passes', () => {});
  `,
  'tests/shop/parse.test.ts': `
    import { it } from 'vitest';
    import { budget } from ${source('test-runs/budget.ts')};
    const sleep = (ms: number) => new Promise((done) => setTimeout(done, ms));
    it('is within its budget', { tags: ['performance'] }, budget({ maxDuration: 60, maxMemory: 400e6 }, () => {}));
    it('is over it', { tags: ['performance'] }, budget({ maxDuration: 0.02 }, () => sleep(50)));
  `,
  'tests/shop/loose.test.ts': `
    import { it } from 'vitest';
    it('leaves something behind', async () => {
      void Promise.reject(new Error('nobody waits for it'));
      await new Promise((done) => setTimeout(done, 20));
    });
  `,
  // The shape in which both providers of Vitest hand over what they found.
  'coverage.mjs': `
    const totals = (covered, total) => ({ covered, total, skipped: 0, pct: 0 });
    const summary = { lines: totals(3, 4), statements: totals(1, 2), functions: totals(1, 1), branches: totals(0, 0) };
    const provider = {
      name: 'custom', initialize() {}, resolveOptions: () => ({ enabled: true, reporter: [] }), clean() {}, onAfterSuiteRun() {},
      generateCoverage: () => ({ getCoverageSummary: () => summary }), reportCoverage() {},
    };
    export default { getProvider: () => provider };
  `,
};

/** How the reporter of the project is set up, as the text of an object. */
function config(options: string): string {
  return `
    import { testRunReporter } from ${source('test-runs/index.ts')};
    export default {
      test: {
        watch: false, include: ['tests/**/*.test.ts'], tags: [{ name: 'performance' }],
        coverage: { enabled: true, provider: 'custom', customProviderModule: './coverage.mjs', reportOnFailure: true },
        reporters: ['json', testRunReporter(${options})], outputFile: 'report.json',
      },
    };
  `;
}

/** What a run said, and how it ended. */
export interface ProjectRun {
  readonly code: number;
  readonly errors: string;
}

/** Makes the project in a folder that is removed with the test, and returns what runs Vitest in it. */
export function testedProject(options: string): {
  readonly folder: string;
  run(...args: readonly string[]): Promise<ProjectRun>;
} {
  const folder = temporaryProject();
  for (const [path, text] of Object.entries({ ...files, 'vitest.config.ts': config(options), 'package.json': '{}' })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return {
    folder,
    async run(...args) {
      const vitest = join(repository, 'node_modules/vitest/vitest.mjs');
      // What this very run of tests has set for its workers is nothing to that one.
      const env = { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '' };
      const child = spawn(process.execPath, [vitest, 'run', '--root', folder, ...args], { cwd: folder, env });
      let errors = '';
      child.stderr.on('data', (piece) => {
        errors += String(piece);
      });
      child.stdout.resume();
      const [code] = await once(child, 'close');
      return { code, errors };
    },
  };
}
