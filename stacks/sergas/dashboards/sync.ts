import { type Board, noneIsGood, type Panel, promql, type Row } from 'narthex';
import { range, shareOf } from '../../common/boards/queries.ts';
import { zoho } from '../metrics.ts';
import { about } from './about.ts';
import { outcomeColors } from './colors.ts';
import { marks } from './marks.ts';
import { zeroWhileUp } from './queries.ts';
import { shareTile } from './share-tile.ts';

const chosen = 'module=~"$module"';
const noCall = 'No call to Zoho was counted in this range.';

const state: readonly Panel[] = [
  {
    kind: 'stat',
    key: 'oldest',
    title: 'Oldest module',
    shows: 'Time since the last synchronisation without an error, of the module where it is longest.',
    action: 'See below which module it is. Failed records block it, or Zoho no longer takes the token.',
    min: 0,
    noValue: 'NO DATA: never synchronised',
    queries: [{ expr: promql`max(time() - max by (module) (${zoho.lastSync}{${chosen}}))`, legend: 'age' }],
    guard: { alerts: ['ZohoSyncStale'], fires: 'above' },
  },
  shareTile(
    {
      key: 'failing-calls',
      title: 'Failing calls',
      shows:
        'Share of the calls to Zoho that ended in an error within ten minutes, of the worst module. Refused ones are not counted.',
      action: 'All modules: the token, the network, or an outage of Zoho. One: a field or a right that has changed.',
      decimals: 1,
      noValue: 'No call within ten minutes',
      guard: { alerts: ['ZohoAPIFailing'], fires: 'above' },
      drillDown: [{ board: 'errors', title: 'What else fails' }],
    },
    promql`max(${shareOf(
      promql`sum by (module) (rate(${zoho.calls}{outcome="error", ${chosen}}[10m]))`,
      promql`sum by (module) (rate(${zoho.calls}{${chosen}}[10m]))`,
    )})`,
    'failing',
  ),
  {
    kind: 'stat',
    key: 'refused-calls',
    title: 'Refused calls',
    shows: 'Calls that Zoho answered with 429 within a quarter of an hour, of the module with the most.',
    action: 'If calls are left, too many are sent at the same time. Otherwise let the synchronisation run less often.',
    unit: 'short',
    decimals: 0,
    min: 0,
    noValue: 'NO DATA: the API does not answer',
    queries: [
      {
        expr: zeroWhileUp(
          promql`max(sum by (module) (increase(${zoho.calls}{outcome="rate_limited", ${chosen}}[15m])))`,
        ),
        legend: 'refused',
      },
    ],
    guard: { alerts: ['ZohoRateLimitHit'], fires: 'above' },
    mappings: noneIsGood,
  },
  {
    kind: 'gauge',
    key: 'calls-left',
    title: 'Calls left',
    shows: 'Share of the calls of this window that Zoho still allows, for the instance that has the fewest.',
    action: 'When none are left the synchronisation waits for the next window. See which module calls most.',
    unit: 'percentunit',
    min: 0,
    max: 1,
    noValue: 'NO DATA: Zoho has not said yet',
    queries: [{ expr: promql`min(${zoho.rateLimitRemaining} / ${zoho.rateLimitMax})`, legend: 'left' }],
    guard: { alerts: ['APIRateLimitApproaching'], fires: 'below' },
  },
];

const pipeline: readonly Panel[] = [
  {
    kind: 'timeseries',
    key: 'age',
    title: 'Time since the last synchronisation',
    shows: 'How old the data of each module is. A healthy line is a saw of a few minutes.',
    action: 'A line that only rises is a module that stands still: restart its synchronisation.',
    min: 0,
    noValue: 'No module has been synchronised without an error in this range.',
    queries: [{ expr: promql`time() - max by (module) (${zoho.lastSync}{${chosen}})`, legend: '{{module}}' }],
    guard: { alerts: ['ZohoSyncStale'], fires: 'above' },
  },
  {
    kind: 'timeseries',
    key: 'records',
    title: 'Records per minute by outcome',
    shows: 'Records that the synchronisation has handled, by what became of them.',
    action: 'The log names each record that failed. None at all means that nothing runs.',
    unit: 'short',
    min: 0,
    noValue: 'No record was handled in this range.',
    stacked: true,
    colors: outcomeColors,
    queries: [
      { expr: promql`60 * sum by (outcome) (rate(${zoho.syncedRecords}{${chosen}}${range}))`, legend: '{{outcome}}' },
    ],
  },
];

const calls: readonly Panel[] = [
  {
    kind: 'timeseries',
    key: 'calls',
    title: 'Calls to Zoho by outcome',
    shows: 'Calls per second by how they ended.',
    action: 'Errors of all modules at once are the token or Zoho itself: see its status page.',
    unit: 'reqps',
    min: 0,
    noValue: noCall,
    stacked: true,
    colors: outcomeColors,
    queries: [{ expr: promql`sum by (outcome) (rate(${zoho.calls}{${chosen}}${range}))`, legend: '{{outcome}}' }],
  },
  {
    kind: 'timeseries',
    key: 'call-duration',
    title: 'Time of a call',
    shows: 'All but one in twenty calls to each module of Zoho were faster.',
    action: 'Slow calls of all modules are Zoho or the network; wait, and tell the account managers.',
    min: 0,
    noValue: noCall,
    queries: [
      {
        expr: promql`histogram_quantile(0.95, sum by (module, le) (rate(${zoho.callDuration}_bucket{${chosen}}${range})))`,
        legend: '{{module}}',
      },
    ],
  },
];

const rows: readonly Row[] = [
  { key: 'state', lines: [{ height: 5, panels: state }] },
  { key: 'pipeline', title: 'Synchronisation: what arrives', lines: [{ height: 8, panels: pipeline }] },
  { key: 'calls', title: 'Zoho: what it answers', lines: [{ height: 8, panels: calls }] },
  about('Is the data of Zoho fresh, and does Zoho let us ask for more?', {
    errors: 'what the component zoho throws',
    agents: 'the work that a synchronisation brings',
    business: 'what rests on the data',
  }),
];

/** The synchronisation with Zoho: how old the data is, what is handled, what Zoho allows. */
export const syncBoard: Board = {
  name: 'sync',
  title: 'Sergas: sync pipeline',
  description:
    'The synchronisation with Zoho CRM: how old the data is, which records are handled, what Zoho answers and allows.',
  from: '6h',
  variables: [{ name: 'module', label: 'Module', query: promql`label_values(${zoho.calls}, module)` }],
  annotations: marks,
  rows,
};
