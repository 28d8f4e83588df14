import {
  alert,
  counting,
  countingIn,
  gone,
  level,
  phases,
  promql,
  rulePack,
  scenarios,
  scrape,
  seconds,
  series,
  sum,
} from 'narthex';
import { tooMany } from '../../common/conditions/counted.ts';
import { requestsFail, requestsSlow } from '../../common/conditions/recorded.ts';
import { errors, http } from '../metrics.ts';
import { api, instance, labelsOf } from './labels.ts';

const another = { ...instance, instance: 'sergas-api-2:8000' };

/** Whether the API is there, and what its users notice. */
export const service = rulePack('sergas-service', [
  alert('ServiceDown', {
    expr: promql`max by (job, service) (${scrape.up}{job="sergas"}) == 0`,
    for: '1m',
    severity: 'critical',
    labels: { symptom: 'sergas-down' },
    summary: 'No instance of {{ $labels.service }} answers.',
    description:
      'Every instance of {{ $labels.service }} (job {{ $labels.job }}) has been unreachable for a minute. Account managers see nothing at all.',
    runbook: {
      meaning: 'Prometheus knows instances of the API and reaches none of them.',
      impact: 'Account managers cannot open Sergas. Nothing is synchronised with Zoho, and the agents stand still.',
      diagnosis:
        'Are the processes there (`kubectl -n sergas get pods`, `docker ps`)? If they restart, read the last lines of the log before the end. If they run, ask `/health`: it names the database or the cache that it waits for.',
      mitigation:
        'Roll back if it began with a deployment. If PostgreSQL or Redis is down, bring that up first: the API comes back by itself.',
      queries: [
        { ask: 'Which instances are there?', expr: promql`${scrape.up}{job="sergas"}` },
        { ask: 'Does the way from outside work?', expr: promql`probe_success{service="sergas-api"}` },
      ],
    },
    unnoticed: { 'for 1m becomes 30s': 'the tests look once a minute, and both are over by then' },
    scenarios: (numbers) => {
      const up = (first: number, second: number) => ({
        [series(scrape.up, instance)]: level(first),
        [series(scrape.up, another)]: level(second),
        [series(scrape.up, { job: 'node', instance: 'node-exporter:9100' })]: level(0),
      });
      return scenarios(numbers, {
        labels: api,
        bad: up(0, 0),
        good: up(0, 1),
        titles: {
          quiet: 'stays quiet while one instance answers',
          missing: 'leaves targets that are gone to ServiceMissing',
        },
      });
    },
  }),
  alert('HighErrorRate', {
    ...requestsFail(instance),
    threshold: 0.05,
    window: '5m',
    minimum: 50,
    for: '5m',
    severity: 'critical',
    // Also that of the built-in warning, which it mutes.
    labels: { symptom: 'service-errors' },
    summary: 'Requests to {{ $labels.service }} fail.',
    description: '{{ $value | humanizePercentage }} of the requests to {{ $labels.service }} end in a status 5xx.',
    runbook: {
      meaning:
        'More than one in twenty requests that the API answered in the last minutes ended in an error of its own.',
      impact: 'Account managers see error pages; changes that they make may be lost.',
      diagnosis:
        'Find the routes that fail with the query. All of them: look at the pool of the database and at Redis. Only `/api/sync`: look at the alerts of Zoho. Otherwise read the log of those routes, and compare the beginning with the last deployment.',
      mitigation: 'Roll back if it began with a deployment. Mend the database or the cache if they are the cause.',
      queries: [
        {
          ask: 'Which routes fail?',
          expr: promql`sum by (route) (rate(${http.requests}{status_code="5xx"}[5m])) > 0`,
        },
        {
          ask: 'Which components report errors?',
          expr: promql`sum by (component, severity) (rate(${errors.errors}[5m])) > 0`,
        },
      ],
    },
  }),
  alert('APILatencyCritical', {
    ...requestsSlow(instance, http.duration),
    threshold: 2.5,
    window: '5m',
    minimum: 50,
    for: '5m',
    severity: 'critical',
    labels: { symptom: 'service-latency' },
    summary: 'Answers of {{ $labels.service }} take far too long.',
    description: 'One in a hundred requests to {{ $labels.service }} takes {{ $value | humanizeDuration }} or longer.',
    runbook: {
      meaning: 'The 99th percentile of the time to answer has been above two and a half seconds for minutes.',
      impact: 'Pages hang: each of them sends several requests, so that most account managers hit a slow one.',
      diagnosis:
        'Compare the routes with the query. If all are slow, look at the pool of the database, at slow queries and at the processor of the process. If it is one, look at what that route waits for: a search of the memory, or Zoho.',
      mitigation:
        'Roll back if it began with a deployment; add an instance if the processor or the pool is full; end the query that blocks others.',
      queries: [
        {
          ask: 'Which routes are slow?',
          expr: promql`histogram_quantile(0.99, sum by (route, le) (rate(${http.duration}_bucket[5m]))) > 1`,
        },
      ],
    },
  }),
  alert('RequestsPilingUp', {
    threshold: 100,
    window: '5m',
    expr: ({ threshold, window }) =>
      promql`sum by (job, service) (avg_over_time(${http.inProgress}[${window}])) > ${threshold}`,
    for: '5m',
    severity: 'warning',
    summary: 'Requests to {{ $labels.service }} pile up.',
    description:
      '{{ $labels.service }} has worked on {{ $value | printf "%.0f" }} requests at once in the last minutes.',
    runbook: {
      meaning: 'More requests are under way than the API can work on at the same time; the rest waits.',
      impact: 'Everything gets slower. When the pool of the database is empty, requests fail.',
      diagnosis:
        'Do more requests come than yesterday, or does each take longer? The first is a client or a job that floods the API, the second something that it waits for.',
      mitigation: 'Slow the client down or add an instance. If it waits, see the alerts of the database and of Zoho.',
      queries: [
        { ask: 'How many requests come?', expr: promql`sum by (method) (rate(${http.requests}[5m]))` },
        { ask: 'How many are under way?', expr: promql`sum by (instance, method) (${http.inProgress})` },
      ],
    },
    scenarios: (numbers) => {
      const underWay = (all: number) => ({
        [series(http.inProgress, labelsOf(http.inProgress))]: level(all / 2),
        [series(http.inProgress, labelsOf(http.inProgress, { instance: another.instance }))]: level(all / 2),
      });
      const bad = numbers.threshold * 1.02;
      return scenarios(numbers, {
        labels: api,
        value: bad,
        bad: underWay(bad),
        good: underWay(numbers.threshold * 0.98),
        ease: numbers.window,
      });
    },
  }),
  alert('CriticalErrors', {
    ...tooMany(instance, { counter: errors.errors, only: { severity: 'critical' }, by: { component: 'database' } }),
    threshold: 10,
    window: '10m',
    for: '2m',
    severity: 'critical',
    summary: 'The component {{ $labels.component }} of {{ $labels.service }} reports critical errors.',
    description:
      '{{ $value | printf "%.0f" }} critical errors of the component {{ $labels.component }} within ten minutes. Such an error means that a user lost something.',
    runbook: {
      meaning:
        'The code itself has called these errors critical: work of a user or of an agent was lost, not only delayed.',
      impact: 'Changes, recommendations or synchronised records are missing until somebody repairs them.',
      diagnosis:
        'Search the log of the component for `severity=critical` since it began. The exceptions of the same component show what is behind it.',
      mitigation:
        'Stop what loses data (pause the synchronisation or the agent), mend the cause, then run the repair of the component.',
      queries: [
        {
          ask: 'Which exceptions come with them?',
          expr: promql`sum by (component, exception_type) (increase(${errors.exceptions}[10m])) > 0`,
        },
      ],
    },
  }),
  alert('ExceptionsRising', {
    threshold: 3,
    window: '15m',
    minimum: 30,
    expr: ({ threshold, window, minimum }) =>
      // `unless`, because a component that has never thrown any has no series an hour ago.
      promql`sum by (job, service, component) (increase(${errors.exceptions}[${window}])) > ${minimum}
        unless
        sum by (job, service, component) (increase(${errors.exceptions}[${window}]))
        <= ${threshold} * sum by (job, service, component) (increase(${errors.exceptions}[${window}] offset 1h))`,
    for: '5m',
    severity: 'warning',
    summary: 'The component {{ $labels.component }} of {{ $labels.service }} throws more and more exceptions.',
    description:
      '{{ $value | printf "%.0f" }} exceptions of the component {{ $labels.component }} within a quarter of an hour, several times as many as an hour ago.',
    runbook: {
      meaning: 'Exceptions that nobody caught have become several times as many within an hour.',
      impact: 'Each ended a request, a task or a synchronisation. Users may not have noticed yet.',
      diagnosis:
        'See with the query which type is new. A `TimeoutError` or `ZohoApiError` is somebody else, a `TypeError` is ours and came with a deployment.',
      mitigation: 'Roll back if the type is new since the last deployment; otherwise mend what times out.',
      queries: [
        {
          ask: 'Which types grow?',
          expr: promql`topk(5, sum by (exception_type) (increase(${errors.exceptions}[15m])))`,
        },
      ],
    },
    scenarios: (numbers) => {
      const { threshold, minimum, window } = numbers;
      const labels = { ...api, component: 'zoho' };
      const key = series(errors.exceptions, labelsOf(errors.exceptions, { component: 'zoho' }));
      const least = minimum / seconds(window);
      const settled = `${seconds(window) - 60}s` as const;
      const at = sum('3h', settled, numbers.for);
      const known = sum('2h', settled, numbers.for);
      const usual = 2 * least;
      // An hour later nothing may be known of it yet.
      const rises = `${Math.max(seconds('90m'), seconds(sum('1h', window, numbers.for)))}s` as const;
      const rising = (share: number) => ({ [key]: countingIn(['3h', usual], ['9h', threshold * share * usual]) });
      const suddenly = (now: number) => ({ [key]: countingIn(['3h', 0.01 * least], ['9h', now]) });
      return [
        ...scenarios(numbers, {
          labels,
          value: threshold * 1.02 * 2 * minimum,
          bad: rising(1.02),
          good: rising(0.98),
          lead: '3h',
          onset: settled,
          ease: window,
          lingers: false,
        }),
        {
          kind: 'fires',
          title: 'fires once there are just enough of them',
          series: phases([{ lasts: sum(at, '1m'), series: suddenly(1.02 * least) }]),
          expect: { [`${seconds(at) - 60}s`]: [], [at]: [{ labels, value: 1.02 * minimum }] },
        },
        {
          kind: 'quiet',
          title: 'stays quiet while there are only some',
          series: phases([{ lasts: sum(at, '1m'), series: suddenly(0.98 * least) }]),
          expect: { [at]: [] },
        },
        {
          kind: 'fires',
          title: 'fires when the component had never thrown any',
          series: phases([
            { lasts: '3h', series: { [key]: gone } },
            { lasts: sum(window, numbers.for, '2m'), series: { [key]: counting(2 * usual) } },
          ]),
          expect: { [sum('3h', window, numbers.for, '1m')]: [{ labels, value: 4 * minimum }] },
        },
        {
          kind: 'fires',
          title: 'fires once there were few of them for a whole window an hour ago',
          series: phases([
            {
              lasts: sum(known, '1m'),
              series: { [key]: countingIn(['1h', 10 * usual], [rises, usual], ['9h', threshold * 1.02 * usual]) },
            },
          ]),
          expect: {
            [`${seconds(known) - 60}s`]: [],
            [known]: [{ labels, value: threshold * 1.02 * 2 * minimum }],
          },
        },
      ];
    },
  }),
]);
