import { alert, promql, rulePack } from 'narthex';
import { tooManyFail } from '../../common/conditions/failures.ts';
import { tooMuch } from '../../common/conditions/measured.ts';
import { tooSlow } from '../../common/conditions/slow.ts';
import { workflows as metrics, operations } from '../metrics.ts';
import { program } from '../program.ts';
import { raised } from '../severity.ts';

const node = 'retrieval_engine';
const outcomes = {
  ask: 'How do its executions end?',
  expr: promql`sum by (node, outcome) (rate(${metrics.executions}[15m]))`,
};
const providers = {
  ask: 'What do the providers answer?',
  expr: promql`sum by (provider, outcome) (rate(${operations.calls}[15m]))`,
};

/** The nodes of workflows: whether they succeed, how long they take, and what they need. */
export const workflowAlerts = rulePack('ttd-dr-workflows', [
  alert('WorkflowNodeFails', {
    ...tooManyFail(program, {
      counter: metrics.executions,
      label: 'outcome',
      bad: ['error'],
      good: 'success',
      by: { node },
    }),
    threshold: 0.1,
    window: '15m',
    minimum: 20,
    for: '5m',
    ...raised('WORKFLOW_FAILURE', 'error', { symptom: 'workflow-failures' }),
    summary: 'Executions of the node {{ $labels.node }} fail.',
    description: '{{ $value | humanizePercentage }} of the executions of the node {{ $labels.node }} end in an error.',
    runbook: {
      meaning: 'More than one in ten executions of this node has ended in an error within a quarter of an hour.',
      impact: 'Research stops at this node, or goes on without what it would have brought.',
      diagnosis:
        'One node or all of them? All: the language model or the storage. One: read the log of one of its executions. An answer that it cannot parse is a prompt or a model that has changed.',
      mitigation:
        'Roll back the prompt or the model. Workflows that ended go on from their last checkpoint when they are started again.',
      queries: [outcomes, providers],
    },
  }),
  alert('WorkflowTimeouts', {
    ...tooManyFail(program, {
      counter: metrics.executions,
      label: 'outcome',
      bad: ['timeout'],
      good: 'success',
      by: { node },
    }),
    threshold: 0.05,
    window: '15m',
    minimum: 20,
    for: '5m',
    ...raised('TIMEOUT', 'warning', { symptom: 'workflow-failures' }),
    summary: 'Executions of the node {{ $labels.node }} run out of time.',
    description:
      '{{ $value | humanizePercentage }} of the executions of the node {{ $labels.node }} were ended because they took too long.',
    runbook: {
      meaning: 'More than one in twenty executions of this node has run out of time within a quarter of an hour.',
      impact: 'What it had found is lost; the workflow tries again, and costs twice.',
      diagnosis: 'Does everything take longer, or do a few hang? See what the slowest executions wait for.',
      mitigation: 'Raise the time only where the answers are worth it; otherwise use a faster model.',
      queries: [
        outcomes,
        {
          ask: 'How long do its executions take?',
          expr: promql`histogram_quantile(0.95, sum by (node, le) (rate(${metrics.duration}_bucket[15m])))`,
        },
      ],
    },
  }),
  alert('WorkflowNodeSlow', {
    ...tooSlow(program, { histogram: metrics.duration, quantile: 0.95, by: { node } }),
    threshold: 70,
    window: '15m',
    minimum: 20,
    for: '10m',
    ...raised('PERFORMANCE_DEGRADATION', 'warning'),
    summary: 'The node {{ $labels.node }} takes too long.',
    description:
      'One in twenty executions of the node {{ $labels.node }} takes {{ $value | humanizeDuration }} or longer.',
    runbook: {
      meaning: 'The 95th percentile of the time of an execution has been above the bound for ten minutes.',
      impact: 'A workflow passes its nodes several times, so that its result is late by a multiple of this.',
      diagnosis:
        'Compare it with its own statistics of a day: has it become slower, or has it more to read? Then see how long calls to the providers take.',
      mitigation: 'Use a faster model for this node, or let it read less. Add an instance if they wait for each other.',
      queries: [
        { ask: 'How many workflows are under way?', expr: promql`sum by (instance) (${metrics.active})` },
        { ask: 'How long did the last ones take?', expr: promql`max by (node) (${metrics.lastDuration})` },
      ],
    },
  }),
  alert('WorkflowMemoryHigh', {
    ...tooMuch(program, { gauge: metrics.memory, by: { node } }),
    threshold: 1.5 * 2 ** 30,
    for: '10m',
    ...raised('RESOURCE_EXHAUSTION', 'error'),
    summary: 'The node {{ $labels.node }} takes too much memory.',
    description: 'Executions of the node {{ $labels.node }} take {{ $value | humanize1024 }}B of memory each.',
    runbook: {
      meaning: 'An execution of this node has taken more memory than it should for ten minutes.',
      impact: 'Some of them at once, and the kernel ends the backend with everything that is under way.',
      diagnosis: 'What does it read? Documents of a research that are held whole are the usual find.',
      mitigation: 'Let fewer workflows run at once; then read documents in parts.',
      queries: [
        { ask: 'Which nodes need it?', expr: promql`max by (node) (${metrics.memory})` },
        { ask: 'How many workflows are under way?', expr: promql`sum by (instance) (${metrics.active})` },
      ],
    },
  }),
]);
