import { relative } from 'node:path';
import type { Expression, Identifier, MemberExpression, Node, ObjectExpression, Program, Property } from 'acorn';
import { parse } from 'acorn';
import type { Problem, SourcePosition } from '../../stacks/model/index.ts';
import { framePlace, type OriginalPlace, originalPlace, sourceMap } from './source-map.ts';

/**
 * Adds to each problem where it stands in the author's source. The definition is followed by its keys through the compiled
 * text (constants, spreads and the argument of a helper call included), and the source map leads back to the TypeScript.
 * A path that cannot be followed to its end gets the place of the last key that was found.
 */
export function locateProblems(
  problems: readonly Problem[],
  compiled: string,
  compiledPath: string,
  projectFolder: string,
): Problem[] {
  const program = parse(compiled, { ecmaVersion: 'latest', sourceType: 'module', locations: true });
  const root = stackArgument(program);
  const map = sourceMap(compiled, compiledPath);
  if (root === undefined || map === undefined) return [...problems];
  return problems.map((problem) => {
    const node = follow(root, problem.path, program);
    const place = node?.loc ? originalPlace(node.loc.start, map) : undefined;
    return place === undefined ? problem : { ...problem, position: position(place, projectFolder) };
  });
}

/** Where in the author's source an error of the compiled text was thrown; `undefined` if none of its frames lies there. */
export function locateError(
  error: unknown,
  compiled: string,
  compiledPath: string,
  projectFolder: string,
): SourcePosition | undefined {
  const map = sourceMap(compiled, compiledPath);
  const place = map && framePlace(error instanceof Error ? (error.stack ?? '') : '', map);
  return place && position(place, projectFolder);
}

function position({ path, line, column }: OriginalPlace, projectFolder: string): SourcePosition {
  return { file: relative(projectFolder, path), line, column };
}

/** The object that is given to `defineStack`. */
function stackArgument(program: Program): Expression | undefined {
  const names = localNames(program);
  for (const statement of program.body) {
    const declared = statement.type === 'VariableDeclaration' ? statement.declarations.map(({ init }) => init) : [];
    const exported = statement.type === 'ExportDefaultDeclaration' ? [statement.declaration as Expression] : [];
    for (const value of [...declared, ...exported]) {
      if (value?.type !== 'CallExpression' || !isDefineStack(value.callee, names)) continue;
      const argument = value.arguments[0];
      return argument?.type === 'SpreadElement' ? undefined : argument;
    }
  }
  return undefined;
}

/** The names under which the file knows `defineStack`. */
function localNames(program: Program): ReadonlySet<string> {
  const imports = program.body.flatMap((statement) =>
    statement.type === 'ImportDeclaration' ? statement.specifiers : [],
  );
  return new Set(
    imports.flatMap((specifier) =>
      specifier.type === 'ImportSpecifier' &&
      specifier.imported.type === 'Identifier' &&
      specifier.imported.name === 'defineStack'
        ? [specifier.local.name]
        : [],
    ),
  );
}

function isDefineStack(callee: Node, names: ReadonlySet<string>): boolean {
  if (callee.type === 'Identifier') return names.has((callee as Identifier).name);
  if (callee.type !== 'MemberExpression') return false;
  const { property } = callee as MemberExpression;
  return property.type === 'Identifier' && property.name === 'defineStack';
}

/** The node of the last key of the path that can be found. */
function follow(root: Node, path: readonly (string | number)[], program: Program): Node | undefined {
  let found: Node | undefined;
  let value: Node | undefined = root;
  for (const key of path) {
    const step: { readonly at: Node; readonly value: Node } | undefined = value && child(value, key, program);
    if (step === undefined) break;
    found = step.at;
    value = step.value;
  }
  return found ?? root;
}

function child(node: Node, key: string | number, program: Program): { at: Node; value: Node } | undefined {
  const value = dereference(node, program);
  if (value === undefined) return undefined;
  if (value.type === 'ObjectExpression') return property(value as ObjectExpression, key, program);
  if (value.type === 'ArrayExpression' && typeof key === 'number') {
    const element = (value as Node & { readonly elements: readonly (Node | null)[] }).elements[key];
    return element ? { at: element, value: element } : undefined;
  }
  if (value.type === 'CallExpression') {
    const [first] = (value as Node & { readonly arguments: readonly Node[] }).arguments;
    return first && child(first, key, program);
  }
  return undefined;
}

/** The last property of that name wins, as it does when the code runs. */
function property(
  object: ObjectExpression,
  key: string | number,
  program: Program,
): { at: Node; value: Node } | undefined {
  for (const member of [...object.properties].reverse()) {
    if (member.type === 'SpreadElement') {
      const spread = child(member.argument, key, program);
      if (spread !== undefined) return spread;
    } else if (keyName(member) === String(key)) {
      return { at: member, value: member.value };
    }
  }
  return undefined;
}

function keyName({ key, computed }: Property): string | undefined {
  if (computed) return undefined;
  if (key.type === 'Identifier') return key.name;
  return key.type === 'Literal' ? String(key.value) : undefined;
}

/** What a constant of the module stands for. */
function dereference(node: Node, program: Program): Node | undefined {
  if (node.type !== 'Identifier') return node;
  const { name } = node as Node & { readonly name: string };
  for (const statement of program.body) {
    if (statement.type !== 'VariableDeclaration') continue;
    for (const { id, init } of statement.declarations) {
      if (id.type === 'Identifier' && id.name === name && init)
        return init.type === 'Identifier' ? dereference(init, program) : init;
    }
  }
  return undefined;
}
