import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { findingPosition } from '../../scripts/stacks/expression-findings.ts';
import { checkExpressions } from '../../stacks/analysis/index.ts';
import { load, project } from '../support/project.ts';
import { planOf } from '../support/stacks.ts';
import { repository } from '../support/temporary.ts';

const marks = /«(NX\d+)\|([^»]*)»/g;

function read(path: string): string {
  return readFileSync(join(repository, path), 'utf8');
}

/** What the stack file imports. */
function besides(folder: string): Record<string, string> {
  const paths = readdirSync(join(repository, folder), { recursive: true, encoding: 'utf8' });
  const files = paths.filter((path) => path.endsWith('.ts')).map((path) => `${folder}/${path}`);
  return Object.fromEntries(files.map((path) => [path, read(path)]));
}

/** The stack of Sergas with rules of its authors, in which `«NX504|…»` marks where a mistake stands and what finds it. */
const marked: Readonly<Record<string, string>> = {
  'stacks/sergas.ts': read('stacks/sergas.ts')
    .replace('import {\n', 'import {\n  alert,\n  rulePack,\n')
    .replace(
      /import \{ (.*) \} from '.\/sergas\/metrics.ts'/,
      "import { agents, errors, $1 } from './sergas/metrics.ts'",
    )
    .replace("from './sergas/metrics.ts';\n", "$&import { ownRules } from './sergas/rules.ts';\n")
    .replace('  rules: [...sergasAlerts, ...sergasAnomalies],\n', () => read('tests/corpus/stack/inline.txt')),
  ...besides('stacks/sergas'),
  ...besides('stacks/common'),
  'stacks/sergas/rules.ts': read('tests/corpus/stack/rules.txt'),
};

const plain = Object.fromEntries(Object.entries(marked).map(([path, text]) => [path, text.replaceAll(marks, '$2')]));

/** `NX504 stacks/sergas.ts:8:34` of each mark. */
const expected = Object.entries(marked).flatMap(([path, text]) =>
  [...text.matchAll(marks)].map(({ 1: code = '', index }) => {
    const lines = text.slice(0, index).replaceAll(marks, '$2').split('\n');
    return `${code} ${path}:${lines.length}:${(lines.at(-1) ?? '').length + 1}`;
  }),
);

it('finds every mistake of a stack file and of what it imports in one run, each at its line and column', async () => {
  const folder = project(plain);
  const [loaded] = await load(folder, ['sergas']);
  if (loaded === undefined) throw new Error('the stack was not loaded');
  const { findings } = checkExpressions(planOf(loaded.definition), '2026-01-01');
  const found = findings.map((finding) => {
    const at = findingPosition(finding, loaded, folder);
    return `${finding.code} ${at ? `${at.file}:${at.line}:${at.column}` : finding.expression.where}`;
  });
  expect(found.sort()).toEqual(expected.sort());
  expect(found.length).toBeGreaterThanOrEqual(40);
});
