import { type Annotation, type Expression, isOneOf, promql, scrape, severityColors, stateColors } from 'narthex';

/**
 * Marks over all graphs of the boards of some jobs: their own alerts, and when their processes were started, which `restarts` counts
 * (`changes(…)`), under these words. `names` is the label that says which one an alert is about.
 */
export function marksOf(
  jobs: readonly string[],
  restarts: { readonly expr: Expression; readonly title: string },
  names: 'instance' | 'service' = 'instance',
): readonly Annotation[] {
  const firing = (name: string, severity: keyof typeof severityColors): Annotation => ({
    name,
    expr: promql`${scrape.alerts}{alertstate="firing", ${isOneOf('job', jobs)}, severity="${severity}"}`,
    title: '{{alertname}}',
    text: `{{${names}}}`,
    tags: ['severity'],
    color: severityColors[severity],
  });
  return [
    firing('Critical alerts', 'critical'),
    firing('Warnings', 'warning'),
    firing('Notes', 'info'),
    { name: 'Restarts', ...restarts, text: '{{instance}}', tags: ['job'], color: stateColors.info },
  ];
}
