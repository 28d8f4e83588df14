import { promql } from '../../../promql/index.ts';
import { alertmanagerMetrics, scrape } from '../../../servers/index.ts';
import { type RulePack, type Stack, sum } from '../../../stacks/model/index.ts';
import { alert, rulePack } from '../../alert.ts';
import { fleet, fleetSize, startedEvery } from '../../scenarios/fleet.ts';
import { phases } from '../../scenarios/phases.ts';
import { series } from '../../scenarios/series.ts';
import { counting, level, type Signals } from '../../scenarios/signal.ts';
import { scenarios } from '../../scenarios/standard.ts';

const { clusterFailedPeers, clusterHealthScore, clusterMembers, clusterReconnectionsFailed, configHash, processStart } =
  alertmanagerMetrics;

/** Several replicas of Alertmanager, which tell each other what they have told. */
export function cluster({ alertmanager: { replicas } }: Stack): RulePack[] {
  if (replicas < 2) return [];
  return [
    rulePack('alertmanager-cluster', [
      clusterDown,
      clusterCrashlooping,
      membersInconsistent,
      configInconsistent,
      failedPeers,
    ]),
  ];
}

const member = (index: number) => ({ job: 'alertmanager', instance: `alertmanager-${index}:9093` });
const gossip = {
  ask: 'How many members does each of them see?',
  expr: promql`${clusterMembers}`,
};

/** The least share of replicas that is enough, and the largest that is not. */
function shares(threshold: number) {
  const enough = Math.ceil(threshold * fleetSize);
  return { enough: enough / fleetSize, tooFew: (enough - 1) / fleetSize };
}

const clusterDown = alert('AlertmanagerClusterDown', {
  threshold: 0.5,
  expr: ({ threshold }) =>
    promql`count by (job) (${scrape.up}{job="alertmanager"} == 0) / count by (job) (${scrape.up}) >= ${threshold}`,
  for: '5m',
  severity: 'critical',
  summary: 'Half of the replicas of Alertmanager or more are down.',
  description: '{{ $value | humanizePercentage }} of the replicas of Alertmanager do not answer.',
  runbook: {
    meaning: 'Several replicas of Alertmanager are gone at the same time.',
    impact:
      'Notifications still go out by those that are left. If the last one goes, nobody is told; the heartbeat service calls then.',
    diagnosis:
      'What do they have in common: the node, the zone, a new configuration that they do not come up with? `kubectl describe pod` and the last lines of the log say why each does not run.',
    mitigation:
      'If they do not come up with a new configuration, deploy the one before. Do not restart the replicas that are left.',
    queries: [{ ask: 'Which replicas answer?', expr: promql`${scrape.up}{job="alertmanager"}` }, gossip],
  },
  scenarios: (numbers) => {
    const { enough, tooFew } = shares(numbers.threshold);
    const down = (share: number) => fleet('alertmanager', scrape.up, share, level(0), level(1));
    return scenarios(numbers, {
      labels: { job: 'alertmanager' },
      value: enough,
      bad: down(enough),
      good: down(tooFew),
    });
  },
});

const clusterCrashlooping = alert('AlertmanagerClusterCrashlooping', {
  threshold: 0.5,
  expr: ({ threshold }) =>
    promql`count by (job) (changes(${processStart}{job="alertmanager"}[30m]) > 4) / count by (job) (${scrape.up}) >= ${threshold}`,
  for: '5m',
  severity: 'critical',
  summary: 'Half of the replicas of Alertmanager or more start again and again.',
  description:
    '{{ $value | humanizePercentage }} of the replicas of Alertmanager were started at least five times within half an hour.',
  runbook: {
    meaning: 'Replicas end soon after they have started, on their own or because they are killed.',
    impact: 'Notifications are late, come twice, or not at all.',
    diagnosis:
      'Why did they end? The last lines of the log before each start say so; exit code 137 or `OOMKilled` (`kubectl describe pod`) is memory. A wrong configuration ends it at once.',
    mitigation:
      'Deploy the configuration before the last change again. Raise the memory limit if they are killed for memory.',
    queries: [
      {
        ask: 'How often was each started within an hour?',
        expr: promql`changes(${processStart}{job="alertmanager"}[1h])`,
      },
    ],
  },
  scenarios: (numbers) => {
    const { enough, tooFew } = shares(numbers.threshold);
    const starting = (share: number, minutes: number): Signals => ({
      ...fleet('alertmanager', processStart, share, startedEvery(minutes), counting(0)),
      ...fleet('alertmanager', scrape.up, 1, level(1), level(1)),
    });
    const lasts = sum('2h', numbers.for);
    return [
      ...scenarios(numbers, {
        labels: { job: 'alertmanager' },
        value: enough,
        bad: starting(enough, 5),
        good: starting(tooFew, 5),
        // The fifth start; and until the first of the last five has left the window.
        onset: '25m',
        ease: '10m',
        lingers: false,
      }),
      {
        kind: 'quiet',
        title: 'stays quiet when they start four times within half an hour',
        series: phases([{ lasts, series: starting(1, 7) }]),
        expect: { [lasts]: [] },
      },
    ];
  },
});

