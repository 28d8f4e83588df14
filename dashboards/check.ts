import { type Board, NarthexError, type Problem, type Stack, saysWhyEmpty } from '../stacks/model/index.ts';
import { dataPanels } from './panels.ts';

/**
 * The boards of a stack, those of its author last. Throws a `NarthexError`: NX136 for a name, title or key that another one has, because links
 * hold them; NX137 for a name that no address can hold; NX139 for a panel that may be empty and does not say why.
 */
export function checkBoards(builtIn: readonly Board[], { name, dashboards }: Stack): readonly Board[] {
  const problems: Problem[] = [];
  const names = new Set(builtIn.map((board) => board.name));
  const titles = new Set(builtIn.map((board) => board.title));
  for (const [index, board] of dashboards.entries()) {
    const path = ['dashboards', `${index}`];
    const repeat = (key: string, what: string) =>
      problems.push({
        ...{ code: 'NX136', path: [...path, key] },
        message: `there is another ${what}`,
        fix: 'give one of them another one',
      });
    if (names.has(board.name)) repeat('name', `dashboard '${board.name}'`);
    if (titles.has(board.title)) repeat('title', `dashboard with the title '${board.title}'`);
    names.add(board.name);
    titles.add(board.title);
    if (!/^[a-z][a-z0-9-]{0,38}$/.test(board.name))
      problems.push({
        ...{ code: 'NX137', path: [...path, 'name'] },
        message: `'${board.name}' cannot be part of an address`,
        fix: 'use at most 39 small letters, digits and hyphens, a letter first',
      });
    const keys = new Set<string>();
    for (const { key } of board.rows.flatMap(({ lines }) => lines.flatMap(({ panels }) => panels))) {
      if (keys.has(key)) repeat('rows', `panel '${key}' on the dashboard '${board.name}'`);
      keys.add(key);
    }
    problems.push(...unexplained(board, [...path, 'rows']));
  }
  if (problems.length > 0) throw new NarthexError(`The dashboards of '${name}' cannot be made.`, problems);
  return [...builtIn, ...dashboards];
}

function unexplained({ name, rows }: Board, path: Problem['path']): Problem[] {
  return dataPanels(rows)
    .filter(({ mayBeEmpty }) => mayBeEmpty !== undefined && !saysWhyEmpty(mayBeEmpty))
    .map(({ key }) => ({
      ...{ code: 'NX139', path },
      message: `panel '${key}' on the dashboard '${name}' may be empty, and does not say why`,
      fix: "give a reason: 'nothing has failed', { lacking: 'a machine without sensors' } or { never: 'nothing is deleted here' }",
    }));
}
