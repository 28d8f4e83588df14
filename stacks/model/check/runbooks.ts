import type { StackDefinition } from '../definition.ts';
import type { Problem } from '../problem.ts';
import { alertPlaceholder, runbookUrl } from '../runbooks.ts';
import type { Stack } from '../stack.ts';

/** NX118: an address of runbooks that no link can be made of. */
export function checkRunbooks(stack: Stack, definition: StackDefinition): Problem[] {
  const { runbooks, environment } = stack;
  const overridden = definition.environments?.[environment]?.runbooks !== undefined;
  const path = [...(overridden ? ['environments', environment] : []), 'runbooks'];
  const refuse = (message: string, fix: string): Problem[] => [{ code: 'NX118', path, message, fix }];
  const example = "like 'https://runbooks.example.org/shop'";
  if (typeof runbooks === 'object' && runbooks !== null && typeof runbooks.servedAt === 'string') {
    if (/^https?:\/\/[^/\s]\S*$/.test(runbooks.servedAt) && URL.canParse(runbooks.servedAt)) return [];
    return refuse(
      `'${runbooks.servedAt}' is not a URL`,
      `write where people open them, { servedAt: 'https://runbooks.example.org' }`,
    );
  }
  if (typeof runbooks !== 'string') return refuse('the address of the runbooks is no text', `write a URL, ${example}`);
  const other = runbooks.match(/\{[^}]*\}/g)?.find((each) => each !== alertPlaceholder);
  if (other !== undefined)
    return refuse(`'${other}' stands for nothing`, `write ${alertPlaceholder} where the name of the alert stands`);
  if (!/^https?:\/\/[^/\s]/.test(runbooks) || !URL.canParse(runbookUrl(stack, 'Alert')) || /\s/.test(runbooks))
    return refuse(`'${runbooks}' is not a URL`, `write where people read them, ${example}`);
  if (!runbooks.includes(alertPlaceholder) && /[?#]/.test(runbooks))
    return refuse(
      `nothing can be added to '${runbooks}'`,
      `write ${alertPlaceholder} where the name of the alert stands`,
    );
  return [];
}
