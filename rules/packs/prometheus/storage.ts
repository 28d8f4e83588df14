import { promql } from '../../../promql/index.ts';
import { prometheusMetrics } from '../../../servers/index.ts';
import { bytes, type RulePack, type Stack, seconds, sum } from '../../../stacks/model/index.ts';
import { alert, rulePack } from '../../alert.ts';
import { failure } from '../../failure.ts';
import { beyond, within } from '../../scenarios/averaged.ts';
import { phases } from '../../scenarios/phases.ts';
import { remembered } from '../../scenarios/remembered.ts';
import { series } from '../../scenarios/series.ts';
import { clock, counting, level, ramp, type Signal, type Signals } from '../../scenarios/signal.ts';
import { scenarios } from '../../scenarios/standard.ts';
import { steep } from '../../scenarios/steep.ts';
import { self } from './self.ts';

const {
  tsdbCompactionsFailed,
  tsdbHeadChunksStorageSizeBytes: chunks,
  tsdbLowestTimestampSeconds,
  tsdbReloadsFailures,
  tsdbRetentionLimitBytes,
  tsdbRetentionLimitSeconds,
  tsdbSizeRetentions,
  tsdbStorageBlocksBytes: blocks,
  tsdbWalCorruptions,
  tsdbWalStorageSizeBytes: wal,
  tsdbWalWritesFailed,
} = prometheusMetrics;

/** What Prometheus keeps on its disk. */
export function storage(stack: Stack): RulePack {
  return rulePack('prometheus-storage', [
    diskFilling(stack),
    walLarge,
    walWritesFailing,
    walCorrupted,
    reloadsFailing,
    compactionsFailing,
    retentionShort,
  ]);
}

function diskFilling({ prometheus: { volume, retention } }: Stack) {
  const room = bytes(volume) ?? 0;
  return alert('PrometheusDataDiskFilling', {
    // Of the volume.
    threshold: 0.95,
    window: '6h',
    horizon: '1d',
    // Up to the limit of the retention it fills as it should.
    minimum: bytes(retention.size) ?? 0,
    expr: ({ threshold, window, horizon, minimum }) => promql`predict_linear(${blocks}[${window}], ${seconds(horizon)})
        + predict_linear(${wal}[${window}], ${seconds(horizon)})
        + predict_linear(${chunks}[${window}], ${seconds(horizon)})
        > ${threshold * room}
      and
      ${blocks} + ${wal} + ${chunks} > ${minimum}`,
    for: '30m',
    severity: 'critical',
    summary: 'The volume of Prometheus {{ $labels.instance }} is about to be full.',
    description: `What Prometheus {{ $labels.instance }} stores is beyond its limit of ${retention.size}. If it goes on like this, the volume of ${volume} is full within a day.`,
    runbook: {
      meaning: 'Prometheus stores more than the size of its retention, which should not happen, and it still grows.',
      impact:
        'Once the volume is full, nothing is stored and no alert fires any more, except that of the heartbeat service.',
      diagnosis:
        'Which part grows? A large log (`wal`) says that compaction does not work: look for `compaction failed` in the log of Prometheus. Large blocks that stay say that old ones cannot be deleted: look for `reload blocks`.',
      mitigation:
        'Enlarge the volume; that is the quickest. Then mend what the log says. Lowering the size of the retention helps only if blocks can be deleted.',
      queries: [
        { ask: 'How large are the blocks?', expr: promql`${blocks}` },
        { ask: 'How large is the log?', expr: promql`${wal}` },
      ],
    },
    scenarios: (numbers) => {
      const { threshold, minimum, horizon } = numbers;
      const bound = threshold * room;
      // Most of it are blocks; each part alone is far from the bound.
      const split = (of: (part: number) => Signal): Signals => ({
        [series(blocks, self)]: of(0.8),
        [series(wal, self)]: of(0.15),
        [series(chunks, self)]: of(0.05),
      });
      const at = (total: number) => split((part) => level(part * total));
      const from = minimum * beyond;
      // Lowered far enough, the bound lies below the limit of the retention, and what is stored has to pass that.
      const most = Math.max(bound, minimum);
      const growth = (bound * 1.2 - minimum) / seconds(horizon);
      const below = sum('2m', numbers.for);
      return [
        ...scenarios(numbers, {
          labels: self,
          bad: at(most * beyond),
          good: at(most * within),
          onset: '1m',
          ease: numbers.window,
          lingers: false,
        }),
        ...(from < bound
          ? steep(numbers, {
              labels: self,
              from,
              perSecond: 3 * growth,
              bound,
              series: (rising) => split((part) => (moment) => (rising(moment) ?? 0) * part),
            })
          : []),
        {
          kind: 'quiet',
          title: 'stays quiet as long as the retention has not been reached, however fast it fills',
          series: phases([
            {
              lasts: below,
              series: split((part) => ramp(part * minimum * 0.95, (part * minimum * (within - 0.95)) / seconds(below))),
            },
          ]),
          expect: { [below]: [] },
        },
      ];
    },
  });
}

