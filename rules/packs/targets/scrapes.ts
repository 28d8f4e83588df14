import { isOneOf, promql } from '../../../promql/index.ts';
import { scrape } from '../../../servers/index.ts';
import { type AlertDefinition, type Scenario, seconds, sum } from '../../../stacks/model/index.ts';
import { alert } from '../../alert.ts';
import type { ScrapedJob } from '../../jobs.ts';
import { guarded } from '../../scenarios/minimum.ts';
import { series } from '../../scenarios/series.ts';
import { level, type Signals } from '../../scenarios/signal.ts';
import { scenarios } from '../../scenarios/standard.ts';

/** A target whose answers take almost as long as Prometheus waits for them. */
export function scrapeSlow(all: readonly ScrapedJob[]): AlertDefinition {
  const timeouts = new Map<number, string[]>();
  // How long a probe takes says something about what is probed.
  for (const { job } of all.filter(({ job }) => job.kind === 'metrics')) {
    const timeout = seconds(job.timeout);
    timeouts.set(timeout, [...(timeouts.get(timeout) ?? []), job.name]);
  }
  const branches = [...timeouts].map(([timeout, jobs]) => ({ timeout, jobs, job: jobs[0] ?? '' }));
  return alert('TargetScrapeSlow', {
    threshold: 0.8,
    window: '10m',
    expr: ({ threshold, window }) =>
      branches
        .map(
          ({ timeout, jobs }) =>
            promql`avg_over_time(${scrape.duration}{${isOneOf('job', jobs)}}[${window}]) > ${threshold} * ${timeout}`,
        )
        .reduce((a, b) => promql`${a} or ${b}`),
    for: '10m',
    severity: 'warning',
    summary: 'Scrapes of {{ $labels.instance }} take almost as long as Prometheus waits.',
    description:
      'A scrape of {{ $labels.instance }} (job {{ $labels.job }}) takes {{ $value | humanizeDuration }} on average. A little more, and Prometheus gives up and takes the target for down.',
    runbook: {
      meaning: 'The target needs most of the timeout of its scrape to write its metrics.',
      impact:
        'Nobody notices yet. Once it takes longer than the timeout, all samples of the target are missing and alerts say that it is down.',
      diagnosis:
        'Measure it from the host of Prometheus: `time curl -s http://<instance>/metrics | wc -l`. Many lines are too many series; few lines that take long are a collector that waits for something (a full disk, a slow database) or a process without processor time.',
      mitigation:
        'Switch off the collector that waits, remove the label with too many values, or give the process more processor. Reading it less often allows a longer timeout.',
      queries: [
        { ask: 'Which targets take longest?', expr: promql`topk(10, ${scrape.duration})` },
        { ask: 'Which targets bring most samples?', expr: promql`topk(10, ${scrape.samplesScraped})` },
      ],
    },
    scenarios: (numbers) =>
      branches.flatMap(({ timeout, job }, index): readonly Scenario[] => {
        const labels = { job, instance: 'slow:8000' };
        const bound = numbers.threshold * timeout;
        const takes = (duration: number): Signals => ({
          [series(scrape.duration, labels)]: level(duration),
          [series(scrape.duration, { job: 'another', instance: 'another:8000' })]: level(60),
        });
        const story = { labels, value: bound * 1.02, bad: takes(bound * 1.02), good: takes(bound * 0.98) };
        const four = scenarios(numbers, { ...story, ease: numbers.window });
        if (index === 0) return four;
        // The other timeouts have to be tried only for where they lie, and for how long they count.
        return four.filter(({ kind }) => kind !== 'recovers');
      }),
  });
}

/** A target that suddenly exposes far more than it did: most often a new label with too many values. */
export const samplesSurged = alert('TargetSamplesSurged', {
  threshold: 1.5,
  window: '1d',
  minimum: 500,
  expr: ({
    threshold,
    window,
    minimum,
  }) => promql`${scrape.samplesAdded} > ${threshold} * ${scrape.samplesAdded} offset ${window}
    and ${scrape.samplesAdded} > ${minimum}`,
  for: '15m',
  severity: 'warning',
  summary: '{{ $labels.instance }} exposes far more series than before.',
  description:
    'A scrape of {{ $labels.instance }} (job {{ $labels.job }}) brings {{ $value | humanize }} samples, much more than a day ago. At the sample limit of the job the whole target is lost.',
  runbook: {
    meaning: 'The number of samples of the target has grown by half or more since the same time yesterday.',
    impact:
      'Prometheus needs more memory and disk, and queries get slower. Beyond the sample limit of the job Prometheus throws away all samples of the target, and it counts as down.',
    diagnosis:
      'Find the metric that grew with the query below, then its label: a user id, a URL or an error message that became a label value makes a series each. Compare with what was deployed when it began.',
    mitigation:
      'Take the label out, or give it a list of values or a `bounded(…)` limit. If the growth is meant, raise the budget and the sample limit of the job.',
    queries: [
      {
        ask: 'Which targets grew most since yesterday?',
        expr: promql`topk(10, ${scrape.samplesAdded} - ${scrape.samplesAdded} offset 1d)`,
      },
      {
        ask: 'Which targets make new series all the time?',
        expr: promql`topk(10, sum_over_time(${scrape.seriesAdded}[1h]))`,
      },
    ],
  },
  scenarios: (numbers) => {
    const labels = { job: 'node', instance: 'node-exporter:9100' };
    const key = series(scrape.samplesAdded, labels);
    const { threshold, minimum, window } = numbers;
    // So many until the window has passed once, then others.
    const from = (before: number, now: number): Signals => ({
      [key]: ({ time }) => (time < seconds(window) ? before : now),
      [series(scrape.samplesAdded, { job: 'redis', instance: 'redis-exporter:9121' })]: level(10 * minimum),
    });
    const usual = 2 * minimum;
    const beyond = 1.02 * threshold;
    return [
      ...scenarios(numbers, {
        labels,
        value: usual * beyond,
        bad: from(usual, usual * beyond),
        good: from(usual, usual * threshold * 0.98),
        lead: window,
      }),
      ...guarded(numbers, {
        firing: { labels, value: minimum * 1.02 },
        enough: from(minimum / (2 * threshold), minimum * 1.02),
        tooLittle: from(minimum / (2 * threshold), minimum * 0.98),
        onset: window,
      }),
      {
        kind: 'quiet',
        title: 'stays quiet for a target that is new',
        series: { [key]: `${usual}x60` },
        expect: { [sum('30m', numbers.for)]: [] },
      },
    ];
  },
});
