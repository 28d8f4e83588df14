import type { AlertRule, Plan, Policy, RecordingRule } from '../../stacks/model/index.ts';
import { recording } from './added.ts';
import type { Mistake } from './mistake.ts';
import { said, written } from './row.ts';
import { sergasRules } from './rules.ts';

/** A policy that the authors of Sergas keep to, and rules of theirs that do not. */
export interface PolicyCase {
  readonly policy: Policy;
  /** What the rules have to have before they keep to it. */
  readonly prepared?: (rule: AlertRule | RecordingRule) => AlertRule | RecordingRule;
  readonly mistakes: readonly Mistake[];
}

const texts = (change: Partial<Pick<AlertRule, 'summary' | 'description'>>) => (rule: AlertRule | RecordingRule) =>
  rule.kind === 'alert' ? { ...rule, ...change } : rule;
const [summary, description] = ['@annotations.summary', '@annotations.description'];
const plain = 'It fails.';
const exact = 'The {{ $externalLabels.environment }} fails.';
const record = recording;

/** Three of each kind at least. */
export const policies: readonly PolicyCase[] = [
  {
    policy: { aggregations: { keep: ['agent', 'module'], drop: ['instance'] } },
    mistakes: [
      ...written('NX547', [
        ['AgentWait', 'agent, le', 'agent, instance, le'],
        ['DatabaseRollbacks', 'by (job)', 'by (job, instance)', 'job, instance'],
        ['ErrorsCritical', 'by (component)', 'without (severity)', 'severity'],
      ]),
      ...said('NX547', [
        [
          'a sum without its agent',
          'AgentQueue',
          record('job:agent_queue_depth:sum', 'sum by (job) (agent_queue_depth)'),
          'job',
          'job:agent_queue_depth:sum',
        ],
        [
          'an agent that is left out',
          'AgentQueue',
          record('job:agent_queue_depth:max', 'max without (agent, instance) (agent_queue_depth)'),
          'agent, instance',
          'job:agent_queue_depth:max',
        ],
        [
          'one number for all',
          'AgentQueue',
          record('all:agent_queue_depth:min', 'min(agent_queue_depth)'),
          'min(agent_queue_depth)',
          'all:agent_queue_depth:min',
        ],
      ]),
    ],
  },
  {
    policy: { selectors: ['segment', 'type'] },
    mistakes: [
      ...written('NX547', [
        ['AccountsUnwell', '{segment="enterprise"}', '', 'account_health_ratio'],
        [
          'PrometheusBusy',
          '{type="float"}',
          '{job="prometheus"}',
          'prometheus_tsdb_head_samples_appended_total{job="prometheus"}',
        ],
      ]),
      ...said('NX547', [
        [
          'a selector more',
          'AgentQueue',
          record('segment:account_health:avg', 'avg by (segment) (account_health_ratio)'),
          'account_health_ratio',
          'segment:account_health:avg',
        ],
      ]),
    ],
  },
  {
    policy: { for: { min: '1m', max: '1h' }, keepFiringFor: { max: '10m' } },
    mistakes: said('NX547', [
      ['half a minute', 'ApiYoung', { set: { for: '30s' } }, '@for'],
      ['not at all', 'ErrorsCritical', { set: { for: '0s' } }, '@for'],
      ['two hours', 'HttpErrors', { set: { for: '2h' } }, '@for'],
      ['a quarter of an hour', 'AgentQueue', { set: { keepFiringFor: '15m' } }, '@keepFiringFor'],
      ['an hour', 'HttpSlow', { set: { keepFiringFor: '1h' } }, '@keepFiringFor'],
      ['a day', 'ZohoFails', { set: { keepFiringFor: '1d' } }, '@keepFiringFor'],
    ]),
  },
  {
    policy: {
      labels: { required: { team: 'sergas|platform', severity: 'critical|warning|info' }, forbidden: ['env', '.+_id'] },
    },
    mistakes: said('NX547', [
      ['another team', 'AgentQueue', { set: { labels: { team: 'agents' } } }, '@labels.team'],
      ['no team', 'HttpSlow', { set: { labels: { team: '' } } }, '@labels.team'],
      ['another severity', 'ZohoFails', { set: { labels: { severity: 'page' } } }, '@labels.severity'],
      ['a forbidden label', 'AgentQueue', { set: { labels: { env: 'test' } } }, '@labels.env'],
      ['a forbidden label', 'HttpSlow', { set: { labels: { account_id: '7' } } }, '@labels.account_id'],
      ['a forbidden label', 'job_route:http_requests:rate5m', { set: { labels: { env: 'test' } } }, '@labels.env'],
    ]),
  },
  {
    policy: {
      annotations: { required: { summary: '.{5,60}[.]', description: '.+[.]' }, forbidden: ['message', 'x_.+'] },
    },
    mistakes: said('NX547', [
      ['an exclamation', 'MemoryFindsNothing', { set: { summary: 'The memory finds nothing!' } }, summary],
      [
        'a long story',
        'DatabaseRollbacks',
        { set: { summary: `Transactions are rolled back${' again'.repeat(9)}.` } },
        summary,
      ],
      ['no full stop', 'AgentMissing', { set: { description: 'Nothing is known of it' } }, description],
      ['a forbidden name', 'AgentQueue', { set: { annotations: { message: 'It grows.' } } }, '@annotations.message'],
      ['a forbidden name', 'HttpSlow', { set: { annotations: { x_board: '7' } } }, '@annotations.x_board'],
      [
        'a forbidden name',
        'ZohoFails',
        { set: { annotations: { x_a: '{{ $value | humanize }}' } } },
        '@annotations.x_a',
      ],
    ]),
  },
  {
    policy: {
      names: {
        alert: '(Http|Api|Zoho|Batch|Agent|Cache|Database|Memory|Accounts|Errors|Prometheus).+',
        recording: '(job|job_route|cache):[a-z_]+:.+',
      },
    },
    mistakes: said('NX547', [
      ['another word', 'AgentQueue', { set: { name: 'QueueGrows' } }, '@alert', 'QueueGrows'],
      ['no word before it', 'HttpSlow', { set: { name: 'Slow' } }, '@alert', 'Slow'],
      ['no word behind it', 'ZohoFails', { set: { name: 'Zoho' } }, '@alert', 'Zoho'],
      [
        'another level',
        'CacheCold',
        record('component:errors:increase1h', 'sum by (component) (increase(errors_total[1h]))'),
        '@record',
        'component:errors:increase1h',
      ],
      [
        'two parts',
        'CacheCold',
        record('job:errors', 'sum by (job) (increase(errors_total[1h]))'),
        '@record',
        'job:errors',
      ],
      [
        'capitals',
        'CacheCold',
        record('job:Errors:increase1h', 'sum by (job) (increase(errors_total[1h]))'),
        '@record',
        'job:Errors:increase1h',
      ],
    ]),
  },
  {
    policy: { summaryWithoutTemplates: true },
    prepared: texts({ summary: plain }),
    mistakes: said('NX547', [
      ['a label', 'AgentQueue', { set: { summary: 'The queue of {{ $labels.agent }} grows.' } }, summary],
      ['a value', 'HttpErrors', { set: { summary: '{{ $value | humanizePercentage }} fail.' } }, summary],
      [
        'a condition',
        'HttpErrors',
        { set: { summary: '{{ if gt $value 0.5 }}Most{{ else }}Some{{ end }} fail.' } },
        summary,
      ],
    ]),
  },
  {
    policy: { descriptionWithTemplates: true },
    prepared: texts({ description: exact }),
    mistakes: said('NX547', [
      ['a sentence', 'AgentQueue', { set: { description: plain } }, description],
      ['a name', 'HttpErrors', { set: { description: 'It is sergas that fails.' } }, description],
      ['a single brace', 'HttpErrors', { set: { description: 'It is {labels.job} that fails.' } }, description],
    ]),
  },
  {
    policy: { rulesPerGroup: 10 },
    mistakes: said('NX547', [
      [
        'one more',
        'HttpSlow',
        record('job:errors:increase1h', 'sum by (job) (increase(errors_total[1h]))'),
        '@group',
        'job_route:http_requests:rate5m',
      ],
      [
        'one more at its end',
        'ApiYoung',
        record('job:errors:increase1h', 'sum by (job) (increase(errors_total[1h]))'),
        '@group',
        'job_route:http_requests:rate5m',
      ],
      [
        'one more, which is the first',
        'job_route:http_requests:rate5m',
        record('job:errors:increase1h', 'sum by (job) (increase(errors_total[1h]))'),
        '@group',
        'job:errors:increase1h',
      ],
    ]),
  },
  {
    policy: { note: [{ matching: 'Legacy.+|job:legacy_.+', message: 'is going away in May' }] },
    mistakes: said('NX548', [
      ['an alert', 'AgentQueue', { set: { name: 'LegacyQueue' } }, '@alert', 'LegacyQueue'],
      ['another alert', 'HttpSlow', { set: { name: 'LegacyHttpSlow' } }, '@alert', 'LegacyHttpSlow'],
      [
        'a recording rule',
        'CacheCold',
        record('job:legacy_errors:increase1h', 'sum by (job) (increase(errors_total[1h]))'),
        '@record',
        'job:legacy_errors:increase1h',
      ],
    ]),
  },
];

/** A plan whose stack has the policy, and rules of its authors that keep to it. Those that Sergas has besides were written without one. */
export function underPolicy(plan: Plan, { policy, prepared = (rule) => rule }: PolicyCase): Plan {
  const groups = plan.groups.map((group) => ({ ...group, rules: group.rules.map(prepared) }));
  return { ...plan, stack: { ...plan.stack, policy, rules: sergasRules }, groups, dashboards: [] };
}
