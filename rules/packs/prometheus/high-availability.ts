import { promql } from '../../../promql/index.ts';
import { prometheusMetrics, scrape } from '../../../servers/index.ts';
import { type RulePack, type Stack, seconds, sum } from '../../../stacks/model/index.ts';
import { alert, rulePack } from '../../alert.ts';
import { fleet, fleetSize, startedEvery } from '../../scenarios/fleet.ts';
import { phases } from '../../scenarios/phases.ts';
import { series } from '../../scenarios/series.ts';
import { counting, level, type Signals } from '../../scenarios/signal.ts';
import { scenarios } from '../../scenarios/standard.ts';
import { self } from './self.ts';

const { processStart, samplesAppended, tsdbCleanStart, tsdbWalWritesFailed } = prometheusMetrics;

/**
 * Several replicas of Prometheus, each of which reads all of them. What no replica can see is not here: that none of them stores anything
 * can be noticed by the heartbeat service only, and that more than half are down takes three, so that one is left to say so.
 */
export function highAvailability({ prometheus: { replicas } }: Stack): RulePack[] {
  if (replicas < 2) return [];
  return [
    rulePack('prometheus-high-availability', [notIngesting, ...(replicas > 2 ? [groupDown] : []), groupCrashlooping]),
  ];
}

const notIngesting = alert('PrometheusNotIngestingSamples', {
  window: '5m',
  expr: ({ window }) => promql`sum without (type) (rate(${samplesAppended}[${window}])) <= 0`,
  for: '10m',
  severity: 'warning',
  summary: 'Prometheus {{ $labels.instance }} stores nothing.',
  description:
    'Prometheus {{ $labels.instance }} answers and stores {{ $value | humanize }} samples per second. Another replica has noticed it.',
  runbook: {
    meaning: 'This replica runs, and no sample reaches its database: it cannot write, or has nothing to read.',
    impact: 'Alerts come from the other replicas only. Whoever is led to this one by Grafana sees empty panels.',
    diagnosis:
      'Is its volume full (`df -h`), does its log say `write to WAL` or `no space left`? Does its target page show targets at all?',
    mitigation:
      'Make room or enlarge its volume, and restart it. If it has no targets, deploy its configuration again.',
    queries: [
      {
        ask: 'How many samples per second does each replica store?',
        expr: promql`sum by (instance) (rate(${samplesAppended}[5m]))`,
      },
      { ask: 'Do writes to its log fail?', expr: promql`rate(${tsdbWalWritesFailed}[5m])` },
    ],
  },
  scenarios: (numbers) => {
    const storing = (floats: number): Signals => ({
      [series(samplesAppended, { ...self, type: 'float' })]: counting(floats),
      [series(samplesAppended, { ...self, type: 'histogram' })]: counting(0),
    });
    const { window } = numbers;
    return scenarios(numbers, {
      labels: self,
      value: 0,
      bad: storing(0),
      good: storing(1000),
      lead: window,
      // Until the last two samples that differ have left the window together.
      onset: `${seconds(window) / 60 - 2}m`,
      ease: window,
    });
  },
});

const groupDown = alert('PrometheusHAGroupDown', {
  threshold: 0.5,
  expr: ({ threshold }) =>
    promql`count by (job) (${scrape.up}{job="prometheus"} == 0) / count by (job) (${scrape.up}) > ${threshold}`,
  for: '5m',
  severity: 'critical',
  summary: 'More than half of the replicas of Prometheus are down.',
  description:
    '{{ $value | humanizePercentage }} of the replicas of Prometheus do not answer. Those that are left still see and tell everything.',
  runbook: {
    meaning: 'Several replicas of Prometheus are gone at the same time.',
    impact: 'None yet. If the last one goes, nothing is watched; the heartbeat service calls then.',
    diagnosis:
      'What do they have in common: the node, the zone, a volume, a new configuration that they do not come up with? `kubectl describe pod` says why each does not run.',
    mitigation:
      'If they do not come up with a new configuration, deploy the one before. Do not restart the replica that is left.',
    queries: [{ ask: 'Which replicas answer?', expr: promql`${scrape.up}{job="prometheus"}` }],
  },
  scenarios: (numbers) => {
    const down = (share: number) => fleet('prometheus', scrape.up, share, level(0), level(1));
    const more = (Math.floor(numbers.threshold * fleetSize) + 1) / fleetSize;
    return scenarios(numbers, {
      labels: { job: 'prometheus' },
      value: more,
      bad: down(more),
      good: down(more - 1 / fleetSize),
    });
  },
});

const groupCrashlooping = alert('PrometheusHAGroupCrashlooping', {
  threshold: 0.5,
  expr: ({ threshold }) => promql`count by (job) (
        changes(${processStart}{job="prometheus"}[30m]) > 4
        or
        (changes(${processStart}{job="prometheus"}[1h]) > 1 and ${tsdbCleanStart} == 0)
      )
      / count by (job) (${scrape.up})
      > ${threshold}`,
  for: '5m',
  severity: 'critical',
  summary: 'More than half of the replicas of Prometheus start again and again.',
  description:
    '{{ $value | humanizePercentage }} of the replicas of Prometheus were started five times within half an hour, or twice within an hour after they had been killed.',
  runbook: {
    meaning: 'Replicas end soon after they have started, on their own or because they are killed.',
    impact: 'There are holes in what each of them stores, alerts fire late, and dashboards fail now and then.',
    diagnosis:
      'Why did they end? Exit code 137 or `OOMKilled` (`kubectl describe pod`) is memory. A start that takes longer than its probe allows ends by the probe; the log then stops within `Replaying WAL`.',
    mitigation:
      'Raise `prometheus.memory` if they are killed for memory. If it began with a change of rules or of the configuration, take that back.',
    queries: [
      {
        ask: 'How often was each started within an hour?',
        expr: promql`changes(${processStart}{job="prometheus"}[1h])`,
      },
      { ask: 'Which of them had been killed before?', expr: promql`${tsdbCleanStart} == 0` },
    ],
  },
  scenarios: (numbers) => {
    const more = (Math.floor(numbers.threshold * fleetSize) + 1) / fleetSize;
    const state = (share: number, minutes: number, clean: number): Signals => ({
      ...fleet('prometheus', processStart, share, startedEvery(minutes), counting(0)),
      ...fleet('prometheus', tsdbCleanStart, 1, level(clean), level(clean)),
      ...fleet('prometheus', scrape.up, 1, level(1), level(1)),
    });
    const story = (minutes: number, clean: number, onset: number, how: string) => ({
      labels: { job: 'prometheus' },
      value: more,
      bad: state(more, minutes, clean),
      good: state(more - 1 / fleetSize, minutes, clean),
      onset: `${onset}m` as const,
      ease: '35m' as const,
      lingers: false,
      titles: { fires: `fires when they start ${how}` },
    });
    const quiet = (title: string, minutes: number, clean: number) => {
      const lasts = sum('2h', numbers.for);
      return {
        kind: 'quiet' as const,
        title,
        series: phases([{ lasts, series: state(1, minutes, clean) }]),
        expect: { [lasts]: [] },
      };
    };
    return [
      ...scenarios(numbers, story(5, 1, 25, 'five times within half an hour')),
      ...scenarios(numbers, story(29, 0, 58, 'twice within an hour after they were killed')).slice(0, 1),
      quiet('stays quiet when they start four times within half an hour', 7, 1),
      quiet('stays quiet when they were killed once within an hour', 59, 0),
      quiet('stays quiet when they ended in order twice within an hour', 29, 1),
      quiet('stays quiet when they were killed long ago', 10_000, 0),
    ];
  },
});
