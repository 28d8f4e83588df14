import type { Span } from '../syntax/ast.ts';
import { type Action, type TemplateFault, type Token, templateActions } from './token.ts';

/** Functions that Prometheus gives to the templates of alerts, beside those of Go. */
const prometheusFunctions = [
  'args externalURL first graphLink humanize humanize1024 humanizeDuration humanizePercentage humanizeTimestamp label match now',
  'parseDuration pathPrefix query reReplaceAll safeHtml sortByLabel stripDomain stripPort strvalue tableLink title toDuration',
  'toLower toTime toUpper tmpl urlQueryEscape value',
].flatMap((line) => line.split(' '));
const goFunctions = 'and call eq ge gt html index js le len lt ne not or print printf println slice urlquery'.split(
  ' ',
);

/** Every function that a template of an alert may call. */
export const templateFunctions: readonly string[] = [...prometheusFunctions, ...goFunctions].sort();

const opening = new Set(['if', 'range', 'with', 'define', 'block']);
const keywords = new Set([...opening, 'else', 'end', 'template', 'break', 'continue', 'nil', 'true', 'false']);
const given = new Set(['$', '$labels', '$externalLabels', '$externalURL', '$value']);

/** Something that a template reads. Spans are of the template. */
export interface Reference extends Span {
  readonly of: 'labels' | 'externalLabels' | 'value' | 'query';
  /** The label; of a query its text. */
  readonly name: string;
  /** Functions that it goes through, the first one first. */
  readonly through: readonly string[];
}

/** What a template reads, and what is wrong with it. */
export interface TemplateReading {
  readonly references: readonly Reference[];
  readonly faults: readonly TemplateFault[];
}

/** Reads the template of an annotation or a label of an alert (Go's `text/template` with the data and functions of Prometheus). */
export function readTemplate(text: string): TemplateReading {
  let reading = readings.get(text);
  if (reading === undefined) {
    // Only a memory: without a limit a process that lives long would fill it.
    if (readings.size >= remembered) readings.clear();
    reading = read(text);
    readings.set(text, reading);
  }
  return reading;
}

const readings = new Map<string, TemplateReading>();
const remembered = 1000;

function read(text: string): TemplateReading {
  const { actions, fault } = templateActions(text);
  const faults: TemplateFault[] = fault === undefined ? [] : [fault];
  const references: Reference[] = [];
  const declared = new Set<string>();
  const open: { readonly action: Action; readonly rebinds: boolean }[] = [];
  for (const action of actions) {
    const [first] = action.tokens;
    if (first === undefined) {
      faults.push({ from: action.from, to: action.to, message: 'there is nothing between the braces' });
      continue;
    }
    if (first.kind === 'word' && first.text === 'end') {
      if (open.pop() === undefined) faults.push({ ...spanOf(action), message: 'this {{ end }} ends nothing' });
      continue;
    }
    if (first.kind === 'word' && first.text === 'else' && open.length === 0) {
      faults.push({ ...spanOf(action), message: 'this {{ else }} belongs to no {{ if }}' });
    }
    // Within range and with the dot is something else.
    const dot = !open.some(({ rebinds }) => rebinds);
    faults.push(...unknownWords(action, declared));
    references.push(...referencesOf(action, dot));
    if (first.kind === 'word' && opening.has(first.text)) open.push({ action, rebinds: first.text !== 'if' });
  }
  for (const { action } of open)
    faults.push({ ...spanOf(action), message: 'this block is never ended: {{ end }} is missing' });
  return { references, faults };
}

function spanOf({ from, to }: Span): Span {
  return { from, to };
}

function unknownWords({ tokens }: Action, declared: Set<string>): TemplateFault[] {
  const faults: TemplateFault[] = [];
  tokens.forEach((token, index) => {
    if (token.kind === 'word' && !keywords.has(token.text) && !templateFunctions.includes(token.text)) {
      faults.push({ ...spanOf(token), message: `there is no function '${token.text}'` });
    }
    if (token.kind !== 'variable') return;
    const name = token.text.split('.')[0] ?? '';
    const next = tokens[index + 1];
    const declares = next?.kind === 'declare' || (next?.text === ',' && tokens[index + 3]?.kind === 'declare');
    if (declares || tokens[index - 1]?.text === ',') declared.add(name);
    else if (!given.has(name) && !declared.has(name))
      faults.push({ ...spanOf(token), message: `there is no variable '${name}'` });
  });
  return faults;
}

function referencesOf({ tokens }: Action, dot: boolean): Reference[] {
  return tokens.flatMap((token, index): Reference[] => {
    const read = readBy(token, tokens, index, dot);
    return read === undefined ? [] : [{ ...read, ...spanOf(token), through: functionsAround(tokens, index) }];
  });
}

function readBy(
  token: Token,
  tokens: readonly Token[],
  index: number,
  dot: boolean,
): Pick<Reference, 'of' | 'name'> | undefined {
  if (token.kind === 'string' && tokens[index - 1]?.text === 'query') return { of: 'query', name: token.text };
  const path = token.text.replace(/^\$\./, '.').split('.');
  const fromDot = path[0] === '' && (dot || token.text.startsWith('$.'));
  const root = token.kind === 'variable' || token.kind === 'field' ? (fromDot ? path[1] : path[0]) : undefined;
  const rest = fromDot ? path[2] : path[1];
  const argument = tokens[index + 1];
  // `index $labels "name"` reads a label whose name is no word.
  const indexed = tokens[index - 1]?.text === 'index' && argument?.kind === 'string' ? argument.text : undefined;
  const name = rest ?? indexed;
  if (root === '$labels' || (fromDot && root === 'Labels'))
    return name === undefined ? undefined : { of: 'labels', name };
  if (root === '$externalLabels' || (fromDot && root === 'ExternalLabels')) {
    return name === undefined ? undefined : { of: 'externalLabels', name };
  }
  if (root === '$value' || (fromDot && root === 'Value')) return { of: 'value', name: '' };
  return undefined;
}

/** The function that a word is an argument of, then those behind the pipes. */
function functionsAround(tokens: readonly Token[], index: number): string[] {
  const functions: string[] = [];
  for (let before = index - 1; before >= 0; before--) {
    const token = tokens[before];
    if (token === undefined || ['pipe', 'open', 'close', 'declare'].includes(token.kind)) break;
    if (token.kind === 'word' && !keywords.has(token.text)) functions.unshift(token.text);
  }
  for (let after = index + 1; after < tokens.length; after++) {
    const token = tokens[after];
    if (token?.kind === 'close') break;
    if (token?.kind === 'pipe' && tokens[after + 1]?.kind === 'word') functions.push(tokens[after + 1]?.text ?? '');
  }
  return functions;
}

/** The labels of a legend or a text of Grafana, `{{job}} p99`. Spans are of the text. */
export function legendLabels(text: string): (Span & { readonly name: string })[] {
  return [...text.matchAll(/\{\{\s*([^{}\s]+)\s*\}\}/g)].map((match) => ({
    name: match[1] ?? '',
    from: match.index,
    to: match.index + match[0].length,
  }));
}
