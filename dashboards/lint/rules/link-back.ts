import { boardLinks } from '../board-links.ts';
import { type DashboardRule, type Fault, ofBoard } from '../rule.ts';
import { leadsTo, waysOf } from '../ways.ts';

/** `link-back` */
export const linkBack: DashboardRule = {
  id: 'link-back',
  severity: 'warning',
  why: 'Who has followed a link into the details and wants to see the whole again has to look for the dashboard from which he came.',
  run: ofBoard((board, { ways }): Fault[] => {
    const { uid: own, json } = board;
    if (own === undefined || ways === undefined) return [];
    const here = waysOf(json);
    const told = new Set<string>();
    return boardLinks(board).flatMap(({ uid, path }) => {
      const there = ways.get(uid);
      if (there === undefined || uid === own || told.has(uid) || leadsTo(there, own, here)) return [];
      told.add(uid);
      const fix = 'give it a link to this one, or a menu of dashboards with a tag that this one has';
      return [{ at: path, message: `nothing leads back from the dashboard '${uid}'`, fix }];
    });
  }),
};
