import { type DashboardRule, type Fault, ofBoard } from '../rule.ts';

/** `panel-id` */
export const panelIdGiven: DashboardRule = {
  id: 'panel-id',
  severity: 'warning',
  why: 'Grafana numbers panels without an id by their place. After the next change links and alerts point at another panel.',
  run: ofBoard(({ panels, rows }): Fault[] =>
    [...panels, ...rows].flatMap(({ json, path, title }) =>
      typeof json.id === 'number' && json.id > 0
        ? []
        : [{ at: [...path, 'id'], message: `'${title}' has no id`, fix: 'give it a number above 0 that stays' }],
    ),
  ),
};
