import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { synthesizeSelection } from '../../scripts/project.ts';
import { checkExpressions } from '../../stacks/analysis/index.ts';
import { runGraphChecks, stackGraph } from '../../stacks/graph/index.ts';
import { defaultInhibitions, NarthexError, type Plan } from '../../stacks/model/index.ts';
import { repository, temporaryProject } from '../support/temporary.ts';
import { exampleFiles, writeFiles } from './examples.ts';
import { page, pages } from './pages.ts';

const withExamples = pages.filter((each) => exampleFiles(each).size > 0);
/** The others show programs. */
const withStacks = withExamples.filter((each) =>
  [...exampleFiles(each).keys()].some((file) => file.startsWith('stacks/')),
);

/** Everything that the stacks of a project are synthesised to. */
function synthesize(projectFolder: string) {
  const assetsFolder = join(projectFolder, 'assets');
  mkdirSync(assetsFolder);
  for (const name of ['simulator.mjs', 'inbox.mjs', 'runbooks.mjs', 'preview.mjs', 'preview.js', 'preview.css'])
    writeFileSync(join(assetsFolder, name), '// not run here\n');
  return synthesizeSelection({ projectFolder, assetsFolder, stacks: [], environments: [], targets: [] });
}

/** What the checks of expressions refuse; on a day on which what the pages suppress is still suppressed. */
function mistakes(plan: Plan): string[] {
  const { findings } = checkExpressions(plan, '2026-01-01');
  return findings
    .filter(({ severity }) => severity === 'error')
    .map(({ code, expression, message }) => `${code} ${expression.where}: ${message}`);
}

/** What is wrong with how alerts are routed and muted, the tests of it included, where an example is about that. */
function routingMistakes(plan: Plan): string[] {
  const { routing: tree, muteTimes, inhibitions } = plan.stack;
  if (!tree.tests && Object.keys(muteTimes).length === 0 && inhibitions === defaultInhibitions) return [];
  const routing = ['NX903', 'NX909', 'NX910'];
  return runGraphChecks(stackGraph(plan), plan)
    .filter(({ code }) => routing.includes(code))
    .map(({ code, where, message }) => `${code} ${where}: ${message}`);
}

/** The path of a page as the name of a folder. */
const folderName = (path: string) => path.replace(/\W/g, '-');

describe('the examples of the documentation', () => {
  it('are on the pages that promise them', () => {
    expect(withExamples.map(({ path }) => path)).toEqual(
      expect.arrayContaining(['README.md', 'docs/definition.md', 'docs/quick-start.md']),
    );
  });

  it('compile', () => {
    const folder = temporaryProject();
    for (const each of withExamples) writeFiles(join(folder, folderName(each.path)), exampleFiles(each));
    const config = { extends: join(repository, 'tsconfig.json'), include: ['**/*.ts'], exclude: [] };
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config));
    const tsc = join(repository, 'node_modules', '.bin', 'tsc');
    const { stdout } = spawnSync(tsc, ['--noEmit', '-p', folder], { cwd: folder, encoding: 'utf8' });
    expect(stdout).toBe('');
  });

  it.each(withStacks.map(({ path }) => path))('are stacks without a mistake in %s', async (path) => {
    const folder = temporaryProject();
    const files = exampleFiles(page(path));
    writeFiles(folder, files);
    const synthesized = await synthesize(folder);
    const stacks = [...files.keys()].filter((name) => /^stacks\/[^/]+\.ts$/.test(name));
    expect(synthesized).toHaveLength(stacks.length * 3);
    for (const { artifacts } of synthesized) expect(artifacts.get('compose/compose.yaml')).toContain('services:');
    for (const { plan } of synthesized) expect([...mistakes(plan), ...routingMistakes(plan)]).toEqual([]);
  });
});

/** What a reader is told to spoil in the example of a page, and the page then shows what is said about it. */
const spoilt = [
  {
    path: 'README.md',
    mistakes: [
      ["interval: '10s' }", "interval: '10s', timeout: '30s' }"],
      [/url: secretFile\('slack-webhook-url', "[^"]*"\)/, "url: 'https://hooks.slack.com/services/T0/B0/secret'"],
    ],
  },
  { path: 'docs/quick-start.md', mistakes: [["interval: '10s' }", "interval: '10s', timeout: '30s' }"]] },
] as const;

describe('the mistakes of the documentation', () => {
  it.each(spoilt)('are refused in the words that $path shows', async ({ path, mistakes }) => {
    const folder = temporaryProject();
    writeFiles(folder, exampleFiles(page(path)));
    const file = join(folder, 'stacks', 'shop.ts');
    let text = readFileSync(file, 'utf8');
    for (const [right, wrong] of mistakes) {
      expect(text).toMatch(right);
      text = text.replace(right, wrong);
    }
    writeFileSync(file, text);
    const refusal = await synthesize(folder).then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(refusal).toBeInstanceOf(NarthexError);
    const shown = page(path).blocks.filter(({ text }) => text.startsWith('Nothing was done:'));
    expect(shown.map(({ text }) => text.trim())).toEqual([(refusal as NarthexError).message]);
  });
});
