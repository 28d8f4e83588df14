import type { Plan } from '../stacks/model/index.ts';
import { runbookPage } from './runbook.ts';

/** The folder of the runbooks: a page for each alert of a plan. */
export function runbookFiles({ groups, stack }: Plan): { readonly path: string; readonly text: string }[] {
  return groups.flatMap((group) =>
    group.rules.flatMap((rule) =>
      rule.kind === 'alert' ? [{ path: `${rule.name}.md`, text: runbookPage(rule, group, stack) }] : [],
    ),
  );
}
