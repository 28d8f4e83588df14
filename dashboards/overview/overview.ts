import { watchdogAlert } from '../../servers/index.ts';
import type { AlertRule, Board, Row, Stack } from '../../stacks/model/index.ts';
import { inLines } from '../layout.ts';
import { annotations } from './annotations.ts';
import { containers } from './containers.ts';
import { databases } from './databases.ts';
import { health } from './health.ts';
import { hosts, hostVariables } from './host.ts';
import { monitoring } from './monitoring.ts';
import { probes } from './probes.ts';
import { requests, serviceVariables } from './requests.ts';

/** The whole stack on one board, behind the first one: which part of it is not well? Only what the stack declares has panels. */
export function overview(stack: Stack, alerts: ReadonlyMap<string, AlertRule>): Board {
  return {
    name: 'overview',
    title: `${stack.name} overview`,
    description: `${stack.summary} Owned by the team ${stack.team}. Read it from the top: state, users, what they depend on, the monitoring itself.`,
    from: '3h',
    variables: [...serviceVariables(stack), ...hostVariables(stack)],
    annotations: annotations(stack),
    rows: [
      health(stack, alerts.has(watchdogAlert)),
      ...users(stack),
      ...databases(stack),
      ...hosts(stack),
      ...containers(stack),
      ...monitoring(stack),
    ],
  };
}

/** What users experience, as the services count it and as it looks from outside. */
function users(stack: Stack): Row[] {
  const panels = [...requests(stack), ...probes(stack)];
  if (panels.length === 0) return [];
  return [{ key: 'users', title: 'Users: what they experience', lines: inLines(panels, 7) }];
}
