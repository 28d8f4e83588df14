import { isOneOf, promql } from '../../promql/index.ts';
import { prometheusMetrics, scrape } from '../../servers/index.ts';
import {
  type Annotation,
  type Stack,
  serviceExposures,
  serviceJobs,
  severityColors,
  stateColors,
} from '../../stacks/model/index.ts';

/** Marks over all graphs: alerts that fire, processes that started. */
export function annotations(stack: Stack): Annotation[] {
  const { processStart } = prometheusMetrics;
  const services = serviceJobs(stack).filter(({ name }) =>
    serviceExposures(stack, name).some(({ metrics }) =>
      Object.values(metrics).some((metric) => metric.name === processStart.name),
    ),
  );
  const jobs = [...services.map(({ name }) => name), 'prometheus', 'alertmanager'];
  return [
    firing('Critical alerts', 'critical'),
    firing('Warnings', 'warning'),
    {
      name: 'Restarts',
      expr: promql`changes(${processStart}{${isOneOf('job', jobs)}}[$__rate_interval]) > 0`,
      title: '{{job}} restarted',
      text: '{{instance}}',
      tags: ['job'],
      color: stateColors.info,
    },
  ];
}

function firing(name: string, severity: 'critical' | 'warning'): Annotation {
  return {
    name,
    expr: promql`${scrape.alerts}{alertstate="firing", severity="${severity}"}`,
    title: '{{alertname}}',
    text: '{{job}} {{instance}}',
    tags: ['severity'],
    color: severityColors[severity],
  };
}
