import { type Board, type Panel, promql, type Row } from 'narthex';
import { shareOf } from '../../common/boards/queries.ts';
import { agents, business, recommendations, zoho } from '../metrics.ts';
import { about } from './about.ts';
import { marks } from './marks.ts';

// Account managers decide a few times in an hour: the windows are those of the alerts, whatever the range of the board is.
const segment = 'segment=~"$segment"';
const category = 'category=~"$category"';
const noAccount = 'No account was counted in this range.';

const figures: readonly Panel[] = [
  {
    kind: 'stat',
    key: 'accounts',
    title: 'Accounts',
    shows: 'Accounts under management, and those of them that are likely to leave.',
    action: 'A jump of either is usually the synchronisation: see whether its data is fresh.',
    unit: 'short',
    decimals: 0,
    min: 0,
    noValue: 'NO DATA: none counted',
    named: true,
    share: 2,
    queries: [
      { expr: promql`sum(${business.accounts}{${segment}})`, legend: 'managed' },
      { expr: promql`sum(${business.accountsAtRisk}{${segment}})`, legend: 'at risk' },
    ],
  },
  {
    kind: 'stat',
    key: 'pipeline',
    title: 'Value of open opportunities',
    shows: 'What all open opportunities are worth, over all stages and segments.',
    action: 'If it falls at once, see whether the module `deals` was synchronised: the deals are rarely gone.',
    min: 0,
    noValue: 'NO DATA: none counted',
    queries: [{ expr: promql`sum(${business.pipelineValue})`, legend: 'value' }],
  },
  {
    kind: 'stat',
    key: 'made',
    title: 'Recommendations within an hour',
    shows: 'Recommendations that were made within the last hour, of the chosen categories.',
    action: 'None while agents work means that all are thrown away: see the log of the agent that writes them.',
    unit: 'short',
    decimals: 0,
    min: 0,
    noValue: 'NO DATA: none counted yet',
    queries: [{ expr: promql`sum(increase(${recommendations.generated}{${category}}[1h]))`, legend: 'made' }],
    guard: { alerts: ['RecommendationsStopped'], fires: 'below', bound: 1 },
    drillDown: [{ board: 'agents', title: 'The agents' }],
  },
  {
    kind: 'stat',
    key: 'turned-down',
    title: 'Recommendations turned down',
    shows: 'Share of the decisions of six hours by which a recommendation was rejected or ignored.',
    action: 'See below which category it is, and hold it back until its recommendations are good again.',
    min: 0,
    max: 1,
    noValue: 'No decision in six hours',
    mayBeEmpty: 'nobody decides at night',
    queries: [
      {
        expr: shareOf(
          promql`sum(rate(${recommendations.decisions}{decision=~"rejected|ignored", ${category}}[6h]))`,
          promql`sum(rate(${recommendations.decisions}{${category}}[6h]))`,
        ),
        legend: 'turned down',
      },
    ],
    guard: { alerts: ['LowRecommendationAcceptance'], fires: 'above' },
  },
  {
    kind: 'stat',
    key: 'data-age',
    title: 'Age of the data',
    shows: 'Time since the last synchronisation of the oldest module of Zoho: how old what agents and managers see is.',
    action: 'Everything on this board is as old as that. The board of the synchronisation says why.',
    min: 0,
    noValue: 'NO DATA: never synchronised',
    queries: [{ expr: promql`max(time() - max by (module) (${zoho.lastSync}))`, legend: 'age' }],
    guard: { alerts: ['ZohoSyncStale'], fires: 'above' },
    drillDown: [{ board: 'sync', title: 'The synchronisation' }],
  },
];

const advice: readonly Panel[] = [
  {
    kind: 'timeseries',
    key: 'acceptance',
    title: 'Recommendations accepted',
    shows: 'Share of the decisions of six hours by which a recommendation was accepted, by category.',
    action: 'A fall after a change of a prompt or a model is that change: roll it back.',
    min: 0,
    max: 1,
    noValue: 'Nobody decided upon a recommendation in this range.',
    mayBeEmpty: 'nobody decides at night',
    ignore: [{ rule: 'target-rate-interval', reason: 'people decide a few times an hour' }],
    queries: [
      {
        expr: shareOf(
          promql`sum by (category) (rate(${recommendations.decisions}{decision="accepted", ${category}}[6h]))`,
          promql`sum by (category) (rate(${recommendations.decisions}{${category}}[6h]))`,
        ),
        legend: '{{category}}',
      },
    ],
  },
  {
    kind: 'timeseries',
    key: 'pending',
    title: 'Recommendations that wait',
    shows: 'Recommendations upon which nobody has decided yet, by category.',
    action: 'If they only grow, account managers do not keep up: fewer and surer ones help more.',
    unit: 'short',
    min: 0,
    noValue: 'No recommendation was counted in this range.',
    queries: [{ expr: promql`sum by (category) (${recommendations.pending}{${category}})`, legend: '{{category}}' }],
  },
  {
    kind: 'timeseries',
    key: 'tokens',
    title: 'Tokens for an accepted recommendation',
    shows:
      'Tokens that all agents exchange in six hours, for each recommendation that is accepted in them: what one costs.',
    action: 'See whether agents exchange more, or managers accept less. Multiply by the price of your model.',
    unit: 'short',
    min: 0,
    noValue: 'No recommendation was accepted in this range.',
    mayBeEmpty: 'nobody accepts one at night',
    ignore: [{ rule: 'target-rate-interval', reason: 'people accept a few of them an hour' }],
    queries: [
      {
        expr: promql`sum(rate(${agents.tokens}[6h])) / (sum(rate(${recommendations.decisions}{decision="accepted"}[6h])) > 0)`,
        legend: 'tokens',
      },
    ],
    drillDown: [{ board: 'agents', title: 'The agents' }],
  },
];

