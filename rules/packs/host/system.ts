import { nodeMetrics } from '../../../exporters/index.ts';
import { promql } from '../../../promql/index.ts';
import { scrape } from '../../../servers/index.ts';
import type { AlertDefinition, Duration, Labels, Severity } from '../../../stacks/model/index.ts';
import { alert } from '../../alert.ts';
import { beyond, within } from '../../scenarios/averaged.ts';
import { changedScenarios } from '../../scenarios/changed.ts';
import { series } from '../../scenarios/series.ts';
import { level, type Signals, since } from '../../scenarios/signal.ts';
import { scenarios } from '../../scenarios/standard.ts';
import { youngScenarios } from '../../scenarios/young.ts';
import { another, host } from './labels.ts';

const { filefdAllocated, filefdMaximum, timexOffsetSeconds, timexSyncStatus, timexMaxerrorSeconds } = nodeMetrics;
const { bootTimeSeconds, scrapeCollectorSuccess } = nodeMetrics;

/**
 * Nothing on a machine answers: neither its node exporter nor what measures its containers. In a cluster both have the name of the node as
 * their `instance`. Where all runs on one machine, nobody is left to say it.
 */
export const hostDown: AlertDefinition = alert('HostDown', {
  expr: promql`${scrape.up}{job="node"} == 0
    and on (instance)
    ${scrape.up}{job="cadvisor"} == 0`,
  for: '2m',
  severity: 'critical',
  labels: { symptom: 'host-down' },
  summary: 'The host {{ $labels.instance }} is down.',
  description:
    'Neither the node exporter nor the container metrics of {{ $labels.instance }} can be read: the machine is off, has crashed, or cannot be reached.',
  runbook: {
    meaning: 'Two programs on the same machine, independent of each other, have not answered for two minutes.',
    impact:
      'Everything on this machine is gone until it comes back or is started elsewhere. Other alerts about it are muted meanwhile.',
    diagnosis:
      'Does it answer to `ping` and `ssh`? `kubectl get node` and `kubectl describe node` say what the cluster thinks, the console of the provider whether the machine runs. If it runs, look at its network and its last log lines on the console.',
    mitigation:
      'Restart it from the console of the provider. If it does not come back, drain it and delete the node, so that its pods start elsewhere.',
    queries: [
      {
        ask: 'What answers on each machine?',
        expr: promql`sum by (instance, job) (${scrape.up}{job=~"node|cadvisor"})`,
      },
    ],
  },
  scenarios: (numbers) => {
    const answers = (labels: Labels, up: number): Signals => ({ [series(scrape.up, labels)]: level(up) });
    const machine = (instance: string, node: number, containers: number): Signals => ({
      ...answers({ job: 'node', instance }, node),
      ...answers({ job: 'cadvisor', instance }, containers),
    });
    const state = (node: number, containers: number): Signals => ({
      ...machine('worker-1', node, containers),
      // Only an exporter is gone there.
      ...machine('worker-2', 0, 1),
      ...machine('worker-3', 1, 0),
      ...answers({ job: 'prometheus', instance: 'worker-1' }, 0),
    });
    return scenarios(numbers, {
      labels: { job: 'node', instance: 'worker-1' },
      bad: state(0, 0),
      good: state(1, 1),
      titles: { missing: 'ends when the machine is no longer a target' },
    });
  },
});

