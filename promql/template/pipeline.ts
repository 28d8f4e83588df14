import type { Span } from '../syntax/ast.ts';
import { refuse, type TemplateFault } from './fault.ts';
import { numberLiteral } from './literal.ts';
import { templateFunctions } from './names.ts';
import type { Token } from './token.ts';
import type { Command, Operand, Pipeline } from './tree.ts';

/** What the pipelines of one template share. */
export interface Scope {
  /** The variables that can be read, those declared last at the end. */
  readonly variables: string[];
  /** Names that nobody declared do not end the reading. */
  readonly faults: TemplateFault[];
}

/** Reads tokens one after the other. */
interface Reader {
  readonly tokens: readonly Token[];
  readonly whole: Span;
  at: number;
}

const statements: ReadonlySet<string> = new Set([
  ...['if', 'range', 'with', 'define', 'block', 'else', 'end', 'template', 'break', 'continue'],
]);

/**
 * The pipeline that tokens make, `whole` the action that they stand in. `most` is how many variables it may declare: two in a
 * range. Throws a `TemplateError` with a place.
 */
export function pipelineOf(tokens: readonly Token[], whole: Span, scope: Scope, most = 1): Pipeline {
  const reader: Reader = { tokens, whole, at: 0 };
  const result = readPipeline(reader, scope, most);
  const left = reader.tokens[reader.at];
  if (left !== undefined) refuse(`'${left.text}' has no meaning here`, left);
  return result;
}

function readPipeline(reader: Reader, scope: Scope, most: number): Pipeline {
  const start = reader.tokens[reader.at];
  const { variables, assigns } = readVariables(reader, most);
  // Go notices only when it computes that a variable is assigned to or read before it is declared.
  scope.variables.push(...variables);
  const commands: Command[] = [];
  for (;;) {
    const command = readCommand(reader, scope);
    if (commands.length > 0 && !canBePiped(command.first)) {
      refuse('only a function can be given what is before the pipe', command.first);
    }
    commands.push(command);
    if (reader.tokens[reader.at]?.kind !== 'pipe') break;
    reader.at++;
    // Go takes a pipe to nowhere.
    if (isEnd(reader.tokens[reader.at])) break;
  }
  const last = reader.tokens[reader.at - 1];
  return { from: start?.from ?? reader.whole.from, to: last?.to ?? reader.whole.to, variables, assigns, commands };
}

function isEnd(token: Token | undefined): boolean {
  return token === undefined || token.kind === 'close';
}

function canBePiped({ kind, ...rest }: Operand): boolean {
  return ['function', 'variable', 'group'].includes(kind) || (kind === 'dot' && 'path' in rest && rest.path.length > 0);
}

function readVariables(reader: Reader, most: number): Pick<Pipeline, 'variables' | 'assigns'> {
  const { tokens, at } = reader;
  const [one, comma, two, sign] = tokens.slice(at, at + 4);
  const isPair =
    one?.kind === 'variable' && comma?.text === ',' && two?.kind === 'variable' && sign?.kind === 'declare';
  const isSingle = one?.kind === 'variable' && comma?.kind === 'declare';
  if (!isPair && !isSingle) return { variables: [], assigns: false };
  const declared = isPair ? [one, two] : [one];
  if (declared.length > most) refuse('only a range declares two variables', two);
  const assigns = (isPair ? sign : comma)?.text === '=';
  reader.at += isPair ? 4 : 2;
  for (const token of declared) {
    if (token.text.includes('.')) refuse('fields are not assigned to', token);
  }
  return { variables: declared.map(({ text }) => text), assigns };
}

function readCommand(reader: Reader, scope: Scope): Command {
  const operands: Operand[] = [];
  for (;;) {
    const token = reader.tokens[reader.at];
    if (token === undefined || token.kind === 'pipe' || token.kind === 'close') break;
    if (operands.length > 0 && !token.spaced) refuse(`'${token.text}' has no meaning here`, token);
    operands.push(readOperand(token, reader, scope));
  }
  const [first, ...rest] = operands;
  if (first === undefined) {
    const token = reader.tokens[reader.at] ?? reader.tokens[reader.at - 1];
    return refuse(
      token === undefined ? 'there is nothing between the braces' : 'a value is missing here',
      token ?? reader.whole,
    );
  }
  return { from: first.from, to: rest.at(-1)?.to ?? first.to, first, rest };
}

function readOperand(token: Token, reader: Reader, scope: Scope): Operand {
  reader.at++;
  const span = { from: token.from, to: token.to };
  const [head = '', ...path] = token.text.split('.');
  switch (token.kind) {
    case 'variable':
      checkVariable(head, span, scope);
      return { ...span, kind: 'variable', name: head, path };
    case 'field':
      return { ...span, kind: 'dot', path: path.filter((name) => name !== '') };
    case 'string':
      return { ...span, kind: 'string', text: token.text };
    case 'character':
      return { ...span, kind: 'number', number: { type: 'int', value: BigInt(token.text.codePointAt(0) ?? 0) } };
    case 'number': {
      const number = numberLiteral(token.text);
      return number === 'refused' ? refuse(`'${token.text}' is no number`, span) : { ...span, kind: 'number', number };
    }
    case 'open':
      return readGroup(token, reader, scope);
    case 'word':
      return readWord(token, reader, scope);
    default:
      return refuse(`'${token.text}' has no meaning here`, span);
  }
}

function readGroup(open: Token, reader: Reader, scope: Scope): Operand {
  const pipeline = readPipeline(reader, scope, 1);
  const close = reader.tokens[reader.at];
  if (close?.kind !== 'close') return refuse('this ( is never closed', open);
  reader.at++;
  return { from: open.from, to: close.to, kind: 'group', pipeline, path: close.text.split('.').slice(1) };
}

function readWord(token: Token, reader: Reader, scope: Scope): Operand {
  const span = { from: token.from, to: token.to };
  if (token.text === 'true' || token.text === 'false') return { ...span, kind: 'bool', is: token.text === 'true' };
  if (token.text === 'nil') return { ...span, kind: 'nil' };
  if (statements.has(token.text)) return refuse(`'${token.text}' can only be the first word`, span);
  if (!templateFunctions.includes(token.text)) {
    scope.faults.push({ ...span, message: `there is no function '${token.text}'` });
  }
  const next = reader.tokens[reader.at];
  if (next?.kind !== 'field' || next.spaced || next.text === '.')
    return { ...span, kind: 'function', name: token.text, path: [] };
  reader.at++;
  return { from: token.from, to: next.to, kind: 'function', name: token.text, path: next.text.split('.').slice(1) };
}

function checkVariable(name: string, { from, to }: Span, { variables, faults }: Scope): void {
  if (!variables.includes(name)) faults.push({ from, to, message: `there is no variable '${name}'` });
}
