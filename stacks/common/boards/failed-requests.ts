import { type CounterDefinition, type Guard, promql, type StatPanel } from 'narthex';
import { shareOf } from './queries.ts';

/** What tells one service's failed requests from another's. */
interface FailedRequests {
  /** The counter of requests, with a label `status_code` that has the value `5xx`. */
  readonly requests: CounterDefinition;
  /** Matchers of the variables of the board. */
  readonly chosen: string;
  readonly action: string;
  readonly guard?: Guard;
}

/** The share of the requests of the last five minutes that failed, as a tile. */
export function failedRequests({ requests, chosen, action, guard }: FailedRequests): StatPanel {
  const failed = promql`sum(rate(${requests}{status_code="5xx", ${chosen}}[5m]))`;
  const all = promql`sum(rate(${requests}{${chosen}}[5m]))`;
  return {
    kind: 'stat',
    key: 'failed-requests',
    title: 'Failed requests',
    shows: 'Share of the requests of the last five minutes that ended in a status 5xx.',
    action,
    unit: 'percentunit',
    decimals: 2,
    min: 0,
    noValue: 'No request in five minutes',
    queries: [{ expr: shareOf(failed, all), legend: 'failed' }],
    ...(guard !== undefined && { guard }),
  };
}