/** The kernel can open (almost) no more files. */
export function filesOpen(name: string, severity: Severity, threshold: number, pending: Duration): AlertDefinition {
  return alert(name, {
    threshold,
    expr: ({ threshold }) => promql`${filefdAllocated} / ${filefdMaximum} > ${threshold}`,
    for: pending,
    keepFiringFor: '5m',
    severity,
    labels: { symptom: 'file-descriptors' },
    summary: '{{ $labels.instance }} can open hardly any more files.',
    description:
      '{{ $value | humanizePercentage }} of the file handles that the kernel of {{ $labels.instance }} allows are open.',
    runbook: {
      meaning: 'All processes together have nearly as many files and connections open as `fs.file-max` allows.',
      impact: 'At the limit nobody can open a file or accept a connection; even logging in fails.',
      diagnosis:
        'Who has them: `for p in /proc/[0-9]*; do echo "$(ls $p/fd 2>/dev/null | wc -l) $(cat $p/comm)"; done | sort -n | tail`. A number that only grows is a leak of connections or files.',
      mitigation: 'Restart the program that leaks; raise `fs.file-max` with `sysctl` if the need is real.',
      queries: [{ ask: 'How many files are open?', expr: promql`${filefdAllocated}` }],
    },
    scenarios: (numbers) => {
      const files = (labels: typeof host, share: number): Signals => ({
        [series(filefdAllocated, labels)]: level(share * 1e6),
        [series(filefdMaximum, labels)]: level(1e6),
      });
      const state = (share: number) => ({ ...files(host, share), ...files(another, 0.01) });
      return scenarios(numbers, {
        labels: host,
        value: numbers.threshold * beyond,
        bad: state(numbers.threshold * beyond),
        good: state(numbers.threshold * within),
      });
    },
  });
}

/** The clock differs from that of the others. */
export const clockSkewed: AlertDefinition = alert('HostClockSkewed', {
  threshold: 0.05,
  expr: ({ threshold }) => promql`abs(${timexOffsetSeconds}) > ${threshold}`,
  for: '10m',
  keepFiringFor: '5m',
  severity: 'warning',
  labels: { symptom: 'clock' },
  summary: 'The clock of {{ $labels.instance }} is wrong.',
  description: 'The clock of {{ $labels.instance }} is {{ $value | humanizeDuration }} away from its time server.',
  runbook: {
    meaning: 'The kernel knows that its clock differs from the reference, and has not corrected it for ten minutes.',
    impact:
      'Tokens and certificates are taken for expired or not yet valid, log lines and traces are in a wrong order, clustered databases may refuse to work.',
    diagnosis:
      'See `chronyc tracking` and `chronyc sources -v`, or `timedatectl timesync-status`. Can the time servers be reached (UDP port 123)? Was the virtual machine paused or moved?',
    mitigation:
      'Set it once with `chronyc makestep`, and mend the way to the time servers. Restart programs that do not bear a jump of the clock.',
    queries: [{ ask: 'How far is each clock away?', expr: promql`${timexOffsetSeconds}` }],
  },
  scenarios: (numbers) => {
    const state = (offset: number): Signals => ({
      [series(timexOffsetSeconds, host)]: level(offset),
      [series(timexOffsetSeconds, another)]: level(-0.001),
    });
    const { threshold } = numbers;
    const late = scenarios(numbers, {
      labels: host,
      value: threshold * beyond,
      bad: state(-threshold * beyond),
      good: state(-threshold * within),
    });
    const early = scenarios(numbers, {
      labels: host,
      value: threshold * beyond,
      bad: state(threshold * beyond),
      good: state(threshold * within),
      titles: { fires: 'fires as well when the clock is ahead' },
    });
    return [...late, ...early.slice(0, 1)];
  },
});

/** Nobody keeps the clock right. */
export const clockAlone: AlertDefinition = alert('HostClockNotSynchronised', {
  threshold: 16,
  expr: ({ threshold }) => promql`${timexSyncStatus} == 0
    and
    ${timexMaxerrorSeconds} >= ${threshold}`,
  for: '10m',
  severity: 'warning',
  labels: { symptom: 'clock' },
  summary: 'The clock of {{ $labels.instance }} is not synchronised.',
  description: 'The kernel of {{ $labels.instance }} knows of no time server that its clock follows.',
  runbook: {
    meaning:
      'No program has corrected the clock for so long that the kernel takes it for free running (its estimate of the error has reached 16 s).',
    impact:
      'None at first. The clock drifts by about a second a day until tokens, certificates and the order of logs suffer.',
    diagnosis:
      'Does a time service run: `systemctl status chronyd systemd-timesyncd`? If so, does it reach a server: `chronyc sources`? A firewall that blocks UDP port 123 is the usual reason.',
    mitigation: 'Install or start chrony, give it servers that it can reach, and let it step the clock once.',
    queries: [{ ask: 'Which hosts follow a server?', expr: promql`${timexSyncStatus}` }],
  },
  scenarios: (numbers) => {
    const clock = (labels: typeof host, follows: number, error: number): Signals => ({
      [series(timexSyncStatus, labels)]: level(follows),
      [series(timexMaxerrorSeconds, labels)]: level(error),
    });
    const { threshold } = numbers;
    const state = (follows: number, error: number) => ({
      ...clock(host, follows, error),
      ...clock(another, 0, threshold * within),
      ...clock({ ...host, instance: 'worker-3' }, 1, threshold * 2),
    });
    return scenarios(numbers, {
      labels: host,
      value: 0,
      bad: state(0, threshold),
      good: state(0, threshold * within),
    });
  },
});

