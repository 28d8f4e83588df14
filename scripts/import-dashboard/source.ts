import { basename } from 'node:path';
import type { Board } from '../../stacks/model/index.ts';
import { type Loss, type Losses, lossLines } from './losses.ts';

const wide = 120;

/** A board as a TypeScript file, with a list at its top of what is not carried over and what has to be written. */
export function boardSource(board: Board, file: string, losses: Losses): string {
  const name = board.name.replaceAll(/-+(\w)/g, (_, letter: string) => letter.toUpperCase());
  const needs = hasExpression(board) ? '{ type Board, promql }' : 'type { Board }';
  const sections = [
    ...section('Not carried over', losses.notCarried),
    ...section('To write; search for "Write this"', losses.toWrite),
  ];
  const list = sections.length > 0 ? [...sections, ''] : [];
  return `// Imported from the dashboard '${oneLine(board.title)}' of Grafana (${oneLine(basename(file))}).
// From here on this file is the source; name the board in \`dashboards\` of a stack.
${list.map((line) => `${`// ${line}`.trimEnd()}\n`).join('')}import ${needs} from 'narthex';

export const ${/^[a-z]\w*$/.test(name) && !reserved.has(name) ? name : 'board'}: Board = ${literal(board, '')};
`;
}

/** What cannot be the name of a constant in a module, and what the file imports. */
const reserved = new Set(
  [
    'await break case catch class const continue debugger default delete do else enum export extends false finally for function',
    'if import in instanceof new null return super switch this throw true try typeof var void while with yield',
    'arguments eval implements interface let package private protected public static undefined promql',
  ].flatMap((words) => words.split(' ')),
);

function section(title: string, losses: readonly Loss[]): string[] {
  if (losses.length === 0) return [];
  return ['', `${title}:`, ...lossLines(losses).flatMap((line) => folded(`- ${line}`))];
}

/** A text on lines that are not too wide; what goes on stands deeper. */
function folded(text: string): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + word.length + 4 > wide) {
      lines.push(line);
      line = `  ${word}`;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ');
}

interface Written {
  readonly text: string;
  readonly metrics: readonly unknown[];
}

function isExpression(value: unknown): value is Written {
  return typeof value === 'object' && value !== null && 'text' in value && 'metrics' in value;
}

function hasExpression(value: unknown): boolean {
  if (isExpression(value)) return true;
  return typeof value === 'object' && value !== null && Object.values(value).some(hasExpression);
}

/** A value as TypeScript: on one line where it fits, and nothing in it lies deeper than a list of texts. */
function literal(value: unknown, indent: string): string {
  if (isExpression(value)) return template(value.text, indent);
  if (typeof value === 'string') return quoted(value);
  if (typeof value !== 'object' || value === null) return String(value);
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  const inner = `${indent}  `;
  const parts = Array.isArray(value)
    ? value.map((item) => literal(item, inner))
    : Object.entries(value)
        .filter(([, part]) => part !== undefined)
        .map(([key, part]) => `${keyText(key)}: ${literal(part, inner)}`);
  if (parts.length === 0) return `${open}${close}`;
  const gap = Array.isArray(value) ? '' : ' ';
  const short = `${open}${gap}${parts.join(', ')}${gap}${close}`;
  if (!short.includes('\n') && short.length + indent.length < wide && !isDeep(value)) return short;
  return `${open}\n${parts.map((part) => `${inner}${part},\n`).join('')}${indent}${close}`;
}

function isDeep(value: object): boolean {
  return Object.values(value).some((part) => typeof part === 'object' && part !== null && !isExpression(part));
}

function keyText(key: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(key) ? key : quoted(key);
}

function quoted(text: string): string {
  if (text.includes("'") && !text.includes('"')) return JSON.stringify(text);
  const escaped = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'");
  return `'${escaped}'`;
}

/** PromQL in a template, whose text is the same again: a backslash is written twice, and `\${` is no interpolation. */
function template(text: string, indent: string): string {
  const escaped = text
    .replaceAll('\\', '\\\\')
    .replaceAll('`', '\\`')
    .replaceAll('$' + '{', '\\$' + '{');
  if (!text.includes('\n')) return `promql\`${escaped}\``;
  const lines = escaped.split('\n').map((line) => (line.trim() === '' ? '' : `${indent}  ${line}`));
  return `promql\`\n${lines.join('\n')}\n${indent}\``;
}
