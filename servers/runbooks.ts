import { runbooksPort, type Stack, type Workload } from '../stacks/model/index.ts';
import { ownHealth, ownProgram } from './own-program.ts';

/** Narthex's own server of the runbooks: what a person opens who was woken by an alert. */
export function runbooksWorkload(stack: Stack): Workload {
  return {
    ...ownProgram,
    name: 'runbooks',
    summary: 'Serves the runbook of each alert as a page.',
    image: stack.versions.node,
    args: (at) => [at.file('runbooks.mjs'), '--listen', at.listen('http'), '--pages', at.shared('runbooks')],
    configFolder: '/etc/narthex/server',
    files: [{ path: 'runbooks.mjs', asset: 'runbooks.mjs' }],
    shared: [{ folder: 'runbooks', mountPath: '/etc/narthex/runbooks' }],
    ports: [{ name: 'http', number: runbooksPort }],
    health: ownHealth(runbooksPort, '/healthz'),
    published: { port: 'http', title: 'Runbooks' },
  };
}
