import { alert, prometheusMetrics, promql, pushgatewayMetrics, rulePack } from 'narthex';
import type { RecordingRule, RulePack, Scenario } from '../../stacks/model/index.ts';
import { agents, business, cache, database, errors, http, memory, zoho } from '../../stacks/sergas/metrics.ts';

type Text = Pick<Parameters<typeof alert>[1], 'expr' | 'for' | 'severity' | 'summary' | 'description'>;

const runbook = {
  meaning: 'What it says.',
  impact: 'Account managers wait.',
  diagnosis: 'Look at the dashboard of the team.',
  mitigation: 'Restart the API.',
};

function rule(name: string, text: Text, scenarios: readonly Scenario[] = []) {
  return alert(name, { ...text, runbook, scenarios });
}

function record(name: string, expr: RecordingRule['expr']): RecordingRule {
  return { kind: 'recording', name, expr };
}

const requests = promql`sum by (job) (rate(${http.requests}[5m]))`;

/** Rules as the authors of Sergas would write them: nothing is wrong in any of them, and the corpus puts mistakes into them. */
export const sergasRules: readonly RulePack[] = [
  rulePack('authors-http', [
    record('job_route:http_requests:rate5m', promql`sum by (job, route) (rate(${http.requests}[5m]))`),
    record(
      'job:http_requests_failed:ratio_rate5m',
      promql`sum by (job) (rate(${http.requests}{status_code="5xx"}[5m])) / ${requests}`,
    ),
    rule(
      'HttpErrors',
      {
        expr: promql`job:http_requests_failed:ratio_rate5m > ${0.05}`,
        for: '5m',
        severity: 'critical',
        summary: '{{ $value | humanizePercentage }} of the requests to {{ $labels.job }} fail.',
        description: 'Users of {{ $labels.job }} in {{ $externalLabels.environment }} see errors.',
      },
      [
        {
          kind: 'fires',
          title: 'fires',
          series: { 'http_requests_total{job="sergas", status_code="5xx"}': '0+9x60' },
          expect: { '10m': [{ labels: { job: 'sergas' } }] },
        },
      ],
    ),
    rule('HttpSlow', {
      expr: promql`histogram_quantile(0.99, sum by (job, route, le) (rate(${http.duration}_bucket[5m]))) > 1`,
      for: '10m',
      severity: 'warning',
      summary: '{{ $labels.route }} takes {{ $value | humanizeDuration }}.',
      description: 'One request of a hundred to {{ $labels.route }} of {{ $labels.job }} takes so long.',
    }),
    rule('HttpFast', {
      expr: promql`sum by (job) (rate(${http.duration}_bucket{le="0.25"}[5m])) / sum by (job) (rate(${http.duration}_count[5m])) < 0.95`,
      for: '10m',
      severity: 'warning',
      summary: 'Only {{ $value | humanizePercentage }} of the requests are fast.',
      description: 'The objective of {{ $labels.job }} is missed.',
    }),
    rule('HttpOneRoute', {
      expr: promql`sum by (job, route) (rate(${http.requests}{method="GET"}[5m])) / on (job) group_left () ${requests} > 0.9`,
      for: '30m',
      severity: 'info',
      summary: '{{ $labels.route }} has {{ printf "%.2f" $value }} of the traffic.',
      description: 'Nearly all requests to {{ $labels.job }} go there.',
    }),
    rule('HttpStuck', {
      expr: promql`min_over_time(${http.inProgress}{method!="DELETE"}[10m]) > 50`,
      for: '5m',
      severity: 'warning',
      summary: '{{ $value }} requests {{ $labels.method }} hang.',
      description: '{{ $labels.instance }} does not come to an end with them.',
    }),
    rule('ApiMemory', {
      expr: promql`process_resident_memory_bytes{job="sergas"} > 1.5e9`,
      for: '15m',
      severity: 'warning',
      summary: '{{ $labels.instance }} uses {{ $value | humanize1024 }}B.',
      description: 'It is ended at 2 GiB.',
    }),
    rule('ApiRestarts', {
      expr: promql`changes(process_start_time_seconds{job="sergas"}[1h]) > 3`,
      for: '5m',
      severity: 'warning',
      summary: '{{ $labels.instance }} started {{ $value }} times.',
      description: 'It ends as soon as it has started.',
    }),
    rule('ApiYoung', {
      expr: promql`time() - process_start_time_seconds{job="sergas"} < 120`,
      for: '1m',
      severity: 'info',
      summary: '{{ $labels.instance }} started {{ $value | humanizeDuration }} ago.',
      description: 'It was deployed, or it restarted.',
    }),
  ]),
  rulePack('authors-zoho', [
    rule('ZohoFails', {
      expr: promql`sum by (module) (rate(${zoho.calls}{outcome="error"}[5m])) / sum by (module) (rate(${zoho.calls}[5m])) > 0.1`,
      for: '10m',
      severity: 'warning',
      summary: 'Zoho refuses {{ $value | humanizePercentage }} of the calls for {{ $labels.module }}.',
      description: 'Changes of {{ $labels.module }} do not arrive.',
    }),
    rule('ZohoRateLimit', {
      expr: promql`${zoho.rateLimitRemaining} / ${zoho.rateLimitMax} < 0.1`,
      for: '5m',
      severity: 'warning',
      summary: '{{ $value | humanizePercentage }} of the calls are left.',
      description: '{{ $labels.instance }} has to wait soon.',
    }),
    rule('BatchStale', {
      expr: promql`time() - ${pushgatewayMetrics.pushTime}{job!="backup"} > 3600`,
      for: '5m',
      severity: 'critical',
      summary: '{{ $labels.job }} is {{ $value | humanizeDuration }} old.',
      description: 'The batch job {{ $labels.job }} does not get through.',
    }),
    rule('ZohoSyncFails', {
      expr: promql`increase(${zoho.syncedRecords}{outcome="failed"}[15m]) > 20`,
      for: '5m',
      severity: 'warning',
      summary: '{{ $value | humanize }} records of {{ $labels.module }} failed.',
      description: 'They stay as they were.',
    }),
    rule('ZohoSlow', {
      expr: promql`sum by (module) (rate(${zoho.callDuration}_sum[5m])) / sum by (module) (rate(${zoho.callDuration}_count[5m])) > 2`,
      for: '15m',
      severity: 'warning',
      summary: 'A call for {{ $labels.module }} takes {{ $value | humanizeDuration }}.',
      description: 'The synchronisation falls behind.',
    }),
  ]),
  rulePack('authors-agents', [
    rule('AgentQueue', {
      expr: promql`deriv(${agents.queueDepth}[15m]) > 0.1 and ${agents.queueDepth} > 50`,
      for: '10m',
      severity: 'warning',
      summary: 'The queue of {{ $labels.agent }} grows.',
      description: '{{ $labels.agent }} does not keep up.',
    }),
    rule('AgentFails', {
      expr: promql`sum by (agent) (rate(${agents.tasks}{outcome=~"failed|timed_out"}[10m])) / sum by (agent) (rate(${agents.tasks}[10m])) > 0.2`,
      for: '10m',
      severity: 'critical',
      summary: '{{ $labels.agent }} fails.',
      description: '{{ $value | humanizePercentage }} of its tasks come to nothing.',
    }),
    rule('AgentIdle', {
      expr: promql`${agents.queueDepth} > 0 and on (job, instance, agent) ${agents.tasksInProgress} == 0`,
      for: '10m',
      severity: 'critical',
      summary: '{{ $labels.agent }} does nothing.',
      description: '{{ $value }} tasks wait for {{ $labels.agent }}.',
    }),
    rule('AgentTokens', {
      expr: promql`sum by (agent, direction) (increase(${agents.tokens}[1h])) > 1e6`,
      for: '5m',
      severity: 'info',
      summary: '{{ $labels.agent }} is dear.',
      description: '{{ $value | humanize }} tokens of {{ $labels.direction }} in an hour.',
    }),
    rule('AgentMissing', {
      expr: promql`absent(${agents.queueDepth}{agent="orchestrator"})`,
      for: '5m',
      severity: 'critical',
      summary: '{{ $labels.agent }} is gone.',
      description: 'Nothing is known of it.',
    }),
    rule('AgentWait', {
      expr: promql`histogram_quantile(0.9, sum by (agent, le) (rate(${agents.queueWait}_bucket[10m]))) > 300`,
      for: '10m',
      severity: 'warning',
      summary: 'Tasks wait {{ $value | humanizeDuration }} for {{ $labels.agent }}.',
      description: 'Start another {{ $labels.agent }}.',
    }),
  ]),
  rulePack('authors-data', [
    record(
      'cache:cache_lookups:rate10m',
      promql`sum by (cache) (rate(${cache.hits}[10m])) + sum by (cache) (rate(${cache.misses}[10m]))`,
    ),
    rule('CacheCold', {
      expr: promql`sum by (cache) (rate(${cache.hits}[10m])) / cache:cache_lookups:rate10m < 0.5`,
      for: '30m',
      severity: 'warning',
      summary: 'The cache {{ $labels.cache }} is cold.',
      description: 'It answers {{ $value | humanizePercentage }} of the lookups.',
    }),
    rule('DatabasePool', {
      expr: promql`${database.poolInUse} / ${database.poolMax} > 0.9`,
      for: '5m',
      severity: 'warning',
      summary: 'The pool of {{ $labels.instance }} is nearly used up.',
      description: '{{ $value | humanizePercentage }} of the connections are in use.',
    }),
    rule('DatabaseRollbacks', {
      expr: promql`sum by (job) (rate(${database.transactions}{outcome="rolled_back"}[5m])) > 1`,
      for: '10m',
      severity: 'warning',
      summary: 'Transactions are rolled back.',
      description: '{{ $value | humanize }} of {{ $labels.job }} in a second.',
    }),
    rule('MemoryFindsNothing', {
      expr: promql`rate(${memory.searchResults}_bucket{le="0.0"}[15m]) / ignoring (le) rate(${memory.searchResults}_count[15m]) > 0.8`,
      for: '1h',
      severity: 'info',
      summary: 'The memory finds nothing.',
      description: '{{ $value | humanizePercentage }} of the searches of {{ $labels.instance }} are in vain.',
    }),
    rule('AccountsUnwell', {
      expr: promql`${business.accountHealth}{segment="enterprise"} < 0.3`,
      for: '1h',
      severity: 'warning',
      summary: 'Accounts of {{ $labels.segment }} are unwell.',
      description: 'Their health is {{ $value | humanizePercentage }}.',
    }),
    rule('ErrorsCritical', {
      expr: promql`sum by (component) (increase(${errors.errors}{severity="critical"}[5m])) > 0`,
      for: '1m',
      severity: 'critical',
      summary: '{{ $labels.component }} reports critical errors.',
      description: '{{ $value | humanize }} of them in five minutes.',
    }),
    rule('ErrorsUnusual', {
      expr: promql`sum by (component) (rate(${errors.errors}[1h])) > 2 * sum by (component) (rate(${errors.errors}[1h] offset 1d))`,
      for: '30m',
      severity: 'warning',
      summary: '{{ $labels.component }} reports more errors than yesterday.',
      description: 'Twice as many as at this time of the day before.',
    }),
    rule('PrometheusBusy', {
      expr: promql`max_over_time(${prometheusMetrics.headSeries}[1h]) > 1e6 and on (instance) max_over_time(rate(${prometheusMetrics.samplesAppended}{type="float"}[5m])[1h:1m]) > 1e5`,
      for: '1h',
      severity: 'info',
      summary: '{{ $labels.instance }} has much to do.',
      description: '{{ $value }} series are in its memory.',
    }),
  ]),
];
