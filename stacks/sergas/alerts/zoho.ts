import { alert, clock, level, promql, rulePack, scenarios, series } from 'narthex';
import { tooMany } from '../../common/conditions/counted.ts';
import { tooManyFail } from '../../common/conditions/failures.ts';
import { zoho as metrics } from '../metrics.ts';
import { api, instance, labelsOf } from './labels.ts';

/** The synchronisation with Zoho, and what Zoho allows. */
export const zoho = rulePack('sergas-zoho', [
  alert('ZohoSyncStale', {
    threshold: 3600,
    expr: ({ threshold }) => promql`time() - max by (job, service, module) (${metrics.lastSync}) > ${threshold}`,
    for: '5m',
    severity: 'critical',
    summary: 'The module {{ $labels.module }} of Zoho is not synchronised any more.',
    description:
      'The last synchronisation of the module {{ $labels.module }} without an error was {{ $value | humanizeDuration }} ago.',
    runbook: {
      meaning:
        'For more than an hour no synchronisation of this module has come to its end without an error. Usually one does every few minutes.',
      impact:
        'Account managers see old data, and agents recommend what was done long ago. Changes that are made in Sergas do not reach Zoho.',
      diagnosis:
        'Does it fail, or does it not run? Records with the outcome `failed` mean the first: the log names the record. No records at all mean the second: a job that hangs, or a token that Zoho no longer takes (answers 401). See also whether the rate limit is used up.',
      mitigation:
        'Renew the token, remove the record that blocks, or restart the synchronisation of the module. It begins where it ended; nothing is lost.',
      queries: [
        {
          ask: 'Are records handled at all?',
          expr: promql`sum by (module, outcome) (rate(${metrics.syncedRecords}[15m]))`,
        },
        { ask: 'What does Zoho answer?', expr: promql`sum by (module, outcome) (rate(${metrics.calls}[15m]))` },
      ],
    },
    scenarios: (numbers) => {
      const synced = (secondsAgo: number, other: number) => ({
        [series(metrics.lastSync, labelsOf(metrics.lastSync, { module: 'deals' }))]: clock(-secondsAgo),
        [series(metrics.lastSync, {
          ...labelsOf(metrics.lastSync, { module: 'deals' }),
          instance: 'sergas-api-2:8000',
        })]: clock(-other),
        [series(metrics.lastSync, labelsOf(metrics.lastSync, { module: 'tasks' }))]: clock(-60),
      });
      const { threshold } = numbers;
      return scenarios(numbers, {
        labels: { ...api, module: 'deals' },
        value: threshold * 1.02,
        bad: synced(threshold * 1.02, threshold * 3),
        good: synced(threshold * 0.98, threshold * 3),
      });
    },
  }),
  alert('ZohoAPIFailing', {
    ...tooManyFail(instance, {
      counter: metrics.calls,
      label: 'outcome',
      bad: ['error'],
      good: 'success',
      by: { module: 'deals' },
    }),
    threshold: 0.1,
    window: '10m',
    minimum: 20,
    for: '10m',
    severity: 'warning',
    summary: 'Calls to the module {{ $labels.module }} of Zoho fail.',
    description:
      '{{ $value | humanizePercentage }} of the calls to the module {{ $labels.module }} of Zoho end in an error.',
    runbook: {
      meaning: 'More than one in ten calls to this module has failed for some time. Answers 429 are not counted here.',
      impact:
        'The synchronisation gets slower, because calls are repeated. After an hour without a success ZohoSyncStale says so.',
      diagnosis:
        'All modules or one? All are the token, the network or an outage of Zoho (see its status page). One is a field that was renamed or a right that was taken away.',
      mitigation: 'Renew the token, correct the field, or wait for Zoho and tell the account managers.',
      queries: [
        {
          ask: 'Which modules fail?',
          expr: promql`sum by (module) (rate(${metrics.calls}{outcome="error"}[10m])) > 0`,
        },
        {
          ask: 'Does Zoho answer slowly?',
          expr: promql`histogram_quantile(0.95, sum by (module, le) (rate(${metrics.callDuration}_bucket[10m])))`,
        },
      ],
    },
  }),
  alert('APIRateLimitApproaching', {
    threshold: 0.2,
    expr: ({ threshold }) => promql`${metrics.rateLimitRemaining} / ${metrics.rateLimitMax} < ${threshold}`,
    for: '5m',
    severity: 'info',
    summary: 'Zoho will soon allow no more calls.',
    description:
      '{{ $value | humanizePercentage }} of the calls that Zoho allows in this window are left to {{ $labels.instance }}.',
    runbook: {
      meaning: 'Most of the calls that Zoho allows in a window are used up.',
      impact: 'None yet. When none are left, the synchronisation waits for the next window.',
      diagnosis: 'See which module calls most. A full synchronisation that somebody started by hand uses up a day.',
      mitigation: 'Let the synchronisation run less often, or ask for changes only instead of all records.',
      queries: [{ ask: 'Which module calls most?', expr: promql`sum by (module) (rate(${metrics.calls}[1h]))` }],
    },
    scenarios: (numbers) => {
      const left = (share: number) => ({
        [series(metrics.rateLimitRemaining, instance)]: level(share * 5000),
        [series(metrics.rateLimitMax, instance)]: level(5000),
      });
      const { threshold } = numbers;
      return scenarios(numbers, {
        labels: instance,
        value: threshold * 0.98,
        bad: left(threshold * 0.98),
        good: left(threshold * 1.02),
      });
    },
  }),
  alert('ZohoRateLimitHit', {
    ...tooMany(instance, { counter: metrics.calls, only: { outcome: 'rate_limited' }, by: { module: 'deals' } }),
    threshold: 20,
    window: '15m',
    for: '2m',
    severity: 'info',
    summary: 'Zoho refuses calls to the module {{ $labels.module }}.',
    description:
      'Zoho has answered {{ $value | printf "%.0f" }} calls to the module {{ $labels.module }} with 429 within a quarter of an hour.',
    runbook: {
      meaning: 'More calls were sent than Zoho allows; it answered with 429.',
      impact: 'The synchronisation of this module is late by as much as it has to wait.',
      diagnosis:
        'Is the window used up (APIRateLimitApproaching), or were too many calls sent at the same time? Zoho limits both.',
      mitigation: 'Lower the number of calls at the same time, or let the synchronisation run less often.',
      queries: [
        {
          ask: 'How much of the window is left?',
          expr: promql`${metrics.rateLimitRemaining} / ${metrics.rateLimitMax}`,
        },
      ],
    },
  }),
]);
