import { expression } from '../../promql/expression.ts';
import { again, recording } from './added.ts';
import type { Mistake } from './mistake.ts';
import { said, written } from './row.ts';

const summary = (text: string) => ({ set: { summary: text } });
const legend = (text: string) => ({ set: { legend: text } });
const unit = (text: string) => ({ set: { unit: text } });
const [text, description] = ['@annotations.summary', '@annotations.description'];

/** What is wrong beside the expression: texts, names, labels, order, times. */
export const rulesAndTexts: readonly Mistake[] = [
  ...said('NX531', [
    ['a label that the sum leaves out', 'HttpErrors', summary('{{ $labels.instance }} fails.'), text],
    ['a misspelt label', 'HostDiskFull', summary('{{ $labels.mount_point }} is full.'), text],
    ['a label of another metric', 'ZohoFails', summary('{{ $labels.outcome }} of Zoho.'), text],
    ['a label of the rule itself', 'ApiMemory', summary('A {{ $labels.severity }} matter.'), text],
    ['the name of the alert', 'ApiMemory', summary('{{ $labels.alertname }} fires.'), text],
    [
      'an external label that is not there',
      'HttpErrors',
      { set: { description: 'In {{ $externalLabels.region }}.' } },
      description,
    ],
    ['a label of what is absent', 'AgentMissing', summary('{{ $labels.instance }} is gone.'), text],
    ['a label in a label', 'AgentQueue', { set: { labels: { area: '{{ $labels.area }}' } } }, '@labels.area'],
    ['a label by index', 'AgentTokens', summary('{{ index $labels "model" }} is dear.'), text],
    ['a legend', 'panel Tokens', legend('{{agent}}'), '@legend'],
    ['a misspelt legend', 'panel Calls', legend('{{modul}} {{outcome}}'), '@legend'],
    ['a legend of a quantile', 'panel Wait', legend('{{le}}'), '@legend'],
    ['a legend', 'panel Processors busy', legend('{{mode}}'), '@legend'],
    ['a column', 'panel Firing alerts', { set: { labels: ['severity', 'alert'] } }, '@columns'],
    ['a text of an annotation', 'annotation Pushed', { set: { labels: ['moduls'] } }, '@annotation'],
  ]),
  ...written('NX531', [
    ['variable agent', ', agent)', ', agents)', '@variable'],
    ['AgentTokens', 'by (agent, direction)', 'by (direction)', text],
    ['panel Requests by status', 'by (status_code)', 'by (route)', '@legend'],
  ]),
  ...said('NX532', [
    ['a function that is not there', 'ApiMemory', summary('It uses {{ $value | humanise1024 }}B.'), text],
    ['a block without an end', 'HttpErrors', summary('{{ if gt $value 0.5 }}Most fail.'), text],
    ['an end without a block', 'HttpErrors', summary('Requests fail.{{ end }}'), text],
    ['a variable that is not there', 'HttpSlow', summary('{{ $route }} is slow.'), text],
    ['braces that do not close', 'HttpSlow', summary('{{ $labels.route } is slow.'), text],
    ['nothing between the braces', 'BatchStale', summary('{{ }} is old.'), text],
    [
      'a query that cannot be parsed',
      'ErrorsCritical',
      { set: { description: '{{ query "sum(errors_total" | first | value }} in all.' } },
      description,
    ],
    [
      'a label with a function that is not there',
      'AgentQueue',
      { set: { labels: { area: '{{ $labels.agent | lower }}' } } },
      '@labels.area',
    ],
  ]),
  ...said('NX533', [
    ['bytes as a length of time', 'ApiMemory', summary('It uses {{ $value | humanizeDuration }}.'), text],
    ['bytes as a percentage', 'ApiMemory', summary('It uses {{ $value | humanizePercentage }}.'), text],
    ['a ratio as a length of time', 'HttpErrors', summary('{{ $value | humanizeDuration }} fail.'), text],
    ['seconds as a percentage', 'HttpSlow', summary('It takes {{ $value | humanizePercentage }}.'), text],
    ['seconds as bytes', 'AgentWait', summary('It takes {{ humanize1024 $value }}B.'), text],
    ['a length of time as a date', 'BatchStale', summary('The last was {{ $value | humanizeTimestamp }}.'), text],
    [
      'a count as a length of time',
      'ErrorsCritical',
      { set: { description: '{{ $value | humanizeDuration }} of them.' } },
      description,
    ],
  ]),
  ...written('NX533', [
    [
      'AccountsUnwell',
      'account_health_ratio{segment="enterprise"} < 0.3',
      '100 * account_health_ratio{segment="enterprise"} < 30',
      description,
    ],
  ]),
  ...said('NX534', [
    ['the value', 'AgentQueue', { set: { labels: { depth: '{{ $value }}' } } }, '@labels.depth'],
    [
      'the value, rounded',
      'HttpErrors',
      { set: { labels: { share: '{{ $value | humanizePercentage }}' } } },
      '@labels.share',
    ],
    [
      'a text that follows the value',
      'ZohoRateLimit',
      { set: { labels: { urgent: '{{ if lt $value 0.05 }}yes{{ else }}no{{ end }}' } } },
      '@labels.urgent',
    ],
  ]),
  ...said('NX535', [
    ['a ratio', 'ZohoFails', summary('{{ $value }} of the calls fail.'), text],
    ['a quantile', 'HttpSlow', summary('{{ $labels.route }} takes {{ $value }} seconds.'), text],
    ['an increase', 'ErrorsCritical', { set: { description: 'There are {{ .Value }} of them.' } }, description],
    ['a rate', 'DatabaseRollbacks', { set: { description: '{{ $value }} in a second.' } }, description],
  ]),
  ...said('NX536', [
    [
      'no levels',
      'job_route:http_requests:rate5m',
      recording('http_requests_by_job', 'sum by (job) (rate(http_requests_total[10m]))'),
      '@record',
      'http_requests_by_job',
    ],
    [
      'another window',
      'job_route:http_requests:rate5m',
      recording('job:http_requests:rate1m', 'sum by (job) (rate(http_requests_total[10m]))'),
      '@record',
      'job:http_requests:rate1m',
    ],
    [
      'labels that are not left',
      'job_route:http_requests:rate5m',
      recording('instance:http_requests:rate10m', 'sum by (job) (rate(http_requests_total[10m]))'),
      '@record',
      'instance:http_requests:rate10m',
    ],
    [
      'labels that are not left',
      'CacheCold',
      recording('segment:errors:increase1h', 'sum by (component) (increase(errors_total[1h]))'),
      '@record',
      'segment:errors:increase1h',
    ],
    [
      'another window',
      'CacheCold',
      recording('job:errors:increase5m', 'sum by (job) (increase(errors_total[1h]))'),
      '@record',
      'job:errors:increase5m',
    ],
  ]),
  ...said('NX537', [
    [
      'is recorded further down',
      'job_route:http_requests:rate5m',
      {
        before: recording(
          'job:http_requests_failed:max10m',
          'max by (job) (max_over_time(job:http_requests_failed:ratio_rate5m[10m]))',
        ).before,
      },
      'job:http_requests_failed:ratio_rate5m',
      'job:http_requests_failed:max10m',
    ],
    [
      'is recorded in another group',
      'CacheCold',
      recording(
        'job:http_requests_failed:max1h',
        'max by (job) (max_over_time(job:http_requests_failed:ratio_rate5m[1h]))',
      ),
      'job:http_requests_failed:ratio_rate5m',
      'job:http_requests_failed:max1h',
    ],
    [
      'divides two points in time',
      'CacheCold',
      recording(
        'job:db_transactions:ratio_rate5m',
        'sum by (job) (rate(db_transactions_total[5m])) / sum by (job) (job_route:http_requests:rate5m)',
      ),
      'job_route:http_requests:rate5m',
      'job:db_transactions:ratio_rate5m',
    ],
    [
      'does not wait for another group',
      'CacheCold',
      again('HttpErrors', 'HttpErrorsNow', { for: '0s' }),
      'job:http_requests_failed:ratio_rate5m',
      'HttpErrorsNow',
    ],
  ]),
  ...said('NX538', [
    [
      'the same alert twice',
      'HttpErrors',
      again('HttpErrors', 'HttpErrors'),
      'job:http_requests_failed:ratio_rate5m > 0.05',
    ],
    [
      'the same condition under another name',
      'DatabasePool',
      again('DatabasePool', 'DatabaseFull'),
      'db_connection_pool_in_use / db_connection_pool_max > 0.9',
      'DatabaseFull',
    ],
    [
      'one series is recorded twice',
      'job_route:http_requests:rate5m',
      recording(
        'job_route:http_requests:rate5m',
        'sum by (job, route) (rate(http_request_duration_seconds_count[5m]))',
      ),
      'sum by (job, route) (rate(http_requests_total[5m]))',
    ],
    [
      'one expression is recorded twice',
      'CacheCold',
      recording('job_route:http_requests_served:rate5m', 'sum by (job, route) (rate(http_requests_total[5m]))'),
      'sum by (job, route) (rate(http_requests_total[5m]))',
      'job_route:http_requests_served:rate5m',
    ],
  ]),
  ...said('NX539', [
    ['does not wait', 'AgentMissing', { set: { for: '0s' } }, 'absent(agent_queue_depth{agent="orchestrator"})'],
    ['waits too short', 'ServiceMissing', { set: { for: '15s' } }, 'absent(up{job="sergas"})'],
    ['waits too short', 'AgentMissing', { set: { for: '15s' } }, 'absent(agent_queue_depth{agent="orchestrator"})'],
  ]),
  ...said('NX540', [
    ['an alert', 'HttpErrors', { set: { labels: { environment: 'test' } } }, '@labels.environment'],
    ['an alert', 'AgentQueue', { set: { labels: { stack: 'agents' } } }, '@labels.stack'],
    [
      'a recording rule',
      'job_route:http_requests:rate5m',
      { set: { labels: { environment: 'all' } } },
      '@labels.environment',
    ],
  ]),
  ...said('NX541', [
    ['ten minutes', 'job_route:http_requests:rate5m', { group: { interval: '10m' } }, '@interval'],
    ['an hour', 'ZohoFails', { group: { interval: '1h' } }, '@interval'],
    ['five minutes', 'AgentQueue', { group: { interval: '5m' } }, '@interval'],
  ]),
  ...said('NX542', [
    ['for', 'ApiYoung', { set: { for: '5s' } }, '@for'],
    ['for', 'ErrorsCritical', { set: { for: '10s' } }, '@for'],
    ['keepFiringFor', 'AgentQueue', { set: { keepFiringFor: '10s' } }, '@keepFiringFor'],
    ['for, of a slow group', 'ErrorsCritical', { group: { interval: '2m' } }, '@for'],
  ]),
  ...said('NX543', [
    ['a name that is not in CamelCase', 'AgentQueue', { set: { name: 'agent_queue' } }, '@alert', 'agent_queue'],
    [
      'a name that is too long',
      'AgentQueue',
      { set: { name: 'TheQueueOfAnAgentGrowsFasterThanItIsWorkedOff' } },
      '@alert',
      'TheQueueOfAnAgentGrowsFasterThanItIsWorkedOff',
    ],
    ['a severity that no route knows', 'AgentQueue', { set: { labels: { severity: 'page' } } }, '@labels.severity'],
    ['no summary', 'AgentQueue', { set: { summary: ' ' } }, text],
    ['a summary that is no sentence', 'AgentQueue', { set: { summary: 'queue grows' } }, text],
    ['no description', 'AgentQueue', { set: { description: '' } }, description],
    [
      'a group with a long name',
      'AgentQueue',
      { group: { name: 'the-alerts-about-the-agents-of-sergas-and-their-queues' } },
      '@group',
    ],
  ]),
  ...said('NX544', [
    ['bytes in seconds', 'panel Redis memory', unit('s'), '@unit'],
    ['a ratio in percent', 'panel Health', unit('percent'), '@unit'],
    ['percent as a ratio', 'panel Health in percent', unit('percentunit'), '@unit'],
    ['seconds in milliseconds', 'panel Wait', unit('ms'), '@unit'],
    ['a rate as a share', 'panel Tokens', unit('percentunit'), '@unit'],
    ['dollars in bytes', 'panel Pipeline', unit('bytes'), '@unit'],
    ['a share in requests', 'panel Failed requests', unit('reqps'), '@unit'],
    ['seconds in bytes', 'panel Time of a probe', unit('bytes'), '@unit'],
    ['a length of time in percent', 'panel Age', unit('percentunit'), '@unit'],
  ]),
  ...written('NX544', [
    [
      'panel Fast share',
      ' / sum(rate(http_request_duration_seconds_bucket{le="+Inf"}[$__rate_interval]))',
      '',
      '@unit',
    ],
    ['panel Query', ' / sum by (operation) (rate(db_query_duration_seconds_count[$__rate_interval]))', '', '@unit'],
    [
      'panel Processors busy',
      'sum by (instance) (rate(node_cpu_seconds_total{instance=~"$instance", mode!~"idle|iowait"}',
      '100 * sum by (instance) (rate(node_cpu_seconds_total{instance=~"$instance", mode!~"idle|iowait"}',
      '@unit',
    ],
  ]),
  ...said('NX546', [
    [
      'a metric that is not there',
      'HttpErrors',
      {
        set: {
          scenarios: [
            {
              kind: 'fires',
              title: 'fires',
              series: { 'http_request_total{job="sergas"}': '0+9x60' },
              expect: { '10m': [] },
            },
          ],
        },
      },
      "@scenario 'fires'",
    ],
    [
      'a label that is not there',
      'HttpErrors',
      {
        set: {
          scenarios: [
            {
              kind: 'fires',
              title: 'fires',
              series: { 'http_requests_total{status="5xx"}': '0+9x60' },
              expect: { '10m': [] },
            },
          ],
        },
      },
      "@scenario 'fires'",
    ],
    [
      'a label that the alert cannot have',
      'AgentTokens',
      {
        set: {
          scenarios: [
            { kind: 'fires', title: 'fires', series: {}, expect: { '10m': [{ labels: { instance: 'a:1' } }] } },
          ],
        },
      },
      "@scenario 'fires'",
    ],
    [
      'a label that the alert cannot have',
      'HostDiskFull',
      {
        set: {
          scenarios: [{ kind: 'fires', title: 'fires', series: {}, expect: { '10m': [{ labels: { mount: '/' } }] } }],
        },
      },
      "@scenario 'fires'",
    ],
  ]),
  ...said('NX549', [
    [
      'nothing to ignore',
      'HttpErrors',
      { set: { ignore: [{ check: 'NX513', reason: 'it was out of reach once' }] } },
      '@ignore',
    ],
    [
      'nothing to ignore',
      'job_route:http_requests:rate5m',
      { set: { ignore: [{ check: 'NX536', reason: 'the name is old' }] } },
      '@ignore',
    ],
    ['nothing to ignore', 'panel Queue', { set: { ignore: [{ check: 'NX544', reason: 'a count' }] } }, '@ignore'],
    [
      'no reason',
      'AgentQueue',
      {
        set: {
          expr: expression('deriv(agent_queue_depth[15m]) > 0.1 and deriv(agent_queue_depth[1d]) > 0'),
          ignore: [{ check: 'NX504', reason: '' }],
        },
      },
      '@ignore',
    ],
  ]),
];
