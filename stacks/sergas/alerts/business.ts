import {
  alert,
  counting,
  guarded,
  phases,
  promql,
  rulePack,
  type Signals,
  scenarios,
  seconds,
  series,
  sum,
} from 'narthex';
import { tooManyFail } from '../../common/conditions/failures.ts';
import { traffic } from '../../common/conditions/shares.ts';
import { agents, business as metrics, recommendations } from '../metrics.ts';
import { api, instance, labelsOf } from './labels.ts';

/** What it is all for: recommendations that are made and taken, accounts that stay. */
export const business = rulePack('sergas-business', [
  alert('RecommendationsStopped', {
    window: '1h',
    minimum: 10,
    expr: ({ window, minimum }) =>
      promql`sum by (job, service) (increase(${recommendations.generated}[${window}])) == 0
        and
        sum by (job, service) (increase(${agents.tasks}{agent="recommendation_author", outcome="completed"}[${window}])) > ${minimum}`,
    for: '10m',
    severity: 'warning',
    summary: '{{ $labels.service }} makes no recommendations any more.',
    description:
      'The agent that writes recommendations has completed its tasks for an hour, and not a single recommendation has come of it.',
    runbook: {
      meaning: 'The agents work, and nothing comes out: no recommendation has been made for an hour.',
      impact: 'Account managers have nothing new to act upon. Nobody sees an error.',
      diagnosis:
        'Look at the log of `recommendation_author` for what it threw away, and why. The confidence tells whether all of them fell below the bound since a prompt or a model was changed.',
      mitigation:
        'Roll back the prompt or the model. If there is nothing to recommend because the synchronisation stands still, mend that first.',
      queries: [
        {
          ask: 'How sure were the last ones?',
          expr: promql`sum by (category) (rate(${recommendations.confidence}_sum[6h])) / sum by (category) (rate(${recommendations.confidence}_count[6h]))`,
        },
        { ask: 'How many wait for a decision?', expr: promql`sum by (category) (${recommendations.pending})` },
      ],
    },
    scenarios: (numbers) => {
      const { window, minimum } = numbers;
      const perSecond = minimum / seconds(window);
      const author = { agent: 'recommendation_author', outcome: 'completed' };
      const work = (tasks: number): Signals => ({
        [series(agents.tasks, labelsOf(agents.tasks, author))]: counting(tasks),
        [series(agents.tasks, labelsOf(agents.tasks, { ...author, outcome: 'failed' }))]: counting(5 * perSecond),
        [series(agents.tasks, labelsOf(agents.tasks, { ...author, agent: 'orchestrator' }))]: counting(5 * perSecond),
      });
      const made: (perSecond: number) => Signals = (many) => ({
        [series(recommendations.generated, labelsOf(recommendations.generated))]: counting(many),
      });
      const settled = `${seconds(window) - 120}s` as const;
      return [
        ...scenarios(numbers, {
          labels: api,
          bad: { ...made(0), ...work(10 * perSecond) },
          // One a minute: a counter of whole numbers adds up without an error, which would look as if one more were made.
          good: { ...made(1 / 60), ...work(10 * perSecond) },
          lead: sum(window, '30m'),
          // The last one that was made has to leave the window.
          onset: settled,
          ease: window,
          lingers: false,
        }),
        ...guarded(numbers, {
          firing: { labels: api },
          enough: { ...made(0), ...work(traffic(numbers).just * perSecond) },
          tooLittle: { ...made(0), ...work(0.98 * perSecond) },
          onset: window,
        }),
      ];
    },
  }),
  alert('LowRecommendationAcceptance', {
    ...tooManyFail(instance, {
      counter: recommendations.decisions,
      label: 'decision',
      bad: ['rejected', 'ignored'],
      good: 'accepted',
    }),
    threshold: 0.8,
    window: '6h',
    minimum: 30,
    for: '30m',
    severity: 'info',
    summary: 'Account managers take few of the recommendations.',
    description:
      '{{ $value | humanizePercentage }} of the recommendations that were decided upon in the last six hours were rejected or ignored.',
    runbook: {
      meaning:
        'At most one in five recommendations was accepted, of those that somebody has decided upon in six hours.',
      impact: 'The work of the agents is wasted, and account managers stop reading what they propose.',
      diagnosis:
        'See which category is rejected. Ask two or three account managers why; compare with what changed in prompts and data.',
      mitigation: 'Raise the bound of the confidence for that category, or switch it off until its prompt is better.',
      queries: [
        {
          ask: 'Which categories are rejected?',
          expr: promql`sum by (category, decision) (increase(${recommendations.decisions}[6h]))`,
        },
        {
          ask: 'How long does it take to make one?',
          expr: promql`histogram_quantile(0.95, sum by (category, le) (rate(${recommendations.generationDuration}_bucket[6h])))`,
        },
      ],
    },
  }),
  alert('AccountsAtRiskRising', {
    threshold: 1.25,
    minimum: 20,
    expr: ({ threshold, minimum }) =>
      promql`sum by (job, service, segment) (${metrics.accountsAtRisk})
        > ${threshold} * sum by (job, service, segment) (${metrics.accountsAtRisk} offset 1d)
        and
        sum by (job, service, segment) (${metrics.accountsAtRisk}) > ${minimum}`,
    for: '1h',
    severity: 'info',
    summary: 'More accounts of the segment {{ $labels.segment }} are at risk.',
    description:
      '{{ $value }} accounts of the segment {{ $labels.segment }} are likely to leave, a quarter more than yesterday or worse.',
    runbook: {
      meaning: 'The number of accounts at risk has grown by more than a quarter within a day.',
      impact: 'If it is true, revenue is in danger. If it is not, account managers call customers who are content.',
      diagnosis:
        'Did the health of the accounts change, or how it is computed? A jump in all segments at once is a change of ours; one segment is a matter for its manager.',
      mitigation:
        'Tell the manager of the segment, with the list of the accounts. Take a change of the computation back if that is what it was.',
      queries: [
        { ask: 'Has the health of the accounts changed?', expr: promql`${metrics.accountHealth}` },
        {
          ask: 'What share of the accounts is at risk?',
          expr: promql`sum by (segment) (${metrics.accountsAtRisk}) / sum by (segment) (${metrics.accounts})`,
        },
      ],
    },
    scenarios: (numbers) => {
      const { threshold, minimum } = numbers;
      const labels = labelsOf(metrics.accountsAtRisk, { segment: 'enterprise' });
      const lead = '25h';
      const since = (before: number, now: number): Signals => ({
        [series(metrics.accountsAtRisk, labels)]: ({ time }) => (time < seconds(lead) ? before : now),
      });
      const fired = { ...api, segment: 'enterprise' };
      const begins = sum(lead, numbers.for);
      // The text shows them as they are, so only whole ones.
      const many = 100 * minimum;
      const more = Math.ceil(many * threshold * 1.02);
      const enough = Math.floor(minimum) + 1;
      return [
        ...scenarios(numbers, {
          labels: fired,
          value: more,
          bad: since(many, more),
          good: since(many, many * threshold * 0.98),
          lead,
        }),
        {
          kind: 'fires',
          title: 'fires when there are just enough of them',
          series: phases([{ lasts: begins, series: since(1, enough) }]),
          expect: { [begins]: [{ labels: fired, value: enough }] },
        },
        {
          kind: 'quiet',
          title: 'stays quiet when it is about a few accounts',
          series: phases([{ lasts: begins, series: since(1, minimum * 0.95) }]),
          expect: { [begins]: [] },
        },
      ];
    },
  }),
]);
