import { pushgatewayMetrics } from '../../../exporters/index.ts';
import { isNoneOf, promql } from '../../../promql/index.ts';
import { type AlertDefinition, sum } from '../../../stacks/model/index.ts';
import { alert } from '../../alert.ts';
import { phases } from '../../scenarios/phases.ts';
import { series } from '../../scenarios/series.ts';
import { clock, level, type Signals } from '../../scenarios/signal.ts';
import { scenarios } from '../../scenarios/standard.ts';

const { pushTime } = pushgatewayMetrics;
const day = 86_400;

/** What was pushed once, by somebody whom the stack does not know. A Pushgateway never forgets anything by itself. */
export function staleGroup(declared: readonly string[]): AlertDefinition {
  const others = declared.length === 0 ? '' : `{${isNoneOf('job', declared)}}`;
  return alert('PushgatewayStaleGroup', {
    // Days.
    threshold: 7,
    expr: ({ threshold }) => promql`time() - ${pushTime}${others} > ${threshold * day}`,
    for: '1h',
    severity: 'info',
    summary: 'The Pushgateway keeps metrics of {{ $labels.job }} that nobody renews.',
    description:
      'The group of the batch job {{ $labels.job }} was pushed for the last time {{ $value | humanizeDuration }} ago, and the stack declares no such job.',
    runbook: {
      meaning: 'The Pushgateway still shows what a job pushed that no longer runs, or ran only once.',
      impact: 'Old values look like new ones in every panel and rule that reads them.',
      diagnosis:
        'The page of the Pushgateway shows the group with its labels and the time of its last push. Who has pushed it: a job that was renamed, a trial, a person?',
      mitigation:
        'Delete the group: `curl -X DELETE http://PUSHGATEWAY/metrics/job/NAME`, with all labels of its key. If the job is to stay, declare it in `pushes`.',
      queries: [{ ask: 'How many seconds ago was each group pushed?', expr: promql`sort_desc(time() - ${pushTime})` }],
    },
    scenarios: (numbers) => {
      const labels = { job: 'forgotten', instance: 'runner' };
      const ends = numbers.threshold * day;
      const aged = (age: number): Signals => ({
        [series(pushTime, labels)]: clock(-age),
        // Of what is declared, other alerts tell.
        ...Object.fromEntries(declared.map((job) => [series(pushTime, { job, instance: 'runner' }), clock(-ends * 2)])),
      });
      return scenarios(numbers, { labels, value: ends * 1.02, bad: aged(ends * 1.02), good: aged(ends * 0.98) });
    },
  });
}

/** Somebody pushes each time under a new key, and everything stays. */
export const groupsGrowing = alert('PushgatewayGroupsGrowing', {
  threshold: 2,
  // Groups.
  minimum: 20,
  expr: ({ threshold, minimum }) => promql`count(${pushTime}) > ${threshold} * count(${pushTime} offset 6h)
      and
      count(${pushTime}) > ${minimum}`,
  for: '1h',
  severity: 'warning',
  summary: 'The Pushgateway gets more and more groups of metrics.',
  description: 'The Pushgateway keeps {{ $value }} groups of metrics, more than twice as many as six hours ago.',
  runbook: {
    meaning:
      'A job pushes under a key that is new each time: with the name of a pod, a date, or a number of its run as a label.',
    impact:
      'Nothing of it is ever deleted. The Pushgateway and Prometheus grow until a limit of the scrape refuses all of it.',
    diagnosis:
      'The page of the Pushgateway lists the groups. Which label of their keys differs each time, and which job is it?',
    mitigation:
      'Have the job push without that label, so that each run replaces the one before. Delete the old groups: `curl -X PUT http://PUSHGATEWAY/api/v1/admin/wipe` removes all, where that is switched on.',
    queries: [{ ask: 'Which jobs have the most groups?', expr: promql`topk(10, count by (job) (${pushTime}))` }],
  },
  scenarios: (numbers) => {
    const { threshold, minimum } = numbers;
    const few = Math.ceil(minimum);
    const groups = (count: number): Signals =>
      Object.fromEntries(
        Array.from({ length: Math.floor(count) }, (_, index) => [
          series(pushTime, { job: 'import', instance: `pod-${index}` }),
          level(1_000_000_000),
        ]),
      );
    const become = (kind: 'fires' | 'quiet', title: string, before: number, after: number) => {
      const end = sum('6h', numbers.for, '2m');
      return {
        kind,
        title,
        series: phases([
          { lasts: '6h', series: groups(before) },
          { lasts: sum(numbers.for, '2m'), series: groups(after) },
        ]),
        expect: { [end]: kind === 'fires' ? [{ value: Math.floor(after) }] : [] },
      };
    };
    const most = Math.floor(threshold * few);
    return [
      ...scenarios(numbers, { value: most + 1, bad: groups(most + 1), good: groups(few), lead: '6h' }),
      become('quiet', 'stays quiet when they became a little less', few, most),
      become('fires', 'fires as soon as they are enough to mind', Math.floor(few / threshold), few + 1),
      become('quiet', 'stays quiet while they are few', Math.floor(few / threshold) - 1, few),
    ];
  },
});