const walLarge = alert('PrometheusWALLarge', {
  threshold: 0.3,
  expr: ({ threshold }) => promql`${wal} / ${tsdbRetentionLimitBytes} > ${threshold}`,
  // The log is cut whenever a block is written, every two hours.
  for: '3h',
  severity: 'warning',
  summary: 'The write-ahead log of Prometheus {{ $labels.instance }} is not cut.',
  description:
    'The write-ahead log of Prometheus {{ $labels.instance }} takes {{ $value | humanizePercentage }} of what it may store, and old blocks have to go for it.',
  runbook: {
    meaning: 'The log of the newest samples should be cut every two hours, and has become much larger than that.',
    impact: 'The log counts for the size of the retention, so history gets shorter; a start takes many minutes.',
    diagnosis:
      'Look for `compaction failed` and `truncation` in the log of Prometheus. If nothing fails, far more series arrive than before: the TSDB status page shows the metrics with the most.',
    mitigation:
      'Make room on the volume, so that a block can be written; then the log is cut by itself. If there are too many series, remove the label that makes them.',
    queries: [
      { ask: 'How large is the log?', expr: promql`${wal}` },
      { ask: 'How many compactions fail per hour?', expr: promql`increase(${tsdbCompactionsFailed}[1h])` },
    ],
  },
  scenarios: (numbers) => {
    const { threshold } = numbers;
    const log = (share: number): Signals => ({
      [series(wal, self)]: level(40_000_000_000 * share),
      [series(tsdbRetentionLimitBytes, self)]: level(40_000_000_000),
    });
    return scenarios(numbers, {
      labels: self,
      value: threshold * beyond,
      bad: log(threshold * beyond),
      good: log(threshold * within),
    });
  },
});

const walWritesFailing = failure('PrometheusWALWritesFailing', {
  counter: tsdbWalWritesFailed,
  of: self,
  window: '5m',
  for: '5m',
  severity: 'critical',
  summary: 'Prometheus {{ $labels.instance }} cannot write its log.',
  description:
    'About {{ printf "%.0f" $value }} writes of Prometheus {{ $labels.instance }} to its write-ahead log failed lately. What it cannot write it does not store.',
  runbook: {
    meaning: 'The disk takes no more writes: it is full, read-only, or breaks.',
    impact:
      'Samples are lost. Once no write works any more, this Prometheus does not even see its own failures: another replica does, or the heartbeat service calls.',
    diagnosis:
      'The log of Prometheus has the error of the system: `no space left on device`, `read-only file system`, `input/output error`. Check with `df -h` and `dmesg | tail` on the machine.',
    mitigation:
      'Make room or enlarge the volume, and restart Prometheus if it does not go on by itself. A disk that breaks has to be replaced; the history on it is lost.',
    queries: [
      { ask: 'How many writes fail per second?', expr: promql`sum by (instance) (rate(${tsdbWalWritesFailed}[5m]))` },
      { ask: 'How large is what is stored?', expr: promql`${blocks} + ${wal} + ${chunks}` },
    ],
  },
});

const walCorrupted = failure('PrometheusWALCorrupted', {
  counter: tsdbWalCorruptions,
  of: self,
  window: '1h',
  for: '2m',
  severity: 'warning',
  summary: 'The write-ahead log of Prometheus {{ $labels.instance }} was damaged.',
  description:
    'Prometheus {{ $labels.instance }} found damage in its write-ahead log about {{ printf "%.0f" $value }} times, and threw away what stands behind it.',
  runbook: {
    meaning: 'Segments of the log could not be read. Prometheus cuts it there and goes on.',
    impact: 'Up to three hours of samples are missing. Rates and alerts over that time are wrong.',
    diagnosis:
      'The log of Prometheus names the segment: `Encountered WAL read error`. Was the machine or the process ended hard, was the disk full, does the disk report errors (`dmesg`, `smartctl -a`)?',
    mitigation:
      'Nothing brings the samples back; Prometheus has repaired the log itself. If the disk reports errors, move the volume before the next start finds worse.',
    queries: [{ ask: 'How large is the log now?', expr: promql`${wal}` }],
  },
});

