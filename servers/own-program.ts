import { strict, type Workload, workloadDefaults } from '../stacks/model/index.ts';

/** What Narthex's own small programs have in common as workloads: one bundled file, run by plain Node.js. */
export const ownProgram = {
  ...workloadDefaults,
  program: 'node',
  entrypoint: false,
  resources: {
    cpu: { request: 0.02, limit: 0.5 },
    memory: { request: '64Mi', limit: '192Mi' },
    pids: 64,
  },
  hardening: strict,
} as const satisfies Partial<Workload>;

/** Their health, asked with nothing but Node.js, because its images differ in what else they hold. */
export function ownHealth(port: number, path = '/health'): Workload['health'] {
  const ask = `fetch('http://127.0.0.1:${port}${path}').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))`;
  return { port: 'http', readyPath: path, livePath: path, command: ['node', '-e', ask], startWithin: '30s' };
}
