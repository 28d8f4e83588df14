import type { LintSuppression } from '../../stacks/model/index.ts';

/** Rules that do not hold for dashboards that are made from a stack, with the reasons. */
export const meantForStacks: readonly LintSuppression[] = [
  'template-job',
  'template-instance',
  'target-job',
  'target-instance',
].map((rule) => ({
  rule,
  reason:
    'what a panel reads is known: its queries name the jobs themselves, and a board has the variables that narrow something',
}));
