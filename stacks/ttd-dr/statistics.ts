import { type Duration, promql, type RulePack, rulePack } from 'narthex';
import { meanOf } from '../common/records/rates.ts';
import { type Subject, statisticsOf } from '../common/records/statistics.ts';
import { api, workflows } from './metrics.ts';
import { program } from './program.ts';

/** The windows of the statistics, each with how often unit tests look at its rules: what is a day long needs no look every minute. */
export const windows = { '5m': '1m', '1h': '10m', '1d': '1h' } as const satisfies Readonly<Record<Duration, Duration>>;

/** One of the windows. */
export type StatisticWindow = keyof typeof windows;

const answers = 'job_service:http_request_duration_seconds:mean5m';
const node = { instance: program.instance, node: 'retrieval_engine' };

/** What the document wants statistics of: the time and the memory of executions, the time of the API to answer. */
export const subjects = {
  executionTime: {
    base: 'instance_node:workflow_execution_seconds',
    of: promql`${workflows.lastDuration}`,
    labels: node,
  },
  memory: { base: 'instance_node:workflow_memory_bytes', of: promql`${workflows.memory}`, labels: node },
  answerTime: { base: 'service:http_answer_seconds', of: promql`${answers}`, labels: {} },
} satisfies Readonly<Record<string, Subject>>;

const answerRecord = meanOf(
  program,
  { name: answers, title: 'is the mean time of an answer of the API', window: '5m' },
  api.duration,
);

/** Number, least, greatest, mean, median and standard deviation of each subject over each window. */
export const statisticRules: readonly RulePack[] = [
  rulePack('ttd-dr-answers', [answerRecord]),
  ...Object.entries(windows).map(
    ([window, testedEvery]): RulePack => ({
      name: `ttd-dr-statistics-${window}`,
      interval: '1m',
      testedEvery,
      rules: Object.values(subjects).flatMap((subject) => statisticsOf(program, subject, window as StatisticWindow)),
    }),
  ),
];
