import type { AlertRule, Stack } from '../../stacks/model/index.ts';

/** What the shape of a panel depends on besides the panel itself. */
export interface Context {
  readonly stack: Stack;
  readonly alerts: ReadonlyMap<string, AlertRule>;
}

/** The data source that is chosen at the top of the board. */
export const dataSource = { type: 'prometheus', uid: '$' + '{datasource}' };

/** Where one reads about an alert: its runbook if the stack says where they are, else the list of alerts in Grafana. */
export function alertUrl(stack: Stack, name: string): string {
  if (stack.runbooks !== undefined) return `${stack.runbooks.replace(/\/$/, '')}/${name}.md`;
  return `/alerting/list?search=${name}`;
}
