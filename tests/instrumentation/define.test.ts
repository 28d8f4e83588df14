import {
  bounded,
  counter,
  defineMetrics,
  describeMetrics,
  gauge,
  histogram,
  type MetricDefinition,
  MetricDefinitionError,
  type MetricSet,
  mergeMetrics,
  open,
  summary,
} from '@narthex/instrumentation';
import { describe, expect, it } from 'vitest';

function mistakes(define: () => unknown): readonly string[] {
  try {
    define();
  } catch (error) {
    if (error instanceof MetricDefinitionError) return error.mistakes;
    throw error;
  }
  return [];
}

const wrong: readonly [sentence: string, metric: MetricDefinition, mistake: RegExp][] = [
  ['a name with a dash', gauge('queue-depth', 'X.'), /"queue-depth" is not a metric name/],
  ['a name that begins with a digit', gauge('5xx', 'X.'), /not beginning with a digit/],
  ['a name with a colon', gauge('job:up', 'X.'), /colon is for recording rules/],
  ['a counter without _total', counter('requests', 'X.'), /Rename it to requests_total/],
  ['a gauge with _total', gauge('requests_total', 'X.'), /this is a gauge\. Rename it to requests\./],
  ['a name that ends in _count', gauge('items_count', 'X.'), /ending _count/],
  ['a counter that ends in _sum_total', counter('items_sum_total', 'X.'), /ending _sum/],
  ['a unit that the name lacks', gauge('lag', 'X.', { unit: 'seconds' }), /Rename it to lag_seconds/],
  ['a unit that the counter lacks', counter('sent_total', 'X.', { unit: 'bytes' }), /Rename it to sent_bytes_total/],
  ['a unit in the name only', gauge('heap_bytes', 'X.'), /Add unit: 'bytes'/],
  ['milliseconds in the name', gauge('lag_milliseconds', 'X.'), /Measure in seconds and end the name in _seconds/],
  ['percent in the name', gauge('cpu_percent', 'X.'), /Measure in ratio/],
  ['a help text of blanks', gauge('depth', '  '), /help text is empty/],
  ['a label with a dot', gauge('depth', 'X.', { labels: { 'a.b': ['x'] } }), /"a.b" is not a label name/],
  ['a label that begins with __', gauge('depth', 'X.', { labels: { __name__: ['x'] } }), /Prometheus keeps for itself/],
  ['the label job', gauge('depth', 'X.', { labels: { job: ['x'] } }), /set by Prometheus on every scrape/],
  ['le on a histogram', histogram('a', 'X.', { labels: { le: ['x'] }, buckets: [1] }), /le belongs to the buckets/],
  ['quantile on a summary', summary('a', 'X.', { labels: { quantile: ['x'] }, quantiles: [0.5] }), /label quantile/],
  ['a label without values', gauge('depth', 'X.', { labels: { queue: [] } }), /queue has no values/],
  ['a value listed twice', gauge('depth', 'X.', { labels: { queue: ['a', 'a'] } }), /lists "a" twice/],
  ['an empty value', gauge('depth', 'X.', { labels: { queue: ['', 'a'] } }), /lists the empty value/],
  ['the value of the overflow', gauge('depth', 'X.', { labels: { queue: ['__other__'] } }), /which the overflow uses/],
  ['a bound of none', gauge('depth', 'X.', { labels: { queue: bounded(0) } }), /bounded by 0/],
  ['half a value as bound', gauge('depth', 'X.', { labels: { queue: bounded(1.5) } }), /bounded by 1.5/],
  [
    'more values than the bound allows',
    gauge('depth', 'X.', { labels: { queue: bounded(5, { typically: 6 }) } }),
    /typically has 6 values/,
  ],
  ['no values usually', gauge('depth', 'X.', { labels: { queue: open({ typically: 0 }) } }), /typically has 0 values/],
  ['a histogram without buckets', histogram('a', 'X.', { buckets: [] }), /there is no bucket/],
  ['buckets out of order', histogram('a', 'X.', { buckets: [1, 0.1, 5] }), /0.1 comes after 1/],
  ['a bucket twice', histogram('a', 'X.', { buckets: [1, 1] }), /1 comes after 1/],
  ['an infinite bucket', histogram('a', 'X.', { buckets: [1, Number.POSITIVE_INFINITY] }), /\+Inf is added by itself/],
  ['a bucket that is no number', histogram('a', 'X.', { buckets: [Number.NaN] }), /must be a finite number/],
  ['a quantile in percent', summary('a', 'X.', { quantiles: [50, 99] }), /50 is not between 0 and 1/],
  [
    'a point in time that is called a length of time',
    gauge('last_sync_timestamp_seconds', 'When.', { unit: 'seconds' }),
    /a point in time is no length of time\. Write unit: 'timestamp'/,
  ],
  [
    'a point in time whose name does not say so',
    gauge('last_sync_seconds', 'When.', { unit: 'timestamp' }),
    /End it in _timestamp_seconds/,
  ],
  [
    'a key label that it does not have',
    JSON.parse('{"type":"gauge","name":"depth","help":"Depth.","labels":{"queue":["a"]},"key":["queu"]}'),
    /the key label queu is none of its labels/,
  ],
];

