import { anomaly, counting, level, promql, series } from 'narthex';
import { api, labelsOf } from './alerts/labels.ts';
import { agents, http, recommendations } from './metrics.ts';

const labels = { ...api };
/** What the built-in group `application` records. */
const requests = 'job_service:http_requests:rate5m';

/** More or fewer requests than at this time of yesterday and of last week. */
const requestRate = anomaly('request-rate', {
  summary: 'The rate of requests to the API',
  level: promql`avg_over_time(${requests}[10m])`,
  past: 'season',
  minimum: 1,
  whenGone: 'zero',
  runbook: {
    meaning: 'Many more or far fewer requests arrive than at this time of yesterday and of last week.',
    impact:
      'Perhaps none: a holiday and a campaign look the same. Perhaps account managers cannot reach the API, or a client asks in a loop.',
    diagnosis:
      'Is it one route or all of them? One route that has grown is a client in a loop, or a new one. All of them gone is the way to the API: load balancer, name resolution, login.',
    mitigation: 'Limit the client that asks too much. If nothing arrives, mend the way to the API.',
    queries: [
      { ask: 'Which routes are asked?', expr: promql`sum by (route) (rate(${http.requests}[10m]))` },
      { ask: 'How was it a week ago?', expr: promql`sum by (route) (rate(${http.requests}[10m] offset 7d))` },
    ],
  },
  labels,
  settles: '10m',
  feed: (perSecond) => ({ [series(requests, labels)]: level(perSecond) }),
});

/** Performance: tasks of the agents take longer than they did the day before. */
const taskDuration = anomaly('task-duration', {
  summary: 'The mean duration of a task of the agents, in seconds,',
  level: promql`sum by (job, service) (rate(${agents.taskDuration}_sum[30m]))
    / sum by (job, service) (rate(${agents.taskDuration}_count[30m]))`,
  past: 'day',
  minimum: 1,
  unusual: 'high',
  severity: 'warning',
  runbook: {
    meaning: 'The agents take much longer for a task than they did the day before.',
    impact: 'Recommendations come later; the queues of the agents fill.',
    diagnosis:
      'Is it one agent or all of them? All of them: the language model or the memory answers slowly. One of them: what was changed in its prompt, and how many tokens does it exchange now?',
    mitigation: 'Roll back the prompt or the model. If the provider is slow, use the other one until it is well again.',
    queries: [
      {
        ask: 'Which agent is slow?',
        expr: promql`sum by (agent) (rate(${agents.taskDuration}_sum[30m])) / sum by (agent) (rate(${agents.taskDuration}_count[30m]))`,
      },
      {
        ask: 'How many tokens does each exchange?',
        expr: promql`sum by (agent, direction) (rate(${agents.tokens}[30m]))`,
      },
    ],
  },
  labels,
  settles: '30m',
  unnoticed: {
    '[30m] becomes [900s] (2)':
      'how many tasks there are does not change, so that half the window counts as many in a second',
  },
  feed: (seconds) => {
    const of = labelsOf(agents.taskDuration);
    return {
      [series(`${agents.taskDuration.name}_sum`, of)]: counting(seconds / 10),
      [series(`${agents.taskDuration.name}_count`, of)]: counting(1 / 10),
    };
  },
});

/** Effectiveness: account managers accept fewer of the recommendations than they did the day before. */
const acceptance = anomaly('acceptance', {
  summary: 'The share of the recommendations that are accepted',
  level: promql`sum by (job, service) (rate(${recommendations.decisions}{decision="accepted"}[2h]))
    / sum by (job, service) (rate(${recommendations.decisions}[2h]))`,
  past: 'day',
  minimum: 0.05,
  margin: 0.4,
  unusual: 'low',
  runbook: {
    meaning: 'Account managers accept a much smaller share of the recommendations than the day before.',
    impact: 'Recommendations are noise for them; whoever is annoyed does not look any more.',
    diagnosis:
      'Is it one category? Look at what was rejected, and at what was changed in prompts and models since it began.',
    mitigation: 'Roll back the change. Hold back the category until its recommendations are good again.',
    queries: [
      {
        ask: 'Which category is rejected?',
        expr: promql`sum by (category, decision) (rate(${recommendations.decisions}[2h]))`,
      },
    ],
  },
  labels,
  settles: '2h',
  feed: (share) => {
    const of = (decision: string) =>
      series(recommendations.decisions, labelsOf(recommendations.decisions, { decision }));
    return { [of('accepted')]: counting(share), [of('rejected')]: counting(1 - share) };
  },
});

/** What Sergas watches for being unlike its past. None of it pages. */
export const sergasAnomalies = [...requestRate, ...taskDuration, ...acceptance];
