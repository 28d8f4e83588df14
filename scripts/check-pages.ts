// The pages of docs/checks/, written from the checks themselves. tests/docs/checks.test.ts compares them with what is committed.

import { checks, findings } from '../promql/checks/examples.ts';
import { type Check, type Example, excerpt } from '../promql/index.ts';

const generated =
  '<!-- Written by scripts/check-pages.ts from promql/checks/. Do not edit: UPDATE_DOCS=1 npm run test:unit -->';

/** Every page by its path below `docs/`: the list of all checks, and one page each. */
export function checkPages(): ReadonlyMap<string, string> {
  return new Map([
    ['checks.md', listPage(checks)],
    ...checks.map((check): [string, string] => [`checks/${check.name}.md`, checkPage(check)]),
  ]);
}

/** Findings about expressions that are no check of one. */
const others: readonly string[] = [
  '| NX500 | [syntax](errors.md#nx500-an-expression-that-prometheus-refuses) | error | An expression that Prometheus would not load. |',
  '| NX545 | [too-long](errors.md#nx545-an-expression-that-nobody-can-review) | warning | An expression of more than 2,000 parts, which is not checked. |',
  '| NX549 | [suppression](errors.md#nx549-a-suppression-that-hides-nothing) | error | A suppression without a reason, past its day, or of nothing. |',
];

function listPage(all: readonly Check[]): string {
  const rows = all.map(
    ({ code, name, severity, title }) => `| ${code} | [${name}](checks/${name}.md) | ${severity} | ${title} |`,
  );
  return `${generated}

# Checks of expressions

\`narthex check\` looks at every expression of a stack (alerts, recording rules, panels, variables, annotations) and compares it with what
the jobs of that stack expose. An **error** will not work: \`check\` fails, and \`synth\` and \`up\` refuse. A **warning** works, and misleads
or wastes; it fails nothing. What cannot be known is not reported.

| code | name | severity | refuses |
| --- | --- | --- | --- |
${[...others, ...rows].sort().join('\n')}

How they compare with pint, promruval and mixtool: [compared](checks-compared.md). Rules and dashboards that Narthex did not make are
checked the same way: [check files of your own](check-files.md).

## When a finding is meant

A rule, or a query of a panel, says so itself, with the reason, and if it is not for ever with the last day:

\`\`\`ts
rules: [
  rulePack('nightly', [
    alert('ManyRequestsToday', {
      expr: promql\`http_requests_total > 1e6\`,
      ignore: [{ check: 'NX507', reason: 'the API restarts every night, and counts anew', until: '2027-03-31' }],
      for: '5m',
      severity: 'warning',
      summary: 'More than a million requests since midnight.',
      description: 'The contract with the payment provider covers a million a day.',
      runbook: { meaning: 'More than is paid for.', impact: 'None yet.', diagnosis: 'Who calls?', mitigation: 'Ask for more.' },
      scenarios: (numbers) =>
        scenarios(numbers, { bad: { http_requests_total: level(1_000_001) }, good: { http_requests_total: level(999_999) } }),
    }),
  ]),
],
\`\`\`

After that day the finding is back. A suppression that suppresses nothing is a finding too, so that they do not pile up.
`;
}

function checkPage(check: Check): string {
  const { code, name, severity, title, why, bad, good } = check;
  return `${generated}

# ${name} (${code})

${title} Severity: **${severity}**.

${why}

## Found

${bad.map((example) => badExample(check, example)).join('\n\n')}

## Fine

${good.map((example) => `${useText(example)}\`\`\`promql\n${example.expr}\n\`\`\``).join('\n\n')}

[All checks](../checks.md)
`;
}

function badExample(check: Check, example: Example): string {
  const { expr, usage, beside = [], environment = {} } = example;
  const [finding] = findings(check, expr, usage, { beside, environment });
  const before = beside
    .map(
      (each) =>
        `Beside ${lower(useText(each))
          .replace(/^as /, '')
          .replace(/:\n\n$/, '')}, \`${each.expr}\`:\n\n`,
    )
    .join('');
  if (finding === undefined) throw new Error(`the example ${expr} of ${check.name} is not found`);
  const { at, message, fix, span } = finding;
  const place = at === undefined ? excerpt(expr, span) : expr;
  return `${before}${useText(example)}\`\`\`text\n${place}\n\n${check.code} ${at === undefined ? '' : `${at}: `}${message}\n    fix: ${fix}\n\`\`\``;
}

/** What an expression is for and where it stands, as far as an example says it. */
function useText({ usage, environment }: Pick<Example, 'usage' | 'environment'>): string {
  const surroundings = environment && factsText(environment);
  if (usage === undefined) return surroundings ? `With ${surroundings}:\n\n` : '';
  const { kind, ...facts } = usage;
  const told = factsText(facts);
  const article = kind === 'alert' || kind === 'annotation' ? 'an' : 'a';
  const use = `${article} ${kind === 'recording' ? 'recording rule' : kind}${told && ` with ${told}`}`;
  return surroundings ? `With ${surroundings}, as ${use}:\n\n` : `As ${use}:\n\n`;
}

function factsText(facts: object): string {
  return Object.entries(facts)
    .map(([key, value]) => `\`${key}: ${JSON.stringify(value)}\``)
    .join(', ');
}

function lower(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
