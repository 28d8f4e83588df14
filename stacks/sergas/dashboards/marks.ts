import { type Annotation, nodejsMetrics, promql, scrape, severityColors, stateColors } from 'narthex';

function firing(name: string, severity: keyof typeof severityColors): Annotation {
  return {
    name,
    expr: promql`${scrape.alerts}{alertstate="firing", job="sergas", severity="${severity}"}`,
    title: '{{alertname}}',
    text: '{{instance}}',
    tags: ['severity'],
    color: severityColors[severity],
  };
}

/** Marks over all graphs of Sergas: its own alerts, and when its processes were started. */
export const marks: readonly Annotation[] = [
  firing('Critical alerts', 'critical'),
  firing('Warnings', 'warning'),
  firing('Notes', 'info'),
  {
    name: 'Restarts',
    expr: promql`changes(${nodejsMetrics.startTime}{job="sergas"}[$__rate_interval]) > 0`,
    title: 'The API was started',
    text: '{{instance}}',
    tags: ['job'],
    color: stateColors.info,
  },
];