/** The machine has started anew. */
export const rebooted: AlertDefinition = alert('HostRebooted', {
  threshold: 900,
  expr: ({ threshold }) => promql`time() - ${bootTimeSeconds} < ${threshold}`,
  for: '0s',
  severity: 'info',
  summary: 'The host {{ $labels.instance }} has been restarted.',
  description: '{{ $labels.instance }} started {{ $value | humanizeDuration }} ago.',
  runbook: {
    meaning: 'The kernel was booted a few minutes ago.',
    impact: 'Everything on the host was interrupted. Caches are cold, so it is slower than usual for a while.',
    diagnosis:
      'Did somebody do it? `last -x reboot shutdown | head`. If not: `journalctl -b -1 -e` shows the last lines before, and the console of the provider says whether the hardware failed.',
    mitigation:
      'See that all services are back. After a crash keep the kernel log, and move what matters if it happens again.',
    queries: [{ ask: 'When did each host start?', expr: promql`${bootTimeSeconds} * 1000` }],
  },
  scenarios: (numbers) =>
    youngScenarios(numbers, {
      labels: host,
      begins: { [series(bootTimeSeconds, host)]: since() },
      old: { [series(bootTimeSeconds, host)]: level(-numbers.threshold) },
      beside: { [series(bootTimeSeconds, another)]: level(-86_400) },
    }),
});

/** A part of the node exporter, which worked, does not work any more. */
export const collectorFailing: AlertDefinition = alert('HostCollectorFailing', {
  window: '6h',
  expr: ({ window }) => promql`${scrapeCollectorSuccess} == 0
    and
    max_over_time(${scrapeCollectorSuccess}[${window}]) == 1`,
  for: '15m',
  severity: 'warning',
  summary: 'The node exporter of {{ $labels.instance }} cannot measure {{ $labels.collector }} any more.',
  description:
    'The collector {{ $labels.collector }} of {{ $labels.instance }} worked within the last six hours and fails now. Alerts that read its metrics are blind.',
  runbook: {
    meaning:
      'One collector of the node exporter fails. Collectors that never found anything to measure (hardware that the host does not have) are not meant.',
    impact: 'Nobody is hurt, but what this collector measures is not watched on this host.',
    diagnosis:
      'The log of the node exporter names the error: a mount that hangs, a file it may not read, a kernel that changed after an update.',
    mitigation: 'Mend what it stumbles over, or switch the collector off (`--no-collector.NAME`) if nobody needs it.',
    queries: [{ ask: 'Which collectors fail?', expr: promql`${scrapeCollectorSuccess} == 0` }],
  },
  scenarios: (numbers) => {
    const collector = { ...host, collector: 'filesystem' };
    const state = (success: number): Signals => ({
      [series(scrapeCollectorSuccess, collector)]: level(success),
      [series(scrapeCollectorSuccess, { ...host, collector: 'cpu' })]: level(1),
      // The host has no such hardware.
      [series(scrapeCollectorSuccess, { ...host, collector: 'zfs' })]: level(0),
    });
    return changedScenarios(numbers, { labels: collector, bad: state(0), good: state(1) });
  },
});
