import { promql } from '../../../promql/index.ts';
import { alertmanagerMetrics } from '../../../servers/index.ts';
import type { Panel, Stack, StatPanel } from '../../../stacks/model/index.ts';
import { noAlertmanager } from '../../parts/notifications.ts';

const { clusterFailedPeers, clusterHealthScore, clusterMembers, clusterMessagesQueued, configHash } =
  alertmanagerMetrics;
const graph = { kind: 'timeseries', min: 0, noValue: noAlertmanager } as const;

/** How many of them know each other. */
export function members({ alertmanager: { replicas } }: Stack): StatPanel {
  return {
    kind: 'stat',
    key: 'members',
    title: 'Members',
    shows: `How many of the ${replicas} Alertmanagers know each other, as the one sees it that knows fewest.`,
    action:
      'Those that do not know each other tell everything twice. Do they reach each other on the port of the cluster?',
    unit: 'none',
    min: 0,
    noValue: noAlertmanager,
    queries: [{ expr: promql`min(${clusterMembers})`, legend: 'members' }],
    guard: { alerts: ['AlertmanagerMembersInconsistent'], fires: 'below', bound: replicas },
  };
}

/** Whether the instances agree. */
export const panels: readonly Panel[] = [
  {
    ...graph,
    key: 'peers',
    title: 'Members that each knows',
    shows: 'How many Alertmanagers each of them knows, itself among them, and how many of these it lost.',
    action: 'They should all know the same number. One that knows only itself tells everything once more.',
    unit: 'none',
    decimals: 0,
    queries: [
      { expr: promql`max by (instance) (${clusterMembers})`, legend: '{{instance}} knows' },
      { expr: promql`max by (instance) (${clusterFailedPeers})`, legend: '{{instance}} lost' },
    ],
    guard: { alerts: ['AlertmanagerClusterFailedPeers'], fires: 'above' },
  },
  {
    ...graph,
    key: 'configurations',
    title: 'Different configurations',
    shows: 'How many different configurations the instances run with.',
    action: 'More than one for longer than a deployment: one of them refused the new one, or was not reached.',
    unit: 'none',
    decimals: 0,
    queries: [{ expr: promql`count(count_values("config_hash", ${configHash}))`, legend: 'configurations' }],
    guard: { alerts: ['AlertmanagerConfigInconsistent'], fires: 'above', bound: 2 },
  },
  {
    ...graph,
    key: 'gossip',
    title: 'Talk between them',
    shows: 'The health score of each (0 is well), and messages that wait to be passed on.',
    action: 'If both grow, the network between them is slow, or one of them has no processor left.',
    unit: 'none',
    queries: [
      { expr: promql`max by (instance) (${clusterHealthScore})`, legend: '{{instance}} score' },
      { expr: promql`max by (instance) (${clusterMessagesQueued})`, legend: '{{instance}} waiting' },
    ],
  },
];
