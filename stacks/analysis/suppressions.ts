import type { Suppression } from '../model/index.ts';
import type { ExpressionFinding } from './check.ts';
import type { ParsedExpression } from './parsed.ts';

/**
 * Takes out the findings that are meant to be. A suppression without a reason, one that is past its day, and one that suppresses
 * nothing are findings themselves (NX549): otherwise they pile up until nobody knows which of them hide something.
 */
export function applySuppressions(
  findings: readonly ExpressionFinding[],
  expression: ParsedExpression,
  today: string,
): ExpressionFinding[] {
  const { ignore } = expression;
  if (ignore.length === 0) return [...findings];
  const holds = (suppression: Suppression) => suppression.reason.trim() !== '' && !isOver(suppression, today);
  const left = findings.filter(({ code }) => !ignore.some((each) => each.check === code && holds(each)));
  const stale = ignore.flatMap((suppression): ExpressionFinding[] => {
    const fault = faultOf(suppression, findings, today);
    if (fault === undefined) return [];
    const span = { from: 0, to: expression.expression.text.length };
    return [{ code: 'NX549', check: 'suppression', severity: 'error', span, at: 'ignore', ...fault, expression }];
  });
  return [...left, ...stale];
}

function isOver({ until }: Suppression, today: string): boolean {
  return until !== undefined && until < today;
}

function faultOf(
  suppression: Suppression,
  findings: readonly ExpressionFinding[],
  today: string,
): { readonly message: string; readonly fix: string } | undefined {
  const { check, reason, until } = suppression;
  if (reason.trim() === '')
    return { message: `${check} is ignored without a reason`, fix: 'say why it is no mistake here' };
  if (!findings.some(({ code }) => code === check)) {
    const fix = check === 'NX544' ? 'remove it; where a unit has the reason, write the unit alone' : 'remove it';
    return { message: `${check} is ignored, but there is nothing to ignore`, fix };
  }
  if (isOver(suppression, today)) {
    return {
      message: `${check} was ignored until ${until}`,
      fix: 'mend what it hides, or decide anew until when it may stay',
    };
  }
  return undefined;
}
