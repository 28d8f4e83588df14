import { describe, expect, it } from 'vitest';
import { type LocalDescription, local, runFolderToken } from '../../local/index.ts';
import { composeFile } from '../support/compose.ts';
import { planOf, shop } from '../support/stacks.ts';

const plan = planOf(shop());

describe('the server of the runbooks', () => {
  it('is opened by people and talks to nobody', () => {
    const workload = plan.workloads.find(({ name }) => name === 'runbooks');
    expect(workload?.published).toEqual({ port: 'http', title: 'Runbooks' });
    expect(plan.edges.filter(({ from, to }) => [from, to].includes('runbooks'))).toEqual([]);
    expect(workload?.hardening.exceptions).toEqual([]);
  });

  it('reads the folder of the runbooks, in which it can change nothing, and has no other', () => {
    const entry = composeFile(plan).services.runbooks;
    expect(entry?.volumes).toEqual(['./runbooks:/etc/narthex/server:ro', '../runbooks:/etc/narthex/runbooks:ro']);
    expect(entry?.command).toEqual([
      '/etc/narthex/server/runbooks.mjs',
      '--listen',
      ':9096',
      '--pages',
      '/etc/narthex/runbooks',
    ]);
    expect(entry).toMatchObject({ user: '65534:65534', read_only: true, networks: ['edge'] });
  });

  it('listens on loopback as a process, and reads what the stack wrote into the run folder', () => {
    const { processes } = JSON.parse(local.render(plan).get('local/processes.json') ?? '{}') as LocalDescription;
    const found = processes.find(({ name }) => name === 'runbooks');
    expect(found).toMatchObject({
      program: 'node',
      health: { address: '127.0.0.1:9096', path: '/healthz' },
      opens: { title: 'Runbooks', url: 'http://127.0.0.1:9096' },
    });
    expect(found?.args.slice(1)).toEqual([
      '--listen',
      '127.0.0.1:9096',
      '--pages',
      `${runFolderToken}/config/runbooks`,
    ]);
  });

  it('is asked for its health with nothing but what its image has', () => {
    const { healthcheck } = composeFile(plan).services.runbooks as { healthcheck?: { test: readonly string[] } };
    expect(healthcheck?.test.slice(0, 3)).toEqual(['CMD', 'node', '-e']);
    expect(healthcheck?.test.at(-1)).toContain('http://127.0.0.1:9096/healthz');
  });
});
