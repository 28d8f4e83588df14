import { alert, promql, rulePack } from 'narthex';
import { tooMany } from '../../common/conditions/counted.ts';
import { tooManyFail } from '../../common/conditions/failures.ts';
import { audit, business as metrics, performance } from '../metrics.ts';
import { programOf } from '../programs.ts';

const outcome = { label: 'outcome', bad: ['failure'], good: 'success' } as const;
const usual = { threshold: 0.1, window: '15m', minimum: 20, for: '5m' } as const;
const { briefs, integrations } = metrics['integration-controller'];
const { content, contentDuration } = metrics['content-engine'];
const { audio, audioDuration } = metrics['media-engine'];
const { messages } = metrics['delivery-gateway'];

/** What Person.ai is for: briefs that are written, spoken and delivered. */
export const businessAlerts = rulePack('personai-business', [
  alert('BriefsFail', {
    ...tooManyFail(programOf('integration-controller'), { counter: briefs, ...outcome }),
    ...usual,
    severity: 'critical',
    summary: 'Briefs cannot be put together.',
    description: '{{ $value | humanizePercentage }} of the briefs of a quarter of an hour have failed.',
    runbook: {
      meaning: 'More than one in ten daily briefs could not be put together.',
      impact: 'Users have no brief this morning.',
      diagnosis: 'Is a dependency of the integration controller down? If not, see what the content engine answers.',
      mitigation: 'Mend the dependency, then start the briefs that failed again.',
      queries: [
        {
          ask: 'Which dependencies fail?',
          expr: promql`${performance.dependency}{service="integration-controller"} == 0`,
        },
        { ask: 'Which integrations are connected?', expr: promql`sum by (integration) (${integrations})` },
      ],
    },
  }),
  alert('ContentGenerationFails', {
    ...tooManyFail(programOf('content-engine'), { counter: content, ...outcome }),
    ...usual,
    severity: 'warning',
    summary: 'Texts cannot be generated.',
    description: '{{ $value | humanizePercentage }} of the texts of a quarter of an hour could not be generated.',
    runbook: {
      meaning: 'More than one in ten texts has failed.',
      impact: 'Briefs lack parts, or fail after some tries.',
      diagnosis: 'Does the language model answer (dependency `openai_api`), and how long does it take?',
      mitigation: 'Wait for the provider, or roll back the prompt if it began with one.',
      queries: [
        {
          ask: 'How long does a text take?',
          expr: promql`histogram_quantile(0.95, sum by (le) (rate(${contentDuration}_bucket[15m])))`,
        },
      ],
    },
  }),
  alert('AudioGenerationFails', {
    ...tooManyFail(programOf('media-engine'), { counter: audio, ...outcome }),
    ...usual,
    severity: 'warning',
    summary: 'Recordings cannot be generated.',
    description: '{{ $value | humanizePercentage }} of the recordings of a quarter of an hour have failed.',
    runbook: {
      meaning: 'More than one in ten recordings has failed.',
      impact: 'Users who listen to their brief get only its text.',
      diagnosis: 'Does the voice answer (dependency `elevenlabs_api`)? Is the storage full?',
      mitigation: 'Wait for the provider, or make room. Recordings that failed can be started again.',
      queries: [
        {
          ask: 'How long does a recording take?',
          expr: promql`histogram_quantile(0.95, sum by (le) (rate(${audioDuration}_bucket[15m])))`,
        },
      ],
    },
  }),
  alert('DeliveryFails', {
    ...tooManyFail(programOf('delivery-gateway'), { counter: messages, ...outcome, by: { channel: 'email' } }),
    ...usual,
    severity: 'critical',
    summary: 'Messages by {{ $labels.channel }} are not delivered.',
    description: '{{ $value | humanizePercentage }} of the messages by {{ $labels.channel }} were refused.',
    runbook: {
      meaning: 'More than one in ten messages of this channel was not delivered.',
      impact: 'Users of this channel get no brief, although it is written.',
      diagnosis: 'One channel is its provider or its token. All of them is the gateway itself.',
      mitigation: 'Renew the token. Deliver by another channel where users have one.',
      queries: [
        {
          ask: 'Which channels fail?',
          expr: promql`sum by (channel) (rate(${messages}{outcome="failure"}[15m])) > 0`,
        },
      ],
    },
  }),
  alert('LoginsFail', {
    ...tooMany(programOf('integration-controller'), {
      counter: audit.events,
      only: { event_type: 'user_login', outcome: 'failure' },
      by: {},
    }),
    threshold: 30,
    window: '15m',
    for: '5m',
    severity: 'warning',
    summary: 'Many logins at {{ $labels.service }} fail.',
    description: '{{ $value | printf "%.0f" }} logins have failed within a quarter of an hour.',
    runbook: {
      meaning: 'The audit trail has many more failed logins than mistyping explains.',
      impact: 'Users are locked out, or somebody tries passwords.',
      diagnosis:
        'Ask `/audit` for `user_login`: many users are a key that was changed, many addresses for one user an attack.',
      mitigation: 'Put the key back, or lock the user out and tell them why.',
      queries: [
        {
          ask: 'Do others succeed?',
          expr: promql`sum by (outcome) (rate(${audit.events}{event_type="user_login"}[15m]))`,
        },
      ],
    },
  }),
  alert('AuditedErrorsRise', {
    ...tooMany(programOf('integration-controller'), {
      counter: audit.events,
      only: { event_type: 'error_occurred' },
      by: {},
    }),
    threshold: 400,
    window: '15m',
    for: '5m',
    severity: 'info',
    summary: '{{ $labels.service }} notes many errors.',
    description: '{{ $value | printf "%.0f" }} errors stand in the audit trail of a quarter of an hour.',
    runbook: {
      meaning: 'A service has written many events `error_occurred` into its audit trail.',
      impact: 'Perhaps none: what is tried again and succeeds is noted as well.',
      diagnosis: 'Ask `/audit` for `error_occurred`: the details name what failed.',
      mitigation: 'Mend what is named most often.',
      queries: [
        { ask: 'Of which types are events?', expr: promql`sum by (service, event_type) (rate(${audit.events}[15m]))` },
      ],
    },
  }),
]);
