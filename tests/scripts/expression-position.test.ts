import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { type Expression, expression, promql } from '../../promql/expression.ts';
import type { Origin } from '../../promql/origin.ts';
import type { Span } from '../../promql/syntax/ast.ts';
import { type CompiledStack, compileStack } from '../../scripts/stacks/compile.ts';
import { expressionPosition } from '../../scripts/stacks/expression-position.ts';
import { writeTree } from '../support/files.ts';
import { project } from '../support/project.ts';
import { repository } from '../support/temporary.ts';

/** An expression as another process tells of it. */
interface Told extends Expression {
  readonly origin: Origin & { readonly frame?: string };
}

const marks = /«(\w+)\|([^»]*)»/g;

/**
 * The fixtures, in which `«name|…»` marks where a part of the expression `name` stands: taken out before the file is written, so that
 * no column is counted by hand. The stack's own file has the line ends of Unix, the imported one those of Windows.
 */
const marked: Readonly<Record<string, string>> = {
  'stacks/shop.ts': fixture('shop'),
  'stacks/shop/rules.ts': fixture('rules').replaceAll('\n', '\r\n'),
};

function fixture(name: string): string {
  return readFileSync(join(repository, `tests/fixtures/expressions/${name}.txt`), 'utf8');
}

const plain = Object.fromEntries(Object.entries(marked).map(([path, text]) => [path, text.replaceAll(marks, '$2')]));

/** The part of each expression, where it is not what the mark holds. */
const parts: Readonly<Record<string, string>> = {
  over: 'x)\n/ sum(y',
  metric: 'http_requests_total',
  number: '0.05',
  around: '(increase(z_total[5m]) + 1) / sum(q',
  parentheses: '(increase',
  escape: '\\\\',
  continued: 'y',
  called: 'b',
};

/** `stacks/shop.ts:8:34-8:45` of each mark. */
const expected = Object.fromEntries(
  Object.entries(marked).flatMap(([path, text]) =>
    [...text.matchAll(marks)].map(({ 0: all, 1: name = '', 2: content = '', index }) => {
      const before = text.slice(0, index).replaceAll(marks, '$2');
      expect(all).toContain(content);
      return [name, `${path}:${place(before)}-${place(before + content)}`];
    }),
  ),
);

function place(before: string): string {
  const lines = before.split(/\r?\n/);
  return `${lines.length}:${(lines.at(-1) ?? '').length + 1}`;
}

function spanOf(name: string, { text }: Expression): Span {
  if (name === 'nothing') return { from: text.length, to: text.length };
  const [, , content = ''] =
    [...Object.values(marked).join('').matchAll(marks)].find(([, each]) => each === name) ?? [];
  const part = parts[name] ?? content;
  expect(text).toContain(part);
  const from = text.lastIndexOf(part);
  return { from, to: from + part.length };
}

/** What the compiled stack exports when a process of Node runs it. */
function run(folder: string, { path }: CompiledStack, ...options: readonly string[]): Record<string, Told> {
  const tell = `
    const tell = ({ text, origin }) => ({ text, metrics: [], origin: { frame: origin.stack(), parts: origin.parts, pieces: origin.pieces().map(
      (piece) => ({ ...piece, ...(piece.inner && { inner: { ...piece.inner, origin: tell({ text: '', origin: piece.inner.origin }).origin } }) })) } });
    const exported = await import(${JSON.stringify(pathToFileURL(path).href)});
    console.log(JSON.stringify(Object.fromEntries(Object.entries(exported).map(([name, each]) => [name, tell(each)]))));`;
  const { stdout, stderr } = spawnSync(process.execPath, [...options, '--input-type=module', '-e', tell], {
    cwd: folder,
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  return JSON.parse(stdout, (_key, value) =>
    value?.frame === undefined ? value : { ...value, stack: () => value.frame, pieces: () => value.pieces },
  ) as Record<string, Told>;
}

/** What a stack imports of the package here, as one file of JavaScript, as an operator has it installed. */
async function installNarthex(folder: string): Promise<void> {
  writeTree(folder, {
    'package.json': '{ "type": "module", "private": true }',
    'node_modules/narthex/package.json': '{ "type": "module", "exports": "./index.js" }',
  });
  await build({
    entryPoints: [join(repository, 'promql/expression.ts')],
    outfile: join(folder, 'node_modules/narthex/index.js'),
    bundle: true,
    format: 'esm',
    logLevel: 'silent',
  });
}

describe('the place of a part of an expression', () => {
  it.each([
    ['as it is', []],
    ['with source maps switched on', ['--enable-source-maps']],
  ] as const)('is the very characters in the file of the author, in a Node %s', async (_how, options) => {
    const folder = project(plain);
    await installNarthex(folder);
    const compiled = await compileStack({ name: 'shop', path: join(folder, 'stacks/shop.ts') }, folder);
    const found = Object.entries(run(folder, compiled, ...options)).map(([name, each]) => {
      const range = expressionPosition(each, spanOf(name, each), compiled.text, compiled.path, folder);
      return [name, range && `${range.file}:${range.line}:${range.column}-${range.endLine}:${range.endColumn}`];
    });
    expect(Object.fromEntries(found)).toEqual(expected);
  });

  it('is unknown for an expression that was not written in the stack, and for a text', async () => {
    const folder = project({ 'stacks/shop.ts': 'export const shop = 1;' });
    const { text, path } = await compileStack({ name: 'shop', path: join(folder, 'stacks/shop.ts') }, folder);
    const at = (one: Expression) => expressionPosition(one, { from: 0, to: 1 }, text, path, folder);
    expect([at(promql`x`), at(expression('x'))]).toEqual([undefined, undefined]);
  });
});
