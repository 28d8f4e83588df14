import { type DashboardRule, ofBoard } from '../rule.ts';
import { schemaFaults } from '../schema-faults.ts';

/** `json-value` */
export const jsonValue: DashboardRule = {
  id: 'json-value',
  severity: 'error',
  why: 'A value of the wrong kind, or one that is not on the list: Grafana takes its default, or cannot load the panel.',
  run: ofBoard((board) => schemaFaults(board).values),
};
