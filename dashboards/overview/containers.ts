import { cadvisorMetrics } from '../../exporters/index.ts';
import { type Expression, promql } from '../../promql/index.ts';
import type { Row, Stack, TimeSeriesPanel } from '../../stacks/model/index.ts';
import { inLines } from '../layout.ts';
import { leading, leadsTo } from '../parts/links.ts';
import { every, exporterInterval, exportersOf } from './scope.ts';

/** The containers: who uses the host. Closed, because one opens it only after the hosts look bad. */
export function containers(stack: Stack): Row[] {
  const exporters = exportersOf(stack, cadvisorMetrics);
  if (exporters.length === 0) return [];
  return [
    {
      key: 'containers',
      title: 'Containers: who uses the hosts',
      collapsed: true,
      lines: inLines(every(exporterInterval(stack, exporters), leading(leadsTo('containers'), [cpu, memory])), 8),
    },
  ];
}

/** The ten highest sums by container; by pod in a cluster, where the name of a container is an unreadable id. */
function topTen(series: Expression): Expression {
  return promql`topk(10, sum by (name) (label_replace(${series}, "name", "$1", "pod", "(.+)")))`;
}

const noContainer = 'No container was measured in this range.';

const cpu: TimeSeriesPanel = {
  kind: 'timeseries',
  key: 'container-cpu',
  title: 'Processors by container',
  shows: 'Processors in use, the ten containers that use most: 1 is one processor, always busy.',
  action: 'A container that stands at its limit is throttled: raise the limit or find out what it computes.',
  unit: 'short',
  min: 0,
  noValue: noContainer,
  queries: [
    { expr: topTen(promql`rate(${cadvisorMetrics.cpuSeconds}{name!=""}[$__rate_interval])`), legend: '{{name}}' },
  ],
};

const memory: TimeSeriesPanel = {
  kind: 'timeseries',
  key: 'container-memory',
  title: 'Memory by container',
  shows: 'Memory that cannot be given back, the ten containers that hold most.',
  action: 'Steady growth is a leak: restart it before its limit ends it, then look for the cause.',
  min: 0,
  noValue: noContainer,
  queries: [{ expr: topTen(promql`${cadvisorMetrics.workingSet}{name!=""}`), legend: '{{name}}' }],
};
