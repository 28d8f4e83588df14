import { nearest } from '../../../promql/index.ts';
import { records, text } from '../../json.ts';
import { ownTexts } from '../own-texts.ts';
import { type DashboardRule, type Fault, ofBoard } from '../rule.ts';
import { variableNames } from '../support.ts';

/** Where Grafana puts in values. In words a dollar may be a dollar. */
const places = ['expr', 'legendFormat', 'interval', 'uid', 'datasource', 'query', 'url'];

/** `variable-undeclared` */
export const variableUndeclared: DashboardRule = {
  id: 'variable-undeclared',
  severity: 'error',
  why: 'Grafana leaves a name that it does not know as it is. The query asks for a job that is called "$job", and finds none.',
  sameAs: 'NX500',
  run: ofBoard((board): Fault[] => {
    const { json, variables } = board;
    const names = [...variables.map(({ name }) => name), ...records(json.__inputs).map(({ name }) => text(name) ?? '')];
    return ownTexts(board, places).flatMap(([value, at]) => {
      const unknown = variableNames(value).filter(
        (name) => !/^(\d|__)/.test(name) && !names.includes(name) && !value.includes(`(?P<${name}>`),
      );
      return [...new Set(unknown)].map((name) => {
        const near = nearest(name, names);
        const fix = near === undefined ? 'declare it, or leave it out' : `did you mean '$${near}'?`;
        return { at, message: `there is no variable '${name}'`, fix };
      });
    });
  }),
};
