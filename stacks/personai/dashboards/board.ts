import { promql, scrape, type Variable } from 'narthex';
import { marksOf } from '../../common/boards/marks.ts';
import { serviceNames } from '../services.ts';

/** The jobs of the four services, as a matcher. */
export const ours = `job=~"${serviceNames.join('|')}"`;

/** The services that are chosen. */
export const chosen = 'service=~"$service"';

/** The choice of all boards but that of the briefs. */
export const variables: readonly Variable[] = [
  { name: 'service', label: 'Service', query: promql`label_values(${scrape.up}{${ours}}, service)` },
];

/** Whose boards they are. */
export const owner = { stack: 'personai', team: 'personai' };

/** Marks over all graphs: alerts of the services, and when one of them came back. */
export const marks = marksOf(
  serviceNames,
  {
    expr: promql`changes(${scrape.up}{${ours}}[$__rate_interval]) > 0`,
    title: 'An instance came or went',
  },
  'service',
);
