import { nodejsMetrics, promql, type Query, scrape, type Variable } from 'narthex';
import { marksOf } from '../../common/boards/marks.ts';

/** What is recorded, as chosen. It is told apart by the service only. */
export const chosen = 'service=~"$service"';

/** The choice of all boards. */
export const variables: readonly Variable[] = [
  {
    name: 'service',
    label: 'Service',
    query: promql`label_values(${scrape.up}{job="orchestration"}, service)`,
  },
];

/** What is recorded, of the chosen service. */
export function recordedQuery(name: string, legend: string): Query {
  return { expr: promql`${name}{${chosen}}`, legend };
}

/** Marks over all graphs: its own alerts, and when its processes were started. */
export const marks = marksOf(
  ['orchestration'],
  {
    expr: promql`changes(${nodejsMetrics.startTime}{job="orchestration"}[$__rate_interval]) > 0`,
    title: 'The orchestration was started',
  },
  'service',
);

/** Whose boards they are. */
export const owner = { stack: 'segment-orchestration', team: 'orchestration' };
