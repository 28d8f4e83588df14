import { alert, promql, rulePack } from 'narthex';
import { tooMany } from '../../common/conditions/counted.ts';
import { requestsFail, requestsSlow } from '../../common/conditions/recorded.ts';
import { api as metrics, operations } from '../metrics.ts';
import { program } from '../program.ts';
import { raised } from '../severity.ts';

/** What users of the API notice, and what others refuse. */
export const apiAlerts = rulePack('ttd-dr-api', [
  alert('APIErrors', {
    ...requestsFail(program),
    threshold: 0.05,
    window: '5m',
    minimum: 30,
    for: '5m',
    ...raised('API_ERROR', 'critical', { symptom: 'service-errors' }),
    summary: 'Requests to {{ $labels.service }} fail.',
    description: '{{ $value | humanizePercentage }} of the requests to {{ $labels.service }} end in a status 5xx.',
    runbook: {
      meaning: 'More than one in twenty requests of the last minutes has ended in an error of the backend.',
      impact: 'Users cannot start workflows or read results.',
      diagnosis: 'Find the routes that fail with the query. All of them: storage. One: the log of that route.',
      mitigation: 'Roll back if it began with a deployment; otherwise mend the storage.',
      queries: [
        {
          ask: 'Which routes fail?',
          expr: promql`sum by (route) (rate(${metrics.requests}{status_code="5xx"}[5m])) > 0`,
        },
      ],
    },
  }),
  alert('APIResponseSlow', {
    ...requestsSlow(program, metrics.duration),
    threshold: 2,
    window: '5m',
    minimum: 30,
    for: '5m',
    ...raised('PERFORMANCE_DEGRADATION', 'warning', { symptom: 'service-latency' }),
    summary: 'Answers of {{ $labels.service }} take too long.',
    description: 'One in a hundred requests to {{ $labels.service }} takes {{ $value | humanizeDuration }} or longer.',
    runbook: {
      meaning: 'The 99th percentile of the time to answer has been above two seconds for minutes.',
      impact: 'Pages hang while they ask for the state of a workflow.',
      diagnosis:
        'Which routes are slow? Those that read results wait for storage, those that start workflows for a place.',
      mitigation: 'Add an instance, or end the query that blocks the database.',
      queries: [
        {
          ask: 'Which routes are slow?',
          expr: promql`histogram_quantile(0.99, sum by (route, le) (rate(${metrics.duration}_bucket[5m]))) > 1`,
        },
      ],
    },
  }),
  alert('AuthenticationFailures', {
    ...tooMany(program, { counter: operations.logins, only: { outcome: 'failure' }, by: {} }),
    threshold: 50,
    window: '15m',
    for: '5m',
    ...raised('AUTHENTICATION_FAILURE', 'warning'),
    summary: 'Many attempts to authenticate at {{ $labels.service }} fail.',
    description: '{{ $value | printf "%.0f" }} attempts to authenticate have failed within a quarter of an hour.',
    runbook: {
      meaning: 'Many more tokens or passwords were refused than mistyping explains.',
      impact: 'Either users are locked out, or somebody tries passwords.',
      diagnosis:
        'Do attempts succeed as often as usual? If not, a key was changed and all tokens are refused. If so, see the log for the addresses: one of them is a client in a loop, or an attack.',
      mitigation: 'Put the key back, or block the address. Tell those whose accounts were tried.',
      queries: [{ ask: 'Do others succeed?', expr: promql`sum by (outcome) (rate(${operations.logins}[15m]))` }],
    },
  }),
  alert('RateLimitExceeded', {
    ...tooMany(program, { counter: operations.calls, only: { outcome: 'rate_limited' }, by: { provider: 'search' } }),
    threshold: 30,
    window: '15m',
    for: '5m',
    ...raised('RATE_LIMIT_EXCEEDED', 'info'),
    summary: 'The provider {{ $labels.provider }} refuses calls: too many of them.',
    description:
      'The provider {{ $labels.provider }} has answered {{ $value | printf "%.0f" }} calls with 429 within a quarter of an hour.',
    runbook: {
      meaning: 'More calls were sent than this provider allows.',
      impact: 'Nodes wait and try again: workflows take longer, none fails yet.',
      diagnosis: 'Do more workflows run than usual, or does a node ask again and again?',
      mitigation: 'Let fewer workflows run at once, or ask the provider for more.',
      queries: [
        {
          ask: 'What do the providers answer?',
          expr: promql`sum by (provider, outcome) (rate(${operations.calls}[15m]))`,
        },
      ],
    },
  }),
]);
