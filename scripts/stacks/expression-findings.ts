import { excerpt } from '../../promql/index.ts';
import type { ExpressionFinding } from '../../stacks/analysis/index.ts';
import type { Problem, SourcePosition } from '../../stacks/model/index.ts';
import { expressionPosition } from './expression-position.ts';
import type { LoadedStack } from './load.ts';

/** Where in the author's TypeScript a finding lies; `undefined` for a rule or panel of Narthex's own. */
export function findingPosition(
  { expression, span, at }: ExpressionFinding,
  { compiled }: Partial<Pick<LoadedStack, 'compiled'>>,
  projectFolder: string,
): SourcePosition | undefined {
  if (compiled === undefined) return undefined;
  // What is not in the expression has no span there; the expression is what one finds the rule by.
  const part = at === undefined ? span : { from: 0, to: expression.expression.text.length };
  const range = expressionPosition(expression.expression, part, compiled.text, compiled.path, projectFolder);
  return range && { file: range.file, line: range.line, column: range.column };
}

/** What a finding says, with the part of the expression that it is about. */
export function findingMessage({ expression, span, at, message, check }: ExpressionFinding): string {
  const place = at === undefined ? expression.where : `${expression.where}, ${at}`;
  const shown = at === undefined ? `\n${excerpt(expression.expression.text, span)}` : '';
  return `${place}: ${message} (${check})${shown}`;
}

/** Findings as mistakes of the definition, for a command that cannot go on with them. */
export function findingProblems(
  findings: readonly ExpressionFinding[],
  loaded: LoadedStack,
  projectFolder: string,
): Problem[] {
  return findings.map((finding) => {
    const position = findingPosition(finding, loaded, projectFolder);
    return {
      code: finding.code,
      path: [],
      message: findingMessage(finding).replaceAll('\n', '\n    '),
      fix: finding.fix,
      ...(position && { position }),
    };
  });
}
