import { alert, counting, promql, redisMetrics, rulePack, series } from 'narthex';
import { tooManyFail } from '../../common/conditions/failures.ts';
import { shareScenarios } from '../../common/conditions/shares.ts';
import { tooSlow } from '../../common/conditions/slow.ts';
import { cache, memory } from '../metrics.ts';
import { api, instance, labelsOf } from './labels.ts';

const kept = 'job, service, cache';

/** What the API keeps for later: its cache, and the memory of the agents. */
export const cacheAndMemory = rulePack('sergas-cache-and-memory', [
  alert('LowCacheHitRate', {
    threshold: 0.6,
    window: '15m',
    minimum: 200,
    expr: ({ threshold, window, minimum }) =>
      promql`sum by (${kept}) (rate(${cache.hits}[${window}]))
        / (sum by (${kept}) (rate(${cache.hits}[${window}])) + sum by (${kept}) (rate(${cache.misses}[${window}]))) < ${threshold}
        and
        sum by (${kept}) (increase(${cache.misses}[${window}])) > ${minimum}`,
    for: '15m',
    severity: 'warning',
    summary: 'The cache {{ $labels.cache }} seldom has what is looked for.',
    description:
      'Only {{ $value | humanizePercentage }} of the lookups find something in the cache {{ $labels.cache }}. The database has to answer the rest.',
    runbook: {
      meaning: 'Fewer than six in ten lookups were answered by this cache for long, although it is asked much.',
      impact: 'Pages get slower, and PostgreSQL has to bear what Redis should.',
      diagnosis:
        'Are entries removed to make room? Then Redis is too small. Has Redis been restarted, or all entries expired at once? Then it fills again by itself. Otherwise the keys have changed with a deployment.',
      mitigation:
        'Give Redis more memory if it evicts. If the keys changed, correct them; a cold cache needs only patience.',
      queries: [
        { ask: 'Are entries removed to make room?', expr: promql`sum by (cache) (rate(${cache.evictions}[15m]))` },
        { ask: 'How full is Redis?', expr: promql`${redisMetrics.memoryUsed}` },
        { ask: 'How many entries are there?', expr: promql`sum by (cache) (${cache.entries})` },
      ],
    },
    scenarios: (numbers) => {
      const own = { cache: 'session' };
      // Misses are what is counted, so that there are as many of them whatever the share is.
      const lookups = (share: number, misses: number) => ({
        [series(cache.hits, labelsOf(cache.hits, own))]: counting((misses * share) / (1 - share)),
        [series(cache.misses, labelsOf(cache.misses, own))]: counting(misses),
      });
      return shareScenarios(numbers, { ...api, ...own }, lookups, 'below');
    },
  }),
  alert('MemoryOperationsFailing', {
    ...tooManyFail(instance, {
      counter: memory.operations,
      label: 'outcome',
      bad: ['error'],
      good: 'success',
      by: { operation: 'retrieve' },
    }),
    threshold: 0.1,
    window: '5m',
    minimum: 20,
    for: '5m',
    severity: 'critical',
    summary: 'The memory of the agents fails to {{ $labels.operation }}.',
    description:
      '{{ $value | humanizePercentage }} of the operations {{ $labels.operation }} on the memory end in an error.',
    runbook: {
      meaning: 'More than one in ten operations of one kind on the memory fails.',
      impact:
        'Agents work without what they knew, and what they learn is lost: recommendations become worse without anybody noticing.',
      diagnosis:
        'One kind of operation or all? `store` alone is a full disk or a limit of the graph; all is the store of the graph itself. The exceptions of the component `memory` name the error.',
      mitigation: 'Mend the store. Pause the agents as long as `store` fails, so that they do not work for nothing.',
      queries: [
        {
          ask: 'Which operations fail?',
          expr: promql`sum by (operation) (rate(${memory.operations}{outcome="error"}[5m])) > 0`,
        },
        { ask: 'How large has the graph become?', expr: promql`sum by (kind) (${memory.nodes})` },
      ],
    },
  }),
  alert('MemorySearchSlow', {
    ...tooSlow(instance, { histogram: memory.operationDuration, quantile: 0.95, only: { operation: 'search' } }),
    threshold: 1,
    window: '10m',
    minimum: 20,
    for: '10m',
    severity: 'warning',
    summary: 'Searches of the memory are slow.',
    description:
      'One in twenty searches of the memory of {{ $labels.service }} takes {{ $value | humanizeDuration }} or longer.',
    runbook: {
      meaning: 'The 95th percentile of the time of a search in the memory has been above a second.',
      impact: 'Every task of an agent searches several times, so that tasks take longer and their queues grow.',
      diagnosis:
        'Has the graph grown, or do searches find far more than they did? Either makes each search dearer. If neither has, look at the processor and the disk of its store.',
      mitigation:
        'Limit how many results a search may take, let the agents forget what is old, or give the store more memory.',
      queries: [
        {
          ask: 'Does a search find more than it did?',
          expr: promql`sum(rate(${memory.searchResults}_sum[10m])) / sum(rate(${memory.searchResults}_count[10m]))`,
        },
        { ask: 'Has the graph grown?', expr: promql`sum by (kind) (${memory.edges})` },
      ],
    },
  }),
]);
