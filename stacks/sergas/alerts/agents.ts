import { alert, level, nodejsMetrics, promql, rulePack, type Signal, scenarios, seconds, series } from 'narthex';
import { tooManyFail } from '../../common/conditions/failures.ts';
import { predicting } from '../../common/conditions/predicting.ts';
import { agents as metrics } from '../metrics.ts';
import { api, instance, labelsOf } from './labels.ts';

const agent = 'data_scout';
const queue = series(metrics.queueDepth, labelsOf(metrics.queueDepth, { agent }));

/** The agents, and the tasks that wait for them. */
export const agents = rulePack('sergas-agents', [
  alert('AgentFailureRateHigh', {
    ...tooManyFail(instance, {
      counter: metrics.tasks,
      label: 'outcome',
      bad: ['failed', 'timed_out'],
      good: 'completed',
      by: { agent },
    }),
    threshold: 0.25,
    window: '10m',
    minimum: 20,
    for: '5m',
    severity: 'critical',
    summary: 'The tasks of the agent {{ $labels.agent }} fail.',
    description:
      '{{ $value | humanizePercentage }} of the tasks of the agent {{ $labels.agent }} failed or ran out of time.',
    runbook: {
      meaning: 'More than a quarter of the tasks that this agent has ended were in vain.',
      impact: 'Accounts are not worked on. Each failed task has cost tokens all the same, and is tried again.',
      diagnosis:
        'Failed or timed out? Time-outs are a language model or a search that is slow, failures an answer that the agent could not read or a tool that refused. The log of one failed task shows which step it was.',
      mitigation:
        'Pause the agent if it burns tokens. Roll back its prompt if it began with one; wait if the provider of the model reports an outage.',
      queries: [
        {
          ask: 'Do they fail, or run out of time?',
          expr: promql`sum by (agent, outcome) (rate(${metrics.tasks}[10m]))`,
        },
        {
          ask: 'How long does a task take?',
          expr: promql`histogram_quantile(0.95, sum by (agent, le) (rate(${metrics.taskDuration}_bucket[10m])))`,
        },
        { ask: 'What does it cost?', expr: promql`sum by (agent, direction) (rate(${metrics.tokens}[10m]))` },
      ],
    },
  }),
  alert('AgentProcessingBacklog', {
    threshold: 100,
    window: '5m',
    expr: ({ threshold, window }) =>
      promql`sum by (job, service, agent) (avg_over_time(${metrics.queueDepth}[${window}])) > ${threshold}`,
    for: '10m',
    severity: 'warning',
    labels: { symptom: 'agent-backlog' },
    summary: 'Tasks wait for the agent {{ $labels.agent }}.',
    description: '{{ $value | printf "%.0f" }} tasks wait for the agent {{ $labels.agent }}.',
    runbook: {
      meaning: 'The queue of this agent has been long for minutes: tasks come faster than it works.',
      impact: 'Recommendations come late, and what they rest on is old by then.',
      diagnosis:
        'Does it work at all? If it ends no tasks, it hangs. If it ends as many as ever, more come: a synchronisation that has caught up brings thousands at once.',
      mitigation:
        'Restart an agent that hangs. Raise its concurrency if the language model allows it; a burst after a synchronisation goes away by itself.',
      queries: [
        { ask: 'Does it work?', expr: promql`sum by (agent) (rate(${metrics.tasks}[5m]))` },
        {
          ask: 'How long does a task wait?',
          expr: promql`histogram_quantile(0.95, sum by (agent, le) (rate(${metrics.queueWait}_bucket[10m])))`,
        },
      ],
    },
    scenarios: (numbers) => {
      const waiting = (tasks: number) => ({
        [queue]: level(tasks / 2),
        [series(metrics.queueDepth, { ...labelsOf(metrics.queueDepth, { agent }), instance: 'sergas-api-2:8000' })]:
          level(tasks / 2),
        [series(metrics.queueDepth, labelsOf(metrics.queueDepth, { agent: 'orchestrator' }))]: level(1),
      });
      const bad = numbers.threshold * 1.02;
      return scenarios(numbers, {
        labels: { ...api, agent },
        value: bad,
        bad: waiting(bad),
        good: waiting(numbers.threshold * 0.98),
        ease: numbers.window,
      });
    },
  }),
  alert('AgentBacklogGrowing', {
    threshold: 500,
    window: '1h',
    horizon: '4h',
    minimum: 50,
    expr: ({ threshold, window, horizon, minimum }) =>
      promql`predict_linear(${metrics.queueDepth}[${window}], ${seconds(horizon)}) > ${threshold}
        and
        ${metrics.queueDepth} > ${minimum}
        and on (instance)
        time() - ${nodejsMetrics.startTime} > ${seconds(window)}`,
    for: '15m',
    severity: 'warning',
    summary: 'The queue of the agent {{ $labels.agent }} grows without an end.',
    description:
      'At the pace of the last hour, hundreds of tasks will wait for the agent {{ $labels.agent }} of {{ $labels.instance }} within four hours.',
    runbook: {
      meaning:
        'The queue is not empty and has grown steadily for an hour. In four hours it will be longer than anybody wants.',
      impact: 'None yet; tomorrow the recommendations will be about yesterday.',
      diagnosis:
        'Compare how many tasks it ends with how many it did yesterday. Fewer: a slower model, or failures that are tried again. As many: more accounts, or a synchronisation that brings everything anew.',
      mitigation: 'Raise the concurrency of the agent, or stop what brings the tasks until it has caught up.',
      queries: [
        { ask: 'How many tasks does it end?', expr: promql`sum by (agent, outcome) (rate(${metrics.tasks}[1h]))` },
        { ask: 'How many does it work on?', expr: promql`sum by (agent) (${metrics.tasksInProgress})` },
      ],
    },
    scenarios: (numbers) =>
      predicting(numbers, {
        labels: { ...instance, agent },
        bound: numbers.threshold,
        minimum: numbers.minimum,
        series: (signal: Signal, started: number) => ({
          [queue]: signal,
          [series(nodejsMetrics.startTime, instance)]: level(started),
          [series(nodejsMetrics.startTime, { job: 'prometheus', instance: 'prometheus:9090' })]: level(-1e6),
        }),
      }),
  }),
]);
