import type { Program } from '../common/conditions/program.ts';

/** An instance of the orchestration, as the labels of its series name it. */
export const program = {
  job: 'orchestration',
  service: 'orchestrator',
  instance: 'orchestrator:8000',
} satisfies Program;
