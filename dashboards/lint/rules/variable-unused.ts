import { texts } from '../../json.ts';
import { type DashboardRule, type Fault, ofBoard } from '../rule.ts';
import { variableNames } from '../support.ts';

/** `variable-unused` */
export const variableUnused: DashboardRule = {
  id: 'variable-unused',
  severity: 'warning',
  why: 'A choice that changes nothing: somebody will believe that the panels show what was chosen.',
  run: ofBoard(({ json, variables }): Fault[] => {
    const all = texts(json);
    return variables.flatMap(({ name, path, type }) => {
      if (type === 'adhoc' || name === '') return [];
      const own = ([, at]: (typeof all)[number]) => path.every((key, index) => at[index] === key);
      const used = all.some(
        (each) =>
          !own(each) && (variableNames(each[0]).includes(name) || (each[1].at(-1) === 'repeat' && each[0] === name)),
      );
      return used
        ? []
        : [{ at: path, message: `nothing uses the variable '${name}'`, fix: 'use it in the queries, or remove it' }];
    });
  }),
};
