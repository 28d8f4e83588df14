import { checkExpressions, type ExpressionFinding } from '../../../stacks/analysis/index.ts';
import { today } from '../../checked.ts';
import type { Finding, Gate, Subject } from '../gate.ts';

/** Every expression of every stack, against what its jobs expose. */
export const expressions: Gate = {
  id: 'expressions',
  code: 'NX500',
  title: 'expressions',
  why: 'a query about something that is not there answers with nothing, and an alert on nothing never fires',
  tools: [],
  run: async ({ subjects, projectFolder }) => {
    const { findingMessage, findingPosition } = await import('../../stacks/expression-findings.ts');
    const reports = subjects.map((subject) => ({ subject, report: checkExpressions(subject.plan, today()) }));
    const found = reports.flatMap(({ subject, report }) =>
      report.findings.map((finding): Finding => {
        const position = findingPosition(finding, subject, projectFolder);
        return {
          code: finding.code,
          severity: finding.severity,
          artifact: position?.file ?? artifactOf(finding, subject),
          ...(position && { line: position.line, column: position.column }),
          message: findingMessage(finding),
          fix: finding.fix,
        };
      }),
    );
    return {
      checked: reports.reduce((sum, { report }) => sum + report.checked, 0),
      what: 'expression',
      findings: withoutRepeats(found),
    };
  },
};

/** The generated file, for what stands in none of the author's. */
function artifactOf({ expression: { usage } }: ExpressionFinding, { folder }: Subject): string {
  if (usage.kind === 'alert' || usage.kind === 'recording') return `${folder}/rules/${usage.group}.yml`;
  if (usage.kind === 'runbook') return `${folder}/runbooks/${usage.name.split(' / ')[0]}.md`;
  return `${folder}/dashboards/${usage.name.split(' / ')[0]}.json`;
}

/** A mistake in a definition shows in every environment; in the author's file it is one. */
function withoutRepeats(findings: readonly Finding[]): Finding[] {
  const key = ({ artifact, line, column, code, message }: Finding) =>
    JSON.stringify([artifact, line, column, code, message]);
  return [...new Map(findings.map((finding) => [key(finding), finding])).values()];
}
