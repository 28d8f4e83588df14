import { isOneOf, type NamedMetric, promql } from '../../promql/index.ts';
import { scrape } from '../../servers/index.ts';
import type { Variable } from '../../stacks/model/index.ts';

/** The choice among these jobs; the widest one, so it stands first. */
export function jobVariable(jobs: readonly string[], label: string): Variable {
  return { name: 'job', label, query: promql`label_values(${scrape.up}{${isOneOf('job', jobs)}}, job)` };
}

/** The choice among the instances of those of these jobs that are chosen: all of them chosen would mean every job that there is. */
export function instanceVariable(jobs: readonly string[], label: string): Variable {
  const matchers = `${isOneOf('job', jobs)}, ${chosen('job')}`;
  return { name: 'instance', label, query: promql`label_values(${scrape.up}{${matchers}}, instance)` };
}

/** The choice among the values of a label of a metric, under the name of the label. `wider`: variables before it that narrow it down. */
export function labelVariable(
  name: string,
  label: string,
  metric: NamedMetric,
  wider: readonly string[] = [],
): Variable {
  const of = wider.length === 0 ? promql`${metric}` : promql`${metric}{${chosen(...wider)}}`;
  return { name, label, query: promql`label_values(${of}, ${name})` };
}

/** Matchers for what is chosen at the top of the board, for use in braces: `job=~"$job", instance=~"$instance"`. */
export function chosen(...names: readonly string[]): string {
  return names.map((name) => `${name}=~"$${name}"`).join(', ');
}