describe('defineMetrics', () => {
  it.each(wrong)('refuses %s and says how to mend it', (_, metric, mistake) => {
    const found = mistakes(() => defineMetrics({ it: metric }));
    expect(found).toEqual([expect.stringMatching(mistake)]);
    expect(found[0]).toContain(`it (${metric.name}): `);
  });

  it('refuses a type and a unit that only untyped code can give', () => {
    const fromJson: MetricSet = JSON.parse(
      '{"a":{"type":"meter","name":"a","help":"A.","labels":{},"unit":"minutes"}}',
    );
    expect(mistakes(() => defineMetrics(fromJson))).toEqual([
      expect.stringMatching(/the type "meter"/),
      expect.stringMatching(/"minutes" is no base unit\. Use seconds/),
    ]);
  });

  it('lists all mistakes of all metrics in one error', () => {
    const define = () =>
      defineMetrics({
        requests: counter('requests', ''),
        size: histogram('size_kb', 'Size.', { buckets: [2, 1], labels: { le: ['a'] } }),
        again: counter('requests', 'Again.'),
      });
    expect(mistakes(define)).toHaveLength(7);
    expect(define).toThrow(/^7 mistakes in the metric definitions:\n {2}requests/);
  });

  it('refuses the same name twice in a set', () => {
    const set = { a: counter('x_total', 'X.'), b: counter('x_total', 'X.') };
    expect(mistakes(() => defineMetrics(set))).toEqual([expect.stringMatching(/^x_total: defined more than once/)]);
  });

  it('accepts a counter of seconds and a label with any case', () => {
    const busy = counter('cpu_busy_seconds_total', 'Busy.', { unit: 'seconds', labels: { Core: ['0', '1'] } });
    expect(defineMetrics({ busy }).busy).toBe(busy);
  });

  it('returns what it was given, frozen to the last list', () => {
    const { depth } = defineMetrics({ depth: gauge('depth', 'Depth.', { labels: { queue: ['a'] } }) });
    expect(Object.isFrozen(depth)).toBe(true);
    expect(Object.isFrozen(depth.labels.queue)).toBe(true);
    expect(`${depth}`).toBe('depth');
  });
});

describe('describeMetrics', () => {
  it('takes the names of other programs as they are', () => {
    const pushed = gauge('push_time_seconds', 'Last push.', { labels: { job: bounded(10), instance: bounded(10) } });
    const set = {
      calls: counter('pg_stat_calls', 'Calls.'),
      memory: gauge('node_memory_MemFree_bytes', 'Free.'),
      pushed,
    };
    expect(describeMetrics(set)).toBe(set);
  });

  it('still refuses what Prometheus does not take', () => {
    const set = { a: gauge('a-b', 'A.'), b: histogram('b', 'B.', { buckets: [1, 1] }) };
    expect(mistakes(() => describeMetrics(set))).toHaveLength(2);
  });
});

describe('mergeMetrics', () => {
  const web = defineMetrics({ total: counter('requests_total', 'Requests.') });
  const queue = defineMetrics({ total: counter('tasks_total', 'Tasks.'), depth: gauge('depth', 'Depth.') });

  it('puts the metrics of all sets under their own names', () => {
    expect(mergeMetrics(web, queue)).toEqual({
      requests_total: web.total,
      tasks_total: queue.total,
      depth: queue.depth,
    });
  });

  it('refuses a name that two sets define', () => {
    expect(mistakes(() => mergeMetrics(web, queue, web))).toEqual([expect.stringMatching(/^requests_total: /)]);
  });
});
