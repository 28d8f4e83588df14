import {
  type Board,
  type CounterDefinition,
  type HistogramDefinition,
  type Panel,
  promql,
  type Row,
  stateColors,
} from 'narthex';
import { about } from '../../common/boards/about.ts';
import { range, shareOf } from '../../common/boards/queries.ts';
import { business } from '../metrics.ts';
import { marks, owner } from './board.ts';

const { briefs, integrations } = business['integration-controller'];
const { content, contentDuration } = business['content-engine'];
const { audio, audioDuration } = business['media-engine'];
const { messages } = business['delivery-gateway'];

const chosen = 'channel=~"$channel"';
const outcomeColors = { '/^success$/': stateColors.ok, '/^failure$/': stateColors.critical };

/** Share of what has failed within a quarter of an hour. */
function failing(key: string, title: string, alert: string, counter: CounterDefinition, action: string): Panel {
  const ofChannel = 'channel' in counter.labels;
  const [failed, all] = ofChannel ? [`outcome="failure", ${chosen}`, chosen] : ['outcome="failure"', ''];
  return {
    kind: 'stat',
    key,
    title,
    shows: `Share of what was tried within a quarter of an hour that has failed${ofChannel ? ', of all chosen channels' : ''}.`,
    action,
    unit: 'percentunit',
    decimals: 1,
    min: 0,
    noValue: 'Nothing tried in 15 minutes',
    queries: [
      {
        expr: shareOf(
          promql`sum(rate(${counter}{${failed}}[15m]))`,
          promql`sum(rate(${counter}${all === '' ? '' : `{${all}}`}[15m]))`,
        ),
        legend: 'failed',
      },
    ],
    guard: { alerts: [alert], fires: 'above' },
  };
}

/** How often something is done, by how it ends. */
function done(key: string, title: string, counter: CounterDefinition, what: string): Panel {
  const where = 'channel' in counter.labels ? `{${chosen}}` : '';
  return {
    kind: 'timeseries',
    key,
    title,
    shows: `${what} in a minute, by how it ended.`,
    action: 'None at all in the morning means that the service before it in the row has stopped.',
    unit: 'short',
    min: 0,
    noValue: 'Nothing was tried in this range.',
    stacked: true,
    colors: outcomeColors,
    queries: [{ expr: promql`60 * sum by (outcome) (rate(${counter}${where}${range}))`, legend: '{{outcome}}' }],
  };
}

/** How long something takes. */
function takes(key: string, title: string, histogram: HistogramDefinition): Panel {
  return {
    kind: 'timeseries',
    key,
    title,
    shows: 'Half were faster than p50, all but one in twenty faster than p95.',
    action: 'If it grows without more work, the provider is slow: see its status page.',
    unit: 's',
    min: 0,
    noValue: 'Nothing was generated in this range.',
    queries: [0.5, 0.95].map((quantile) => ({
      expr: promql`histogram_quantile(${quantile}, sum by (le) (rate(${histogram}_bucket${range})))`,
      legend: `p${100 * quantile}`,
    })),
  };
}

const state: readonly Panel[] = [
  failing(
    'briefs-failing',
    'Briefs that fail',
    'BriefsFail',
    briefs,
    'See which dependency of the controller is down.',
  ),
  failing(
    'content-failing',
    'Texts that fail',
    'ContentGenerationFails',
    content,
    'See whether the language model answers, and how long it takes.',
  ),
  failing(
    'audio-failing',
    'Recordings that fail',
    'AudioGenerationFails',
    audio,
    'See whether the voice answers, and whether the storage is full.',
  ),
  failing(
    'messages-failing',
    'Messages that fail',
    'DeliveryFails',
    messages,
    'One channel is its provider or its token, all of them the gateway.',
  ),
];

const rows: readonly Row[] = [
  { key: 'state', lines: [{ height: 5, panels: state }] },
  {
    key: 'briefs',
    title: 'Briefs: from the first mail to the message',
    lines: [
      {
        height: 8,
        panels: [
          done('briefs', 'Briefs per minute', briefs, 'Briefs that were put together'),
          done('messages', 'Messages per minute', messages, 'Messages of the chosen channels'),
        ],
      },
    ],
  },
  {
    key: 'generation',
    title: 'Generation: texts and recordings',
    lines: [
      {
        height: 8,
        panels: [
          takes('content-time', 'Time of a text', contentDuration),
          takes('audio-time', 'Time of a recording', audioDuration),
          {
            kind: 'timeseries',
            key: 'integrations',
            title: 'Connected integrations',
            shows: 'Integrations of users that are connected, by what they connect to.',
            action: 'A step down is a token that has expired for many users at once.',
            unit: 'short',
            min: 0,
            noValue: 'No integration was counted in this range.',
            queries: [{ expr: promql`sum by (integration) (${integrations})`, legend: '{{integration}}' }],
          },
        ],
      },
    ],
  },
  about(owner, 'Do users get their brief, in words, as a recording, and by their channel?', {
    health: 'the services behind it',
    capacity: 'what may be short',
  }),
];

/** What Person.ai is for. */
export const briefBoard: Board = {
  name: 'briefs',
  title: 'Person.ai: briefs',
  description: 'Briefs from the integrations of a user to the message: how many, how they end, how long they take.',
  from: '6h',
  variables: [{ name: 'channel', label: 'Channel', query: promql`label_values(${messages}, channel)` }],
  annotations: marks,
  rows,
};
