import { boardLinks } from '../board-links.ts';
import { type DashboardRule, type Fault, ofBoard } from '../rule.ts';

/** `link-variable` */
export const linkVariable: DashboardRule = {
  id: 'link-variable',
  severity: 'error',
  why: 'A value for a variable that the other dashboard does not have is lost: it opens with everything chosen.',
  run: ofBoard((board, { boards }): Fault[] =>
    boardLinks(board).flatMap(({ uid, variables, path }) => {
      const known = uid === board.uid ? board.variables.map(({ name }) => name) : boards?.get(uid);
      if (known === undefined) return [];
      return variables
        .filter((name) => !known.includes(name))
        .map((name) => ({
          at: path,
          message: `the dashboard '${uid}' has no variable '${name}'`,
          fix: known.length === 0 ? 'leave it out' : `it has ${known.join(', ')}`,
        }));
    }),
  ),
};
