import { type DashboardRule, type Fault, ofBoard } from '../rule.ts';

/** `panel-id-unique` */
export const panelIdUnique: DashboardRule = {
  id: 'panel-id-unique',
  severity: 'error',
  why: 'Of two panels with one id Grafana gives one the data of the other, or another id.',
  run: ofBoard(({ panels, rows }): Fault[] => {
    const seen = new Map<unknown, string>();
    return [...panels, ...rows].flatMap(({ json: { id }, path, title }) => {
      if (typeof id !== 'number' || id <= 0) return [];
      const other = seen.get(id);
      seen.set(id, title);
      if (other === undefined) return [];
      return [
        {
          at: [...path, 'id'],
          message: `'${other}' and '${title}' have the id ${id}`,
          fix: 'give one of them another one',
        },
      ];
    });
  }),
};
