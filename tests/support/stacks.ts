import { defineStack, deployed, secretFile } from 'narthex';
import {
  type Definition,
  type EnvironmentName,
  NarthexError,
  type Plan,
  type Problem,
  resolveStack,
  type StackDefinition,
} from '../../stacks/model/index.ts';
import { planStack } from '../../stacks/synthesize/index.ts';

/** Texts in place of the bundled programs: nothing that is tested with them depends on what they say. */
export const assets: Plan['assets'] = {
  'simulator.mjs': '// simulator\n',
  'inbox.mjs': '// inbox\n',
  'runbooks.mjs': '// runbooks\n',
  'preview.mjs': '// preview\n',
  'preview.js': '// page of the preview\n',
  'preview.css': '/* page of the preview */\n',
};

/** The smallest stack without a mistake: one service elsewhere, one receiver. */
export const smallest = {
  name: 'shop',
  summary: 'Sells things.',
  team: 'shop',
  services: {
    api: { summary: 'The API.', port: 8000, run: deployed('api.internal:8000') },
  },
  exporters: [],
  receivers: { team: { webhook: [{ url: secretFile('team-url', 'where the team is told') }] } },
  routing: {
    receiver: 'team',
    groupBy: ['alertname'],
    groupWait: '30s',
    groupInterval: '5m',
    repeatInterval: '4h',
    routes: [],
    watchdog: 'team',
  },
} as const satisfies StackDefinition;

/** A definition as JavaScript sees it: anything may be wrong in it. */
export function define(stack: object): Definition {
  return defineStack(stack as never);
}

/** The smallest stack, with changes at its top level. */
export function shop(changes: object = {}): Definition {
  return define({ ...smallest, ...changes });
}

const plans = new WeakMap<Definition, Map<EnvironmentName, Plan>>();

/** Everything that follows from a definition in an environment. Nobody changes a plan, so many tests share that of a large stack. */
export function planOf(definition: Definition, environment: EnvironmentName = 'development'): Plan {
  const known = plans.get(definition) ?? new Map<EnvironmentName, Plan>();
  plans.set(definition, known);
  const plan = known.get(environment) ?? planStack(resolveStack(definition, environment), assets);
  known.set(environment, plan);
  return plan;
}

/** The problems with which work is refused; none if it is done. Any other error is thrown on. */
export function problemsOf(work: () => unknown): readonly Problem[] {
  try {
    work();
    return [];
  } catch (error) {
    if (error instanceof NarthexError) return error.problems;
    throw error;
  }
}
