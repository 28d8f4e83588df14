import { spanOf, TemplateError, type TemplateFault } from './fault.ts';
import { givenVariables } from './names.ts';
import { type Action, type Literal, piecesOf } from './pieces.ts';
import { pipelineOf, type Scope } from './pipeline.ts';
import type { Token } from './token.ts';
import type { Pipeline, TemplateNode } from './tree.ts';

/** A template as a tree. */
export interface ParsedTemplate {
  readonly body: readonly TemplateNode[];
  /** What `define` and `block` declare. */
  readonly templates: ReadonlyMap<string, readonly TemplateNode[]>;
  /** Why Prometheus would refuse it; what could be read is in the tree all the same. */
  readonly faults: readonly TemplateFault[];
}

interface Reader {
  readonly pieces: readonly (Action | Literal)[];
  readonly templates: Map<string, readonly TemplateNode[]>;
  readonly faults: TemplateFault[];
  at: number;
  /** How many ranges are around. */
  ranges: number;
}

/** Reads a template whose first variables are `variables`. */
export function parseTemplate(text: string, variables: readonly string[] = givenVariables): ParsedTemplate {
  const { pieces, fault } = piecesOf(text);
  const faults: TemplateFault[] = fault === undefined ? [] : [fault];
  const reader: Reader = { pieces, templates: new Map(), faults, at: 0, ranges: 0 };
  const { nodes } = readList(reader, { variables: [...variables], faults }, undefined);
  return { body: nodes, templates: reader.templates, faults };
}

interface List {
  readonly nodes: readonly TemplateNode[];
  /** The `end` or `else` behind. */
  readonly ender: Action | undefined;
}

/** The nodes up to the `end` or `else` of the block that is open; `undefined` is the template itself. */
function readList(reader: Reader, scope: Scope, block: Action | undefined): List {
  const nodes: TemplateNode[] = [];
  for (;;) {
    const piece = reader.pieces[reader.at++];
    if (piece === undefined) break;
    if (piece.kind === 'literal') {
      nodes.push(piece);
      continue;
    }
    const word = firstWord(piece);
    if (word === 'end' || word === 'else') {
      if (block !== undefined) return { nodes, ender: piece };
      const message = word === 'end' ? 'this {{ end }} ends nothing' : 'this {{ else }} belongs to no {{ if }}';
      reader.faults.push({ ...spanOf(piece), message });
      continue;
    }
    const node = readAction(piece, reader, scope, block === undefined);
    if (node !== undefined) nodes.push(node);
  }
  if (block !== undefined) {
    reader.faults.push({ ...spanOf(block), message: 'this block is never ended: {{ end }} is missing' });
  }
  return { nodes, ender: undefined };
}

function firstWord({ tokens: [first] }: Action): string | undefined {
  return first?.kind === 'word' ? first.text : undefined;
}

function readAction(action: Action, reader: Reader, scope: Scope, top: boolean): TemplateNode | undefined {
  const span = spanOf(action);
  const fault = (message: string): undefined => void reader.faults.push({ ...span, message });
  const rest = action.tokens.slice(1);
  const word = firstWord(action);
  switch (word) {
    case 'if':
    case 'with':
    case 'range':
      return readBlock(word, rest, action, reader, scope);
    case 'define':
      if (!top) fault('a template is defined outside of all blocks');
      return readDefinition(rest, action, reader);
    case 'block':
    case 'template': {
      const [name, ...argument] = rest;
      if (name?.kind !== 'string') fault(`the name of a template in quotes stands behind '${word}'`);
      const called = name?.kind === 'string' ? name.text : '';
      const given = word === 'template' && argument.length === 0 ? undefined : readPipeline(argument, action, scope);
      if (word === 'block') readBody(called, action, reader);
      return { ...span, kind: 'template', name: called, pipeline: given };
    }
    case 'break':
    case 'continue':
      if (rest.length > 0) fault(`nothing stands behind '${word}'`);
      if (reader.ranges === 0) fault(`'${word}' belongs to a range`);
      return { ...span, kind: word };
    default: {
      const pipeline = readPipeline(action.tokens, action, scope);
      return pipeline === undefined ? undefined : { ...span, kind: 'show', pipeline };
    }
  }
}

/** The pipeline of an action; what is wrong with it is noted, and the rest can still be read. */
function readPipeline(tokens: readonly Token[], action: Action, scope: Scope, most = 1): Pipeline | undefined {
  try {
    return pipelineOf(tokens, spanOf(action), scope, most);
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    scope.faults.push({ ...spanOf(error.span ?? action), message: error.message });
    return undefined;
  }
}

function readBlock(
  kind: 'if' | 'with' | 'range',
  tokens: readonly Token[],
  action: Action,
  reader: Reader,
  scope: Scope,
): TemplateNode {
  const depth = scope.variables.length;
  const pipeline = readPipeline(tokens, action, scope, kind === 'range' ? 2 : 1);
  if (kind === 'range') reader.ranges++;
  const { nodes: body, ender } = readList(reader, scope, action);
  if (kind === 'range') reader.ranges--;
  const otherwise =
    ender !== undefined && firstWord(ender) === 'else' ? readElse(kind, ender, action, reader, scope) : [];
  if (ender !== undefined && firstWord(ender) === 'end') checkEnd(ender, reader);
  // What a block declares ends with it.
  scope.variables.length = depth;
  const empty = { ...spanOf(action), variables: [], assigns: false, commands: [] };
  return { ...spanOf(action), kind, pipeline: pipeline ?? empty, body, otherwise };
}

function readElse(
  kind: 'if' | 'with' | 'range',
  ender: Action,
  block: Action,
  reader: Reader,
  scope: Scope,
): readonly TemplateNode[] {
  const [, again, ...rest] = ender.tokens;
  if (again !== undefined && again.text === kind && kind !== 'range') {
    return [readBlock(kind, rest, { ...ender, ...spanOf(block) }, reader, scope)];
  }
  if (again !== undefined) reader.faults.push({ ...spanOf(again), message: `'${again.text}' has no meaning here` });
  const { nodes, ender: end } = readList(reader, scope, block);
  if (end !== undefined && firstWord(end) === 'else') {
    reader.faults.push({ ...spanOf(end), message: 'there is an {{ else }} before it already' });
  } else if (end !== undefined) checkEnd(end, reader);
  return nodes;
}

function checkEnd({ tokens: [, more] }: Action, { faults }: Reader): void {
  if (more !== undefined) faults.push({ ...spanOf(more), message: "nothing stands behind 'end'" });
}

function readDefinition([name, more]: readonly Token[], action: Action, reader: Reader): undefined {
  if (name?.kind !== 'string' || more !== undefined) {
    reader.faults.push({ ...spanOf(action), message: "the name of a template in quotes stands behind 'define'" });
  }
  readBody(name?.text ?? '', action, reader);
}

/** The body of a template of its own, which sees nothing but `$`. */
function readBody(name: string, action: Action, reader: Reader): void {
  const { ranges } = reader;
  reader.ranges = 0;
  const { nodes, ender } = readList(reader, { variables: ['$'], faults: reader.faults }, action);
  reader.ranges = ranges;
  if (ender !== undefined && firstWord(ender) === 'else') {
    reader.faults.push({ ...spanOf(ender), message: 'this {{ else }} belongs to no {{ if }}' });
  } else if (ender !== undefined) checkEnd(ender, reader);
  // A later body without content does not replace one that has some.
  if (!reader.templates.has(name) || nodes.some((node) => node.kind !== 'literal' || node.text.trim() !== '')) {
    reader.templates.set(name, nodes);
  }
}
