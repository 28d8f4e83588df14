import type { MetricDefinition } from '@narthex/instrumentation';
import { type Expression, isOneOf, promql } from '../../promql/index.ts';
import {
  type Annotation,
  type Board,
  type Stack,
  serviceExposures,
  serviceJobs,
  stateColors,
} from '../../stacks/model/index.ts';

/** The name of the annotation, which an author's board may take for one of its own. */
const name = 'Deploys';

/** Says which version runs: the program itself best of all, else what it runs on. */
const versionMetrics = [/(^|_)build_info$/, /^nodejs_version_info$/];

/** An info metric with the version that runs, and the jobs that tell it. */
interface Versioned {
  readonly metric: MetricDefinition;
  readonly jobs: readonly string[];
}

/**
 * Marks the moments at which services began to run another version: a version that was not there before, while another one was. A service
 * that only starts, or comes back as it was, has no mark. None if no service says which version it runs.
 */
export function deploys(stack: Stack): Annotation[] {
  const found = versioned(stack);
  const labels = ['job', 'version'];
  if (found.length > 0 && found.every(({ metric }) => Object.hasOwn(metric.labels, 'revision')))
    labels.push('revision');
  const [first, ...others] = found.map((each) => begins(each, labels.join(', ')));
  if (first === undefined) return [];
  const expr = others.reduce((all, other) => promql`${all} or ${other}`, first);
  const text = labels.includes('revision') ? 'revision {{revision}}' : 'another version than before';
  return [{ name, expr, title: '{{job}} runs {{version}}', text, tags: ['job'], color: stateColors.neutral }];
}

/** A board with these marks, unless it has its own. */
export function withDeploys(board: Board, marks: readonly Annotation[]): Board {
  const has = board.annotations.some((annotation) => annotation.name === name);
  return has ? board : { ...board, annotations: [...board.annotations, ...marks] };
}

function begins({ metric, jobs }: Versioned, labels: string): Expression {
  const now = promql`${metric}{${isOneOf('job', jobs)}}`;
  const before = promql`${now} offset $__rate_interval`;
  return promql`(group by (${labels}) (${now}) unless group by (${labels}) (${before}) and on (job) group by (job) (${before}))`;
}

function versioned(stack: Stack): Versioned[] {
  const found = new Map<string, Versioned>();
  for (const { name: job } of serviceJobs(stack)) {
    const all = serviceExposures(stack, job).flatMap(({ metrics }) => Object.values(metrics));
    const infos = all.filter(
      (metric) => metric.type === 'gauge' && metric.info && Object.hasOwn(metric.labels, 'version'),
    );
    const metric = versionMetrics.flatMap((pattern) => infos.filter(({ name: own }) => pattern.test(own)))[0];
    if (metric !== undefined) found.set(metric.name, { metric, jobs: [...(found.get(metric.name)?.jobs ?? []), job] });
  }
  return [...found.values()];
}
