import type { AlertRule } from '../stacks/model/index.ts';

/** The runbook of an alert as Markdown: what the person reads who was just woken by it. */
export function runbookPage(alert: AlertRule): string {
  const { meaning, impact, diagnosis, mitigation } = alert.runbook;
  return `# ${alert.name}

Severity: **${alert.severity}**, after ${alert.for === '0s' ? 'no delay' : alert.for}.

## Meaning

${meaning}

## Impact

${impact}

## Diagnosis

${diagnosis}

The expression that fired:

\`\`\`promql
${alert.expr.text}
\`\`\`

## Mitigation

${mitigation}
`;
}