const membersInconsistent = alert('AlertmanagerMembersInconsistent', {
  expr: promql`${clusterMembers} < on (job) group_left count by (job) (${clusterMembers})`,
  for: '15m',
  severity: 'critical',
  summary: 'Alertmanager {{ $labels.instance }} does not see all members of its cluster.',
  description: 'Alertmanager {{ $labels.instance }} sees {{ $value }} members of its cluster, and there are more.',
  runbook: {
    meaning: 'The members have fallen apart: some do not reach the others.',
    impact: 'People are told twice of the same alert, and a silence holds for some of the members only.',
    diagnosis:
      'The status page of each Alertmanager lists its peers. Can they reach each other at port 9094, by TCP and by UDP? Do their names resolve, does a network policy stand between them?',
    mitigation:
      'Restart the member that sees the fewest; it joins the others at its start. If it does not, open the port between them.',
    queries: [gossip, { ask: 'How well does the gossip work? Zero is best.', expr: promql`${clusterHealthScore}` }],
  },
  scenarios: (numbers) => {
    const another = { job: 'another', instance: 'another:9093' };
    const seeing = (members: number): Signals => ({
      [series(clusterMembers, member(0))]: level(3),
      [series(clusterMembers, member(1))]: level(3),
      [series(clusterMembers, member(2))]: level(members),
      [series(clusterMembers, another)]: level(1),
    });
    return scenarios(numbers, { labels: member(2), value: 2, bad: seeing(2), good: seeing(3) });
  },
});

const configInconsistent = alert('AlertmanagerConfigInconsistent', {
  expr: promql`count by (job) (count_values by (job) ("config_hash", ${configHash})) != 1`,
  for: '20m',
  severity: 'critical',
  summary: 'The members of the cluster of Alertmanager have unlike configurations.',
  description: 'The members of the cluster of Alertmanager run with {{ $value }} different configurations.',
  runbook: {
    meaning: 'Some members run with another configuration than the others, for longer than a deployment takes.',
    impact: 'Who is told, and when, depends on which member is first. Some alerts may reach nobody.',
    diagnosis:
      'Compare the configuration on the status page of each member. Did a member refuse the new one (AlertmanagerFailedReload), or has its file not been replaced?',
    mitigation: 'Deploy the stack again to all members, and restart the one that still has the old configuration.',
    queries: [
      { ask: 'Which configuration does each member have?', expr: promql`${configHash}` },
      {
        ask: 'When did each load it?',
        expr: promql`${alertmanagerMetrics.configLastReloadSuccessTimestampSeconds}`,
      },
    ],
  },
  scenarios: (numbers) => {
    const hash = (last: number): Signals => ({
      [series(configHash, member(0))]: level(47_110_815),
      [series(configHash, member(1))]: level(47_110_815),
      [series(configHash, member(2))]: level(last),
    });
    return scenarios(numbers, {
      labels: { job: 'alertmanager' },
      value: 2,
      bad: hash(23_420_816),
      good: hash(47_110_815),
    });
  },
});

const failedPeers = alert('AlertmanagerClusterFailedPeers', {
  expr: promql`${clusterFailedPeers} > 0`,
  for: '15m',
  severity: 'warning',
  summary: 'Alertmanager {{ $labels.instance }} has lost members of its cluster.',
  description:
    'Alertmanager {{ $labels.instance }} cannot reach {{ $value }} members of its cluster any more, and keeps trying.',
  runbook: {
    meaning: 'Members that it knew are gone or cannot be reached, and have not come back under the same address.',
    impact: 'None as long as enough members are left. With two of them fallen apart, people are told twice.',
    diagnosis:
      'Is a member down? If all run, a pod may have come back with another address; the old one is forgotten after six hours. Otherwise look at port 9094 between them, by TCP and by UDP.',
    mitigation: 'Bring the member back, or open the way to it. An address that is no longer in use needs nothing.',
    queries: [
      gossip,
      { ask: 'How many attempts to reach it failed?', expr: promql`increase(${clusterReconnectionsFailed}[1h])` },
    ],
  },
  scenarios: (numbers) => {
    const lost = (peers: number): Signals => ({ [series(clusterFailedPeers, member(0))]: level(peers) });
    return scenarios(numbers, { labels: member(0), value: 1, bad: lost(1), good: lost(0) });
  },
});
