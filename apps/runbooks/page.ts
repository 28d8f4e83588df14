import type { Token } from 'marked';
import { headingsOf, plainText, tokensOf } from './markdown.ts';

/** A page of the folder, and what the index says of it. */
export interface Page {
  /** The name of its file without `.md`: the name of the alert. */
  readonly name: string;
  readonly markdown: string;
  /** Its first heading; the name where it has none. */
  readonly title: string;
  /** The first paragraph of its section `Meaning`, as Markdown; empty where it has none. */
  readonly meaning: string;
  /** The words of its sections, in order. */
  readonly sections: readonly string[];
  /** What its line `Severity: **critical** · Group: host` says, each undefined where it says nothing. */
  readonly severity: string | undefined;
  readonly group: string | undefined;
  readonly team: string | undefined;
}

/** Reads a page. It relies on a title, `##` sections, and a line that begins with `Severity:`; all else may change. */
export function readPage(name: string, markdown: string): Page {
  const tokens = tokensOf(markdown);
  const headings = headingsOf(tokens);
  const facts = factsOf(tokens);
  return {
    name,
    markdown,
    title: headings.map(plainText)[0] ?? name,
    meaning: meaningOf(tokens),
    sections: headings.filter(({ depth }) => depth === 2).map(plainText),
    severity: facts.get('severity')?.toLowerCase(),
    group: facts.get('group'),
    team: facts.get('team'),
  };
}

/** Everything by which the search finds a page, in lower case. */
export function searchText({ name, title, meaning, severity = '', group = '', team = '' }: Page): string {
  return [name, title, meaning, severity, group, team].join(' ').toLowerCase();
}

/** Whether a text holds all words of a search. The script of the index does the same in the browser. */
export function matches(text: string, search: string): boolean {
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

/** `Severity: **critical** · Group: host · Team: shop`, by lower-case key. */
function factsOf(tokens: readonly Token[]): ReadonlyMap<string, string> {
  const lines = tokens.filter(({ type }) => type === 'paragraph').flatMap((token) => plainText(token).split('\n'));
  const line = lines.find((each) => /^Severity:/.test(each)) ?? '';
  const facts = line.split(' · ').flatMap((fact): [string, string][] => {
    const [, key, value] = /^(\w+):\s+(.+)$/.exec(fact.trim()) ?? [];
    return key === undefined || value === undefined ? [] : [[key.toLowerCase(), value]];
  });
  return new Map(facts);
}

function meaningOf(tokens: readonly Token[]): string {
  const start = tokens.findIndex((token) => token.type === 'heading' && plainText(token) === 'Meaning');
  const rest = start < 0 ? [] : tokens.slice(start + 1);
  const end = rest.findIndex(({ type }) => type === 'heading');
  const section = end < 0 ? rest : rest.slice(0, end);
  const text = section.find(({ type }) => type === 'paragraph')?.raw ?? '';
  return text.trim().replace(/\s+/g, ' ');
}