const accounts: readonly Panel[] = [
  {
    kind: 'timeseries',
    key: 'health',
    title: 'Health of the accounts',
    shows: 'Mean health of the accounts of each segment.',
    action: 'All segments at once is a change of how it is computed; one is a matter for its manager.',
    min: 0,
    max: 1,
    noValue: noAccount,
    queries: [{ expr: promql`avg by (segment) (${business.accountHealth}{${segment}})`, legend: '{{segment}}' }],
  },
  {
    kind: 'timeseries',
    key: 'at-risk',
    title: 'Accounts at risk against yesterday',
    shows: 'How many times as many accounts of each segment are at risk as at the same time of the day before.',
    action: 'Give the list of the accounts to the manager of the segment, unless the computation has changed.',
    unit: 'short',
    min: 0,
    noValue: 'Nothing is known about the day before.',
    mayBeEmpty: 'within its first day a stack knows of no day before',
    queries: [
      {
        expr: promql`sum by (segment) (${business.accountsAtRisk}{${segment}}) / (sum by (segment) (${business.accountsAtRisk}{${segment}} offset 1d) > 0)`,
        legend: '{{segment}}',
      },
    ],
    guard: { alerts: ['AccountsAtRiskRising'], fires: 'above' },
  },
];

const results: readonly Panel[] = [
  {
    kind: 'timeseries',
    key: 'work',
    title: 'Reviews and opportunities per hour',
    shows: 'Reviews of accounts that were completed, and opportunities that were found.',
    action: 'Fewer opportunities from as many reviews: compare the confidence of the recommendations.',
    min: 0,
    noValue: 'No review was completed in this range.',
    queries: [
      { expr: promql`sum(increase(${business.accountReviews}{${segment}}[1h]))`, legend: 'reviews' },
      { expr: promql`sum(increase(${business.opportunities}{${segment}}[1h]))`, legend: 'opportunities' },
    ],
  },
  {
    kind: 'bargauge',
    key: 'budgets',
    title: 'Error budgets left',
    shows:
      'What is left of the errors that each objective allows in its 30 days. At 0 the promise is broken; below, by how much.',
    action: 'When little is left, put changes off and mend what uses it up.',
    unit: 'percentunit',
    min: 0,
    max: 1,
    noValue: 'Nothing is recorded yet.',
    // The rules of objectives are evaluated once a minute.
    interval: '1m',
    queries: [{ expr: promql`sort(min by (slo) (slo:budget_left:ratio))`, legend: '{{slo}}' }],
    drillDown: [{ board: 'slos', title: 'All objectives' }],
  },
];

const rows: readonly Row[] = [
  { key: 'figures', lines: [{ height: 4, panels: figures }] },
  { key: 'advice', title: 'Recommendations: what they are worth', lines: [{ height: 8, panels: advice }] },
  { key: 'accounts', title: 'Accounts: how they are', lines: [{ height: 8, panels: accounts }] },
  {
    key: 'results',
    title: 'Results: what comes of it, and what was promised',
    lines: [{ height: 8, panels: results }],
  },
  about(
    'What is it all for: are the accounts well, and is what agents recommend any good? Nothing here wakes anybody.',
    {
      agents: 'how recommendations are made',
      sync: 'how fresh the data is',
      system: 'the API',
    },
  ),
];

/** What it is all for: accounts, recommendations, opportunities, and what they cost. */
export const businessBoard: Board = {
  name: 'business',
  title: 'Sergas: business metrics',
  description:
    'What Sergas is for: accounts and their health, recommendations and what becomes of them, opportunities, promises kept.',
  from: '2d',
  variables: [
    { name: 'segment', label: 'Segment', query: promql`label_values(${business.accounts}, segment)` },
    { name: 'category', label: 'Category', query: promql`label_values(${recommendations.pending}, category)` },
  ],
  annotations: marks,
  rows,
};
