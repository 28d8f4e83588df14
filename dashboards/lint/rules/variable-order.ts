import { type DashboardRule, ofBoard } from '../rule.ts';

/** `variable-order` */
export const variableOrder: DashboardRule = {
  id: 'variable-order',
  severity: 'warning',
  why: 'The other variables ask the chosen data source: it comes first, for Grafana and for people.',
  run: ofBoard(({ variables }) => {
    const index = variables.findIndex(({ type }) => type === 'datasource');
    const before = variables.slice(0, Math.max(index, 0)).find(({ type }) => type === 'query');
    if (before === undefined) return undefined;
    return {
      at: before.path,
      message: `'${before.name}' stands before the data source`,
      fix: 'put the data source first',
    };
  }),
};
