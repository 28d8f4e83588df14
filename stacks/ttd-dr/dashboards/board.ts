import { promql, scrape } from 'narthex';
import { marksOf } from '../../common/boards/marks.ts';
import { workflows } from '../metrics.ts';

/** Whose boards they are. */
export const owner = { stack: 'ttd-dr', team: 'research' };

/** Marks over all graphs: its own alerts, and when an instance came back. */
export const marks = marksOf(
  ['ttd-dr'],
  {
    expr: promql`changes(${scrape.up}{job="ttd-dr"}[$__rate_interval]) > 0`,
    title: 'An instance came or went',
  },
  'service',
);

/** The choice of nodes. */
export const nodeVariable = {
  name: 'node',
  label: 'Node',
  query: promql`label_values(${workflows.executions}, node)`,
};

/** The choice of instances. */
export const instanceVariable = {
  name: 'instance',
  label: 'Instance',
  query: promql`label_values(${scrape.up}{job="ttd-dr"}, instance)`,
};