const reloadsFailing = failure('PrometheusTSDBReloadsFailing', {
  counter: tsdbReloadsFailures,
  of: self,
  window: '3h',
  for: '4h',
  severity: 'warning',
  summary: 'Prometheus {{ $labels.instance }} cannot reload its blocks.',
  description:
    'Prometheus {{ $labels.instance }} failed about {{ printf "%.0f" $value }} times within some hours to read its blocks anew.',
  runbook: {
    meaning: 'After each compaction Prometheus reads the list of its blocks, and one of them cannot be read.',
    impact: 'Old blocks are not deleted, so the disk fills; new blocks are not served, so queries miss hours.',
    diagnosis:
      'The log of Prometheus names the block: `reloadBlocks`. Look into its folder: is `meta.json` there, readable, and not empty?',
    mitigation:
      'Stop Prometheus, move the damaged block out of its data folder, and start it again. What the block held is missing then.',
    queries: [{ ask: 'How large are the blocks?', expr: promql`${blocks}` }],
  },
});

const compactionsFailing = failure('PrometheusTSDBCompactionsFailing', {
  counter: tsdbCompactionsFailed,
  of: self,
  window: '3h',
  for: '4h',
  severity: 'warning',
  summary: 'Prometheus {{ $labels.instance }} cannot compact its blocks.',
  description:
    'About {{ printf "%.0f" $value }} compactions of Prometheus {{ $labels.instance }} failed within some hours.',
  runbook: {
    meaning:
      'Prometheus cannot write the samples of the last hours into a block, or join small blocks into a larger one.',
    impact:
      'The write-ahead log and its memory grow until one of them is full. Then Prometheus ends, and starts very slowly.',
    diagnosis:
      'The log of Prometheus has the reason: `compaction failed`. Most often there is no room: a compaction needs as much again as the blocks that it joins.',
    mitigation:
      'Make room or enlarge the volume. If one block is damaged, stop Prometheus, move it out of the data folder, and start it again.',
    queries: [
      { ask: 'How large is the log?', expr: promql`${wal}` },
      { ask: 'How large is what is stored?', expr: promql`${blocks} + ${wal} + ${chunks}` },
    ],
  },
});

const retentionShort = alert('PrometheusRetentionShorterThanConfigured', {
  threshold: 0.9,
  window: '1d',
  expr: ({ threshold, window }) =>
    promql`(time() - ${tsdbLowestTimestampSeconds}) / ${tsdbRetentionLimitSeconds} < ${threshold}
      and
      increase(${tsdbSizeRetentions}[${window}]) > 0`,
  for: '1h',
  severity: 'warning',
  summary: 'Prometheus {{ $labels.instance }} deletes history before its time.',
  description:
    'Prometheus {{ $labels.instance }} reaches back only {{ $value | humanizePercentage }} of the time that it is meant to keep, because the limit of its size comes first.',
  runbook: {
    meaning:
      'Blocks are deleted because all of them together are too large, before they are as old as the retention says.',
    impact: 'Whoever looks back, compares with last month, or computes an error budget finds nothing there.',
    diagnosis:
      'Compare what is stored per day with the two limits: size divided by time is what a day may take. Did the number of series grow?',
    mitigation:
      'Raise `retention.size` and the volume in the definition, or say honestly that `retention.time` is shorter. `narthex cost` predicts what a stack needs.',
    queries: [
      { ask: 'How far back does it reach?', expr: promql`time() - ${tsdbLowestTimestampSeconds}` },
      { ask: 'How large are the blocks?', expr: promql`${blocks}` },
    ],
  },
  scenarios: (numbers) => {
    const { threshold } = numbers;
    const month = 2_592_000;
    const reaching = (share: number, deletions: Signal): Signals => ({
      [series(tsdbLowestTimestampSeconds, self)]: clock(-share * month),
      [series(tsdbRetentionLimitSeconds, self)]: level(month),
      [series(tsdbSizeRetentions, self)]: deletions,
    });
    const short = (deletions: Signal) => reaching(threshold / beyond, deletions);
    const firing = { labels: self, value: threshold / beyond };
    return [
      ...scenarios(numbers, {
        ...firing,
        bad: short(counting(0.001)),
        good: reaching(threshold * beyond, counting(0.001)),
        onset: '1m',
      }),
      ...remembered(numbers, { title: 'remembers a deletion for as long as its window', firing, series: short }),
      {
        kind: 'quiet',
        title: 'stays quiet while Prometheus is simply young',
        series: phases([{ lasts: sum('1h', numbers.for), series: short(counting(0)) }]),
        expect: { [sum('1h', numbers.for)]: [] },
      },
    ];
  },
});
