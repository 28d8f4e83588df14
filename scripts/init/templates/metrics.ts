import { frameworks } from '../frameworks.ts';
import type { InitProject } from '../project.ts';
import { importLine } from './source.ts';

/** The definitions of what the service records. */
export function metricsModule({ name, framework, start, stack }: InitProject): string {
  const { adapter } = frameworks[framework];
  const own = start
    ? `
  greetings: counter('greetings_total', 'Greetings that were given.', { labels: { language: bounded(20) } }),`
    : '';
  return `// What ${name} records, defined once: the service records through these definitions, stacks/${name}.${stack} reads them.
${importLine('@narthex/instrumentation', ...(start ? ['bounded', 'counter'] : []), 'defineMetrics', 'gauge', 'mergeMetrics', 'open')}
${importLine(`@narthex/instrumentation/${adapter}`, 'httpMetrics')}
${importLine('@narthex/instrumentation/health', 'healthMetrics')}

/** The service's own metrics. Add yours here. */
export const ownMetrics = defineMetrics({
  version: gauge('service_version_info', 'Which version runs.', { labels: { version: open({ typically: 1 }) }, info: true }),${own}
});

/** All that the service records: its own metrics, its HTTP requests, its health. The catalog of its stack. */
export const serviceMetrics = mergeMetrics(ownMetrics, httpMetrics, healthMetrics);
`;
}
