import type { Program } from '../common/conditions/program.ts';

/** An instance of the backend, as the labels of its series name it. */
export const program = { job: 'ttd-dr', service: 'backend', instance: 'backend:8000' } satisfies Program;
