import type { Gate } from '../gate.ts';

/** What is resolved has passed: a definition with mistakes is refused before any gate, with all of them. */
export const definition: Gate = {
  id: 'definition',
  code: 'NX600',
  title: 'definition',
  why: 'names, ports, routes and intervals that do not fit would only show when the stack runs',
  tools: [],
  run: async ({ subjects }) => ({
    checked: subjects.length,
    what: 'environment',
    findings: [],
    note: subjects.map(({ folder }) => folder).join(', '),
  }),
};
