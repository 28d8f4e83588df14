import { postgresMetrics } from '../../../exporters/index.ts';
import { promql } from '../../../promql/index.ts';
import {
  type AlertDefinition,
  type AlertNumbers,
  type Firing,
  type Labels,
  type Scenario,
  seconds,
  sum,
} from '../../../stacks/model/index.ts';
import { alert } from '../../alert.ts';
import { beyond, within } from '../../scenarios/averaged.ts';
import { phases } from '../../scenarios/phases.ts';
import { series } from '../../scenarios/series.ts';
import { counting, level, type Signals } from '../../scenarios/signal.ts';
import { scenarios } from '../../scenarios/standard.ts';
import { another, postgres } from './labels.ts';
import { address } from './sessions.ts';

const { statArchiverArchivedCount, statArchiverFailedCount, statArchiverLastArchiveAge, walSizeBytes } =
  postgresMetrics;

const symptom = 'postgres-archive';
const impact =
  'A restore ends at the last piece that was archived: everything since then would be lost. The server keeps what it cannot archive, so that its disk fills up.';
const diagnosis =
  'The log of the server has the output of the command ("archive command failed with exit code"). `select * from pg_stat_archiver` names the piece that fails; run `archive_command` by hand with it, as the user postgres. Usual are a full or unreachable target, expired credentials, and a file of that name that is already there.';
const mitigation =
  'Make room at the target or renew the credentials; the server tries again every minute and catches up by itself. Never delete files from `pg_wal`. Check the next backup, because a gap in the archive makes the older one useless.';
const queries = [
  { ask: 'How many pieces were archived, by the hour?', expr: promql`increase(${statArchiverArchivedCount}[1h])` },
  { ask: 'How much log waits on the disk?', expr: promql`${walSizeBytes}` },
];

/** An archiver that tries and fails so often per minute, and succeeds as often. */
function archiver(labels: Labels, fails: number, succeeds: number): Signals {
  return {
    [series(statArchiverFailedCount, labels)]: counting(fails / 60),
    [series(statArchiverArchivedCount, labels)]: counting(succeeds / 60),
  };
}

const own = { ...postgres, ...address };
const others = {
  // Fails now and then, and gets it done.
  ...archiver({ ...another, server: 'reports:5432' }, 1, 1),
  // Has nothing to archive.
  ...archiver({ ...another, server: 'third:5432' }, 0, 0),
};

/** The last failure stays in the window as long as that lasts, and no longer; then the alert goes on as long as it keeps firing. */
function remembers(
  numbers: Pick<AlertNumbers, 'for' | 'keepFiringFor' | 'window'>,
  firing: Firing,
  failing: Signals,
  idle: Signals,
): Scenario {
  const lasts = seconds(numbers.for) / 60 + 5;
  const over = lasts + seconds(sum(numbers.window, numbers.keepFiringFor)) / 60 - 2;
  return {
    kind: 'recovers',
    title: 'ends when there is nothing to archive any more, for the length of the window',
    series: phases([
      { lasts: `${lasts}m`, series: failing },
      { lasts: sum(numbers.window, numbers.keepFiringFor), series: idle },
    ]),
    expect: { [`${over - 1}m`]: [firing], [`${over}m`]: [] },
  };
}

/** Pieces of the log do not get to where backups need them. */
export const archivingFails: AlertDefinition = alert('PostgresArchivingFails', {
  window: '15m',
  expr: ({ window }) => promql`rate(${statArchiverFailedCount}[${window}]) > 0
    unless
    rate(${statArchiverArchivedCount}[${window}]) > 0`,
  for: '5m',
  severity: 'warning',
  labels: { symptom },
  summary: 'PostgreSQL at {{ $labels.server }} cannot archive its log.',
  description: 'Every attempt of {{ $labels.server }} to archive a piece of its log fails.',
  runbook: {
    meaning: 'The archiver has tried for a quarter of an hour, and not one attempt was successful.',
    impact,
    diagnosis,
    mitigation,
    queries,
  },
  scenarios: (numbers) => [
    ...scenarios(numbers, {
      labels: own,
      lead: numbers.window,
      // The last success has to leave the window.
      onset: `${seconds(numbers.window) - 120}s`,
      ease: numbers.window,
      lingers: false,
      bad: { ...archiver(own, 3, 0), ...others },
      good: { ...archiver(own, 0, 3), ...others },
    }),
    remembers(numbers, { labels: own }, { ...archiver(own, 3, 0), ...others }, { ...archiver(own, 0, 0), ...others }),
  ],
});

/** It has been so for long: backups are worthless for what happened since then. */
export const archivingStopped: AlertDefinition = alert('PostgresArchivingStopped', {
  threshold: 3600,
  window: '15m',
  expr: ({ threshold, window }) => promql`${statArchiverLastArchiveAge} > ${threshold}
    and
    rate(${statArchiverFailedCount}[${window}]) > 0`,
  for: '5m',
  severity: 'critical',
  labels: { symptom },
  summary: 'PostgreSQL at {{ $labels.server }} has archived nothing for long.',
  description:
    '{{ $labels.server }} archived the last piece of its log {{ $value | humanizeDuration }} ago, and every attempt since then fails.',
  runbook: {
    meaning: 'Archiving has failed for so long that a restore would lose more than anybody expects.',
    impact,
    diagnosis,
    mitigation,
    queries,
  },
  scenarios: (numbers) => {
    const { threshold, window } = numbers;
    const state = (age: number, fails = 3): Signals => ({
      ...archiver(own, fails, 0),
      ...others,
      [series(statArchiverLastArchiveAge, own)]: level(age),
      [series(statArchiverLastArchiveAge, { ...another, server: 'reports:5432' })]: level(threshold * within),
      [series(statArchiverLastArchiveAge, { ...another, server: 'third:5432' })]: level(threshold * 10),
    });
    const value = threshold * beyond;
    return [
      ...scenarios(numbers, {
        labels: own,
        value,
        lead: window,
        bad: state(value),
        good: state(threshold * within),
      }),
      remembers(numbers, { labels: own, value }, state(value), state(value, 0)),
    ];
  },
});
