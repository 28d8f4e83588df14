import { promql, pushgatewayMetrics } from 'narthex';
import type { DashboardFile, DashboardQuery } from '../../stacks/model/index.ts';
import { agents, business, cache, database, http, recommendations, zoho } from '../../stacks/sergas/metrics.ts';

function panel(name: string, expr: DashboardQuery['expr'], legend: string, unit: string): DashboardQuery {
  return { kind: 'panel', name, expr, legend, unit, overTime: true, labels: [], ignore: [] };
}

const window = '[$__rate_interval]';

/** A dashboard of the team, as it would be drawn by hand: nothing is wrong in any panel. */
export const sergasTeam: DashboardFile = {
  uid: 'sergas-team',
  title: 'Sergas: the work',
  json: {},
  guards: [],
  mayBeEmpty: {},
  variables: ['agent', 'module'],
  queries: [
    {
      kind: 'variable',
      name: 'variable agent',
      expr: promql`label_values(${agents.queueDepth}{job="sergas"}, agent)`,
      overTime: false,
      labels: [],
      ignore: [],
    },
    {
      kind: 'annotation',
      name: 'annotation Pushed',
      expr: promql`changes(${zoho.lastSync}{module="deals"}[5m]) > 0`,
      overTime: false,
      labels: ['module', 'instance'],
      ignore: [],
    },
    panel('Queue', promql`${agents.queueDepth}{agent=~"$agent"}`, '{{agent}}', 'short'),
    panel(
      'Tokens',
      promql`sum by (direction) (rate(${agents.tokens}{agent=~"$agent"}${window}))`,
      '{{direction}}',
      'cps',
    ),
    panel(
      'Wait',
      promql`histogram_quantile(0.9, sum by (agent, le) (rate(${agents.queueWait}_bucket{agent=~"$agent"}${window})))`,
      'p90 {{agent}}',
      's',
    ),
    panel(
      'Calls',
      promql`sum by (module, outcome) (rate(${zoho.calls}{module=~"$module"}${window}))`,
      '{{module}} {{outcome}}',
      'reqps',
    ),
    panel('Limit', promql`${zoho.rateLimitRemaining} / ${zoho.rateLimitMax}`, '{{instance}}', 'percentunit'),
    panel('Age', promql`time() - max by (job) (${pushgatewayMetrics.pushTime})`, '{{job}}', 's'),
    panel(
      'Query',
      promql`sum by (operation) (rate(${database.queryDuration}_sum${window})) / sum by (operation) (rate(${database.queryDuration}_count${window}))`,
      '{{operation}}',
      's',
    ),
    panel('Health', promql`min by (segment) (${business.accountHealth})`, '{{segment}}', 'percentunit'),
    panel(
      'Health in percent',
      promql`100 * ${business.accountHealth}{segment!="enterprise"}`,
      '{{segment}}',
      'percent',
    ),
    panel('Pipeline', promql`sum by (stage) (${business.pipelineValue})`, '{{stage}}', 'currencyUSD'),
    panel(
      'Fast share',
      promql`sum(rate(${http.duration}_bucket{le="0.1"}${window})) / sum(rate(${http.duration}_bucket{le="+Inf"}${window}))`,
      'fast',
      'percentunit',
    ),
    panel('Evictions', promql`sum by (cache) (increase(${cache.evictions}[1h]))`, '{{cache}}', 'short'),
    panel(
      'Pending',
      promql`${recommendations.pending} * on (job, instance) group_left (version) nodejs_version_info`,
      '{{category}} {{version}}',
      'short',
    ),
  ],
};
