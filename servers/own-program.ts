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
  hardening: { ...strict, user: { uid: 65534, gid: 65534 } },
} as const satisfies Partial<Workload>;

/** A health check that needs nothing but Node.js, because its images differ in what else they hold. */
export function nodeCheck(url: string): readonly string[] {
  return ['node', '-e', `fetch('${url}').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))`];
}
