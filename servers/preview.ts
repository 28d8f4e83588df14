import { boardUid, type Fallback, homeBoard, previewPort, type Stack } from '../stacks/model/index.ts';
import { ownHealth, ownProgram } from './own-program.ts';

/** The preview of the dashboards: what a person opens on a machine without Grafana. It only reads, and only on loopback. */
export function previewInsteadOfGrafana(stack: Stack): Fallback {
  return {
    insteadOf: 'grafana',
    workload: {
      ...ownProgram,
      name: 'preview',
      summary: 'Draws the dashboards where there is no Grafana.',
      image: stack.versions.node,
      args: (at) => [
        at.file('preview.mjs'),
        ...['--listen', at.listen('http')],
        ...['--dashboards', at.shared('dashboards')],
        ...['--prometheus', `http://${at.address('prometheus')}`],
        ...['--interval', stack.prometheus.interval],
        ...['--from', `${stack.name} (${stack.environment})`],
        ...['--home', boardUid(stack.name, homeBoard)],
        ...traces(stack),
      ],
      configFolder: '/etc/narthex/preview',
      files: (['preview.mjs', 'preview.js', 'preview.css'] as const).map((asset) => ({ path: asset, asset })),
      shared: [{ folder: 'dashboards', mountPath: '/etc/narthex/dashboards' }],
      ports: [{ name: 'http', number: previewPort }],
      health: ownHealth(previewPort, '/api/dashboards'),
      published: { port: 'http', title: 'dashboards', note: 'a preview; not Grafana' },
    },
  };
}

function traces({ grafana }: Stack): string[] {
  if (grafana.traces === undefined) return [];
  const { type, url, label } = grafana.traces;
  return ['--traces', type, '--traces-url', url, ...(label === undefined ? [] : ['--traces-label', label])];
}
