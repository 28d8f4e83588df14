import type { Gate } from '../check/gate.ts';
import { anchorOf, cell, generated, table } from './markdown.ts';

/** A code that Narthex reports, with the page or paragraph about it. */
interface Code {
  readonly code: string;
  readonly title: string;
  readonly link: string;
}

/** A check as the page lists it. */
export interface NamedCheck {
  readonly code: string;
  readonly name: string;
  readonly severity: string;
  readonly title: string;
}

/** What the page is made from. `errors` is the text of `docs/errors.md`. */
export interface Checked {
  readonly gates: readonly Gate[];
  readonly ofExpressions: readonly NamedCheck[];
  readonly ofGraph: readonly NamedCheck[];
  readonly errors: string;
}

/** `checks.md`: the gates of `narthex check`, the checks in them, and every code that Narthex reports. */
export function checksReferencePage({ gates, ofExpressions, ofGraph, errors }: Checked): string {
  const paragraphs = codesOf(errors);
  const link = (code: string) => paragraphs.find((each) => each.code === code)?.link ?? '../errors.md';
  const gateRows = gates.map(({ title, code, why, tools }) => [
    title,
    `[${code}](${link(code)})`,
    cell(why),
    tools.map((tool) => `\`${tool}\``).join(', '),
  ]);
  const graphRows = ofGraph.map(({ code, name, severity, title }) => [
    `[${code}](${link(code)})`,
    name,
    severity,
    cell(title),
  ]);
  const all = [...paragraphs, ...ofExpressions.map(expressionCode)].sort((a, b) => (a.code < b.code ? -1 : 1));
  return `${generated('the gates, the checks and docs/errors.md')}

# Checks

Everything that Narthex looks at, and every code that it reports.

## The gates of narthex check

In this order. A gate whose program is not to be had is marked with a dash and counted in the last line; where \`CI\` is set that is a failure. A finding has the code of its gate, or one of its own.

${table(['gate', 'code', 'without it', 'programs'], gateRows)}

## Checks of expressions

${ofExpressions.length} checks, each with a page: [checks of expressions](../checks.md).

## Checks of who reads what

${table(['code', 'name', 'severity', 'refuses'], graphRows)}

## Rules for dashboards

[Rules for dashboards](dashboard-rules.md): they are reported as [NX612](${link('NX612')}), in files as [NX856](${link('NX856')}).

## Every code

${table(
  ['code', 'what'],
  all.map((each) => [`[${each.code}](${each.link})`, cell(each.title)]),
)}
`;
}

function expressionCode({ code, name, title }: NamedCheck): Code {
  return { code, title, link: `../checks/${name}.md` };
}

/** The codes that have a paragraph. */
export function codesOf(errors: string): Code[] {
  return [...errors.matchAll(/^### ((NX\d{3}): (.+))$/gm)].map(([, heading = '', code = '', title = '']) => ({
    code,
    title: `${title.charAt(0).toUpperCase()}${title.slice(1)}.`,
    link: `../errors.md#${anchorOf(heading)}`,
  }));
}
