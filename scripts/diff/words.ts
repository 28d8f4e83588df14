import { format, PromqlError, tryParse } from '../../promql/index.ts';
import { type Change, type Detail, type Section, type Subject, subjects } from './change.ts';
import { excerpt } from './excerpt.ts';
import { oneLine } from './expression.ts';
import { plural } from './together.ts';

/** The heading of a subject. */
export const headings: Readonly<Record<Subject, string>> = {
  stacks: 'Stacks',
  alerts: 'Alerts',
  'recording rules': 'Recording rules',
  'rule groups': 'Rule groups',
  routing: 'Who is told, and when',
  scraping: 'What is read',
  probes: 'Probes',
  dashboards: 'Dashboards',
  runbooks: 'Runbooks',
  'other files': 'Other files',
};

/** How the lines of something added, removed and changed begin, and how they are coloured. */
export interface Paint {
  readonly added: (text: string) => string;
  readonly removed: (text: string) => string;
  readonly heading: (text: string) => string;
}

/** No colours. */
export const plain: Paint = { added: (text) => text, removed: (text) => text, heading: (text) => text };

/** Names that are said of many things before the rest is only counted. */
const mostNames = 8;

/** What goes on one line with what it was before; expressions are compared more easily below each other. */
const shortValues = { text: 90, promql: 50 };

/** All that changes, for a terminal. */
export function terminalText(sections: readonly Section[], paint: Paint = plain): string {
  if (sections.length === 0) return 'Nothing changes.';
  const parts = sections.map((section) => {
    const blocks = bySubject(section).map(([subject, changes]) => {
      const lines = changes.flatMap((change) => changeLines(change, paint));
      return [`  ${paint.heading(headings[subject])}`, ...lines.map((line) => `  ${line}`)].join('\n');
    });
    return [paint.heading(sectionTitle(section)), ...blocks].join('\n\n');
  });
  return [...parts, summary(sections)].join('\n\n');
}

/** `sergas: production, staging` */
export function sectionTitle({ stack, environments }: Section): string {
  return `${stack}: ${environments.join(', ')}`;
}

/** The changes of a section by what they are about. */
export function bySubject({ changes }: Section): [Subject, Change[]][] {
  return subjects.flatMap((subject): [Subject, Change[]][] => {
    const of = changes.filter((change) => change.subject === subject);
    return of.length > 0 ? [[subject, of]] : [];
  });
}

/** What a thing is called in its list: where all are of one kind, its name is enough. */
export function titleOf({ subject, thing, name, within, names }: Change): {
  readonly word: string;
  readonly name: string;
} {
  const obvious = names !== undefined || subject === 'other files' || subject === 'runbooks' || subject === 'stacks';
  const alone = ['alert', 'recording rule', 'rule group', 'probe module'].includes(thing);
  return { word: obvious || alone ? '' : thing, name: within === undefined ? name : `${name} (${within})` };
}

/** The names of many things; after the first ones the rest is counted, but for files: of those nothing else is said. */
export function shownNames({ names = [], subject }: Change): {
  readonly names: readonly string[];
  readonly rest: string;
} {
  const rest = names.length - mostNames;
  if (rest <= 1 || subject === 'other files') return { names, rest: '' };
  return { names: names.slice(0, mostNames), rest: ` and ${rest} more` };
}

/** `2 alerts added, 1 changed; 1 panel changed`; each thing counts once, however much of it is said. */
export function summary(sections: readonly Section[]): string {
  const counted = new Map<string, Map<Change['sign'], Set<string>>>();
  for (const { stack, environments, changes } of sections) {
    for (const { thing, sign, name, within, names, subject } of changes) {
      if (subject === 'runbooks' || subject === 'other files') continue;
      const signs = counted.get(thing) ?? new Map<Change['sign'], Set<string>>();
      const things = signs.get(sign) ?? new Set();
      const own = subject === 'stacks' ? environments : [within === undefined ? name : `${within} / ${name}`];
      for (const each of names ?? own) things.add(`${stack} ${each}`);
      counted.set(thing, signs.set(sign, things));
    }
  }
  const parts = [...counted].map(([thing, signs]) => {
    const texts = [...signs].map(([sign, { size }], index) => {
      return index === 0 ? `${size} ${size === 1 ? thing : plural(thing)} ${sign}` : `${size} ${sign}`;
    });
    return texts.join(', ');
  });
  return parts.length > 0 ? `${parts.join('; ')}.` : 'Nothing changes for people; only files differ.';
}

/** A detail as it is shown: of long texts, what is otherwise in them. */
export function shownDetail(detail: Detail): Detail {
  const { before, after, promql } = detail;
  return promql || before === undefined || after === undefined ? detail : { ...detail, ...excerpt(before, after) };
}

function changeLines(change: Change, paint: Paint): string[] {
  const { sign, about, names, details } = change;
  const { word, name } = titleOf(change);
  const mark = { added: '+', removed: '-', changed: '~' }[sign];
  const title = [word, name].filter(Boolean).join(' ');
  const said = about ? `${title}: ${about}` : title;
  const shown = shownNames(change);
  const head = [`${mark} ${names === undefined ? said : `${said}: ${shown.names.join(', ')}${shown.rest}`}`];
  const painted = sign === 'changed' ? head : head.map(paint[sign]);
  return [
    ...painted,
    ...details.flatMap((detail) => detailLines(shownDetail(detail), paint).map((line) => `    ${line}`)),
  ];
}

function detailLines(detail: Detail, paint: Paint): string[] {
  const { what, before, after } = detail;
  if (before === undefined && after === undefined) return [what];
  const short = oneLineText(detail);
  if (short !== undefined) return [short];
  const side = (text: string | undefined, mark: string, colour: (line: string) => string) => {
    if (text === undefined) return [];
    const lines = valueLines(text, detail);
    return lines.map((line, index) => colour(`${index === 0 ? mark : ' '} ${line}`));
  };
  return [what, ...[...side(before, '-', paint.removed), ...side(after, '+', paint.added)].map((line) => `  ${line}`)];
}

/** `for 5m -> 10m`, where that is short enough. */
function oneLineText({ what, before, after, promql }: Detail): string | undefined {
  const [old, now] = [before, after].map((text) => (promql && text !== undefined ? oneLine(text) : text?.trim()));
  const room = shortValues[promql ? 'promql' : 'text'];
  if ((old?.length ?? 0) + (now?.length ?? 0) > room || `${old}${now}`.includes('\n')) return undefined;
  if (old === undefined) return `${what} added: ${now}`;
  if (now === undefined) return `${what} removed: ${old}`;
  return `${what} ${quoted(old)} -> ${quoted(now)}`;
}

function quoted(text: string): string {
  return text === '' ? "''" : text;
}

function valueLines(text: string, { promql }: Detail): string[] {
  return (promql ? laidOut(text) : text.trim()).split('\n');
}

/** PromQL on several lines where it is long; what is none stays as it is. */
export function laidOut(text: string): string {
  const tree = tryParse(text);
  return tree instanceof PromqlError ? text.trim() : format(tree);
}
