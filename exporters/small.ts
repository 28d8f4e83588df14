import { strict, type Workload, workloadDefaults } from '../stacks/model/index.ts';

/** What most exporters have in common: one HTTP port, no state, little memory. */
export const smallExporter = {
  ...workloadDefaults,
  configFolder: '/etc/narthex',
  resources: {
    cpu: { request: 0.02, limit: 0.25 },
    memory: { request: '32Mi', limit: '128Mi' },
    pids: 64,
  },
  hardening: strict,
} as const satisfies Partial<Workload>;

/** The health of an exporter that answers on this path, checked by the `wget` of its image. */
export function answersOn(path: string): Workload['health'] {
  return { port: 'http', readyPath: path, livePath: path, command: 'wget', startWithin: '1m' };
}
