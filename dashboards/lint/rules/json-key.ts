import { type DashboardRule, ofBoard } from '../rule.ts';
import { schemaFaults } from '../schema-faults.ts';

/** `json-key` */
export const jsonKey: DashboardRule = {
  id: 'json-key',
  severity: 'warning',
  why: 'Grafana passes over keys that it does not know: a typing mistake is a setting that was never made.',
  run: ofBoard((board) => schemaFaults(board).keys),
};
