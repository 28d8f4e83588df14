import type { Change, Detail, Section } from './change.ts';
import { oneLine } from './expression.ts';
import { bySubject, headings, laidOut, sectionTitle, shownDetail, shownNames, summary, titleOf } from './words.ts';

/** A longer expression stands in a block of its own. */
const longestSpan = 80;

/** All that changes, for the description of a pull request. */
export function markdownText(sections: readonly Section[]): string {
  if (sections.length === 0) return 'Nothing changes.';
  const parts = sections.map((section) => {
    const blocks = bySubject(section).map(
      ([subject, changes]) => `### ${headings[subject]}\n\n${changes.map(item).join('\n')}`,
    );
    return [`## ${sectionTitle(section)}`, ...blocks].join('\n\n');
  });
  return [summary(sections), ...parts].join('\n\n');
}

function item(change: Change): string {
  const { sign, about, names, details, subject } = change;
  const { word, name } = titleOf(change);
  const isName = names === undefined && subject !== 'runbooks' && subject !== 'stacks';
  const title = [word, isName ? span(change.name) : name].filter(Boolean).join(' ');
  const within = isName && change.within !== undefined ? ` of ${text(change.within)}` : '';
  const signs = { added: '**added** ', removed: '**removed** ', changed: '' };
  const mark = names !== undefined || subject === 'stacks' ? '' : signs[sign];
  const rest = about ? `: ${text(about)}` : '';
  const shown = shownNames(change);
  const list = names === undefined ? '' : `: ${shown.names.map(span).join(', ')}${shown.rest}`;
  return [
    `- ${mark}${title}${within}${rest}${list}`,
    ...details.map((detail) => indented(detailText(shownDetail(detail)))),
  ].join('\n');
}

function detailText(detail: Detail): string {
  const { what, before, after, promql } = detail;
  if (before === undefined && after === undefined) return `- ${text(what)}`;
  const [old, now] = [before, after].map((value) => (promql && value !== undefined ? oneLine(value) : value?.trim()));
  const long = [old, now].some((value) => (value?.length ?? 0) > longestSpan || value?.includes('\n'));
  if (promql && long) {
    const sides = [side('before', before), side('after', after)].filter((part) => part !== '');
    return [`- ${text(what)}`, ...sides].join('\n\n');
  }
  if (old === undefined) return `- ${text(what)} added: ${span(now ?? '')}`;
  if (now === undefined) return `- ${text(what)} removed: ${span(old)}`;
  return `- ${text(what)}: ${span(old)} → ${span(now)}`;
}

function side(word: string, expr: string | undefined): string {
  if (expr === undefined) return '';
  const fence = '`'.repeat(Math.max(3, longestTicks(expr) + 1));
  return indented(`${word}:\n\n${fence}promql\n${laidOut(expr)}\n${fence}`);
}

function indented(lines: string): string {
  return lines
    .split('\n')
    .map((line) => (line === '' ? '' : `  ${line}`))
    .join('\n');
}

function longestTicks(value: string): number {
  return Math.max(0, ...[...value.matchAll(/`+/g)].map(([ticks]) => ticks.length));
}

/** A text as code, on one line, whatever backticks it holds. */
function span(value: string): string {
  const line = value.replaceAll(/\s*\n\s*/g, ' ');
  if (line === '') return '*empty*';
  const ticks = '`'.repeat(longestTicks(line) + 1);
  const gap = line.startsWith('`') || line.endsWith('`') ? ' ' : '';
  return `${ticks}${gap}${line}${gap}${ticks}`;
}

/** A text that means no Markdown. */
function text(value: string): string {
  return value.replaceAll(/\s*\n\s*/g, ' ').replaceAll(/[\\`*[\]<>|]|^#|(?<!\w)_|_(?!\w)/g, '\\$&');
}
