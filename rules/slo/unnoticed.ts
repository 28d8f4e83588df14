import type { RecordingRule, Unnoticed } from '../../stacks/model/index.ts';
import { mutantsOf } from '../mutants/mutants.ts';

/** Why a mistake in a rule is not noticed by its own tests; undefined for those that have to be. */
export type Explain = (changed: string, change: string) => string | undefined;

/** The mistakes in an expression that no test of an hour can notice, each with the reason; found out when somebody asks. */
export function unnoticedMistakes(expr: RecordingRule['expr'], explain: Explain): () => Unnoticed {
  return () => {
    const reasons = mutantsOf({ kind: 'recording', name: 'expression', expr }).flatMap(({ change, rule: mutant }) => {
      const reason = explain(mutant.expr.text, change);
      return reason === undefined ? [] : [[change, reason] as const];
    });
    return Object.fromEntries(reasons);
  };
}
