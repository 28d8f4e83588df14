import { boardLinks } from '../board-links.ts';
import { type DashboardRule, type Fault, ofBoard } from '../rule.ts';

/** `link-target` */
export const linkTarget: DashboardRule = {
  id: 'link-target',
  severity: 'error',
  why: 'The link ends at "Dashboard not found", just when somebody follows it in a hurry.',
  run: ofBoard((board, { boards, complete }): Fault[] =>
    boardLinks(board).flatMap(({ uid, path }) =>
      complete !== true || boards === undefined || boards.has(uid) || uid === board.uid
        ? []
        : [{ at: path, message: `there is no dashboard with the uid '${uid}'`, fix: 'link to one that is there' }],
    ),
  ),
};
