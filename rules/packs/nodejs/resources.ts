import { nodejsMetrics } from '../../../exporters/index.ts';
import { isOneOf, promql } from '../../../promql/index.ts';
import { type AlertDefinition, type Severity, seconds, sum } from '../../../stacks/model/index.ts';
import { alert } from '../../alert.ts';
import { phases } from '../../scenarios/phases.ts';
import { series } from '../../scenarios/series.ts';
import { level, type Signals } from '../../scenarios/signal.ts';
import { scenarios } from '../../scenarios/standard.ts';
import { instanceOf, stranger } from './labels.ts';

const { activeHandles, activeResources, activeResourcesTotal, maxFiles, openFiles } = nodejsMetrics;

/** Sockets, timers and requests are begun and never ended: more of them at the quietest moment than at the busiest some hours ago. */
export function resourcesLeaking(jobs: readonly string[]): AlertDefinition {
  const own = isOneOf('job', jobs);
  return alert('NodejsResourcesLeaking', {
    threshold: 2,
    window: '1h',
    minimum: 500,
    expr: ({ threshold, window, minimum }) =>
      promql`min_over_time(${activeResourcesTotal}{${own}}[${window}])
        > ${threshold} * max_over_time(${activeResourcesTotal}{${own}}[${window}] offset 6h)
        and
        min_over_time(${activeResourcesTotal}{${own}}[${window}]) > ${minimum}`,
    for: '30m',
    severity: 'warning',
    summary: '{{ $labels.instance }} holds ever more sockets and timers.',
    description:
      'At its quietest moment of the last hour {{ $labels.instance }} (service {{ $labels.service }}) held {{ $value | printf "%.0f" }} sockets, timers and requests: several times as many as at its busiest six hours ago.',
    runbook: {
      meaning:
        'What keeps the event loop alive has multiplied within hours, and does not go away when there is less to do.',
      impact:
        'None yet. Each of them holds memory, and most of them a file descriptor: the process will run out of one of the two.',
      diagnosis:
        'See which type grows. `TCPSocketWrap` is connections that nobody closes (an HTTP client without an agent or a timeout, a pool that is made for each request), `Timeout` is `setInterval` without `clearInterval`. `ss -tnp | grep <pid>` shows to whom the connections go.',
      mitigation:
        'Restart the instances one after the other to gain time. Then share one client or pool in the whole process, and give it timeouts.',
      queries: [
        { ask: 'Which type grows?', expr: promql`topk(5, sum by (instance, type) (${activeResources}{${own}}))` },
        { ask: 'Which handles are they?', expr: promql`topk(5, sum by (instance, type) (${activeHandles}{${own}}))` },
        { ask: 'How many files are open?', expr: promql`${openFiles}{${own}}` },
      ],
    },
    scenarios: (numbers) => {
      const { threshold, window, minimum } = numbers;
      const labels = instanceOf(jobs);
      const early = seconds('10m');
      /** Very many at first, then what is usual, then what is now. */
      const held = (usual: number, now: number, from: number, first = early): Signals => ({
        [series(activeResourcesTotal, labels)]: ({ time }) =>
          time < first ? 20 * threshold * usual : time < from ? usual : now,
        [series(activeResourcesTotal, stranger)]: ({ time }) => (time < from ? 1 : 100 * minimum),
      });
      const lead = sum('6h', window, '1h');
      const settled = seconds(window) - 60;
      const most = 2 * minimum;
      const firing = (value: number) => [{ labels, value }];
      const enough = seconds(sum(lead, `${settled}s`, numbers.for));
      // The last moment with very many leaves the window of six hours ago.
      const known = seconds(sum('6h', numbers.for)) + early + settled;
      return [
        ...scenarios(numbers, {
          labels,
          value: most * threshold * 1.02,
          bad: held(most, most * threshold * 1.02, seconds(lead)),
          good: held(most, most * threshold * 0.98, seconds(lead)),
          lead,
          onset: `${settled}s`,
          ease: window,
        }),
        {
          kind: 'fires',
          title: 'fires when there are just enough of them',
          series: phases([{ lasts: `${enough}s`, series: held(1, minimum * 1.02, seconds(lead)) }]),
          expect: { [`${enough - 60}s`]: [], [`${enough}s`]: firing(minimum * 1.02) },
        },
        {
          kind: 'quiet',
          title: 'stays quiet about a few',
          series: phases([{ lasts: `${enough + 120}s`, series: held(1, minimum * 0.98, seconds(lead)) }]),
          expect: { [`${enough}s`]: [], [`${enough + 120}s`]: [] },
        },
        {
          kind: 'fires',
          title: 'fires once there were few of them for a whole window six hours ago',
          series: phases([{ lasts: `${known}s`, series: held(most, most * threshold * 1.02, seconds('4h')) }]),
          expect: { [`${known - 60}s`]: [], [`${known}s`]: firing(most * threshold * 1.02) },
        },
      ];
    },
  });
}

/** The process has opened almost all files that it may. */
export function filesOpen(
  jobs: readonly string[],
  name: string,
  severity: Severity,
  threshold: number,
): AlertDefinition {
  const own = isOneOf('job', jobs);
  return alert(name, {
    threshold,
    expr: ({ threshold }) => promql`${openFiles}{${own}} / ${maxFiles}{${own}} > ${threshold}`,
    for: '5m',
    severity,
    labels: { symptom: 'nodejs-files' },
    summary: '{{ $labels.instance }} runs out of file descriptors.',
    description:
      '{{ $labels.instance }} (service {{ $labels.service }}) has opened {{ $value | humanizePercentage }} of the files and sockets that it may.',
    runbook: {
      meaning: 'Each open file and each connection takes a descriptor, and the process has few left.',
      impact:
        'Without one it accepts no connection, opens no file and reaches no database: everything fails with EMFILE.',
      diagnosis:
        "Look at what they are: `ls -l /proc/<pid>/fd | awk '{print $NF}' | cut -d: -f1 | sort | uniq -c`. Sockets: `ss -tnp | grep pid=<pid>` shows to whom. Many to the same address are a client that closes nothing; many from outside are real traffic.",
      mitigation: 'Restart the instance if it leaks. Raise the limit (`ulimit -n`, `LimitNOFILE=`) if it is traffic.',
      queries: [
        { ask: 'How many are open?', expr: promql`${openFiles}{${own}}` },
        { ask: 'What keeps the event loop alive?', expr: promql`topk(5, ${activeResources}{${own}})` },
      ],
    },
    scenarios: (numbers) => {
      const labels = instanceOf(jobs);
      const open = (share: number) => ({
        [series(openFiles, labels)]: level(share * 1024),
        [series(maxFiles, labels)]: level(1024),
        [series(openFiles, stranger)]: level(1024),
        [series(maxFiles, stranger)]: level(1024),
      });
      const bad = numbers.threshold * 1.02;
      return scenarios(numbers, { labels, value: bad, bad: open(bad), good: open(numbers.threshold * 0.98) });
    },
  });
}
