// The examples of the checks, run: for the pages of the docs and for tests. A side door, so that no command carries them.
import { parse } from '../syntax/parse.ts';
import type { Check, CheckContext, Environment, Example, RuleInContext, Usage } from './check.ts';
import { exampleCatalog } from './example-catalog.ts';
import { type CheckFinding, runChecks } from './run.ts';
import { isRule } from './support.ts';

export { checks } from './list.ts';

/** The Prometheus in which the examples stand. */
export const exampleEnvironment: Environment = {
  version: [3, 5],
  features: new Set(),
  evaluationInterval: 15,
  retention: 30 * 86_400,
  externalLabels: { environment: 'production' },
};

const defaults: Readonly<Record<Usage['kind'], Usage>> = {
  alert: {
    kind: 'alert',
    name: 'Example',
    group: 'examples',
    interval: 15,
    for: 300,
    keepFiringFor: 0,
    labels: { severity: 'warning' },
    annotations: { summary: 'Something is wrong.', description: 'It is wrong because of this.' },
  },
  recording: { kind: 'recording', name: 'job:example:sum', group: 'examples', interval: 15, labels: {} },
  panel: { kind: 'panel', name: 'example / Panel', overTime: true },
  variable: { kind: 'variable', name: 'example / variable' },
  annotation: { kind: 'annotation', name: 'example / annotation' },
  runbook: { kind: 'runbook', name: 'HighErrorRate / Which routes fail?' },
  query: { kind: 'query', name: 'a query' },
};

/** A usage with what is left out filled in. */
export function usageOf(usage: Partial<Usage> = {}): Usage {
  return { ...defaults[usage.kind ?? 'query'], ...usage } as Usage;
}

/** What differs from the surroundings of the examples. */
export type Changes = Partial<Pick<CheckContext, 'rules' | 'variables' | 'catalog'>> & {
  readonly environment?: Partial<Environment>;
  readonly beside?: Example['beside'];
};

/** What a check says about an expression of the example catalog. Throws a `PromqlError` for what does not parse. */
export function findings(
  check: Check,
  text: string,
  usage: Partial<Usage> = {},
  changes: Changes = {},
): CheckFinding[] {
  const complete = usageOf(usage);
  const before = (changes.beside ?? []).flatMap((example) => rule(example.expr, usageOf(example.usage)));
  const rules = changes.rules ?? [...before, ...rule(text, complete)];
  return runChecks(
    [check],
    { text, expr: parse(text), variables: changes.variables ?? [], usage: complete },
    {
      catalog: changes.catalog ?? exampleCatalog,
      environment: { ...exampleEnvironment, ...changes.environment },
      rules,
    },
  );
}

function rule(text: string, usage: Usage): RuleInContext[] {
  return isRule(usage) ? [{ usage, text, expr: parse(text) }] : [];
}
