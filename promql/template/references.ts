import type { Span } from '../syntax/ast.ts';
import type { TemplateFault } from './fault.ts';
import { type ParsedTemplate, parseTemplate } from './parse.ts';
import type { Operand, Pipeline, TemplateNode } from './tree.ts';

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
    reading = read(parseTemplate(text));
    readings.set(text, reading);
  }
  return reading;
}

const readings = new Map<string, TemplateReading>();
const remembered = 1000;

function read({ body, templates, faults }: ParsedTemplate): TemplateReading {
  // Within `define`, the dot is what the caller gives.
  const defined = [...templates.values()].flatMap((nodes) => ofNodes(nodes, false));
  return { references: [...ofNodes(body, true), ...defined], faults };
}

/** `dot`: whether the dot still is the data of the alert. */
function ofNodes(nodes: readonly TemplateNode[], dot: boolean): Reference[] {
  return nodes.flatMap((node): Reference[] => {
    switch (node.kind) {
      case 'show':
        return ofPipeline(node.pipeline, dot, []);
      case 'template':
        return node.pipeline === undefined ? [] : ofPipeline(node.pipeline, dot, []);
      case 'if':
      case 'with':
      case 'range':
        return [
          ...ofPipeline(node.pipeline, dot, []),
          ...ofNodes(node.body, dot && node.kind === 'if'),
          ...ofNodes(node.otherwise, dot),
        ];
      default:
        return [];
    }
  });
}

/** `outside`: the functions that the whole pipeline goes through. */
function ofPipeline({ commands }: Pipeline, dot: boolean, outside: readonly string[]): Reference[] {
  return commands.flatMap(({ first, rest }, index) => {
    const behind = commands.slice(index + 1).map((command) => command.first);
    const inside = first.kind === 'function' ? [first] : [];
    const through = [
      ...[...inside, ...behind].flatMap((each) => (each.kind === 'function' ? [each.name] : [])),
      ...outside,
    ];
    return [first, ...rest].flatMap((operand, at) => {
      if (operand.kind === 'group') return ofPipeline(operand.pipeline, dot, through);
      const read = readBy(operand, dot, first, at, rest);
      return read === undefined ? [] : [{ ...read, from: operand.from, to: operand.to, through }];
    });
  });
}

function readBy(
  operand: Operand,
  dot: boolean,
  first: Operand,
  at: number,
  rest: readonly Operand[],
): Pick<Reference, 'of' | 'name'> | undefined {
  const called = first.kind === 'function' ? first.name : undefined;
  if (operand.kind === 'string')
    return called === 'query' && at === 1 ? { of: 'query', name: operand.text } : undefined;
  const [root, field] = rootOf(operand, dot);
  // `index $labels "name"` reads a label whose name is no word.
  const key = called === 'index' && at === 1 ? rest[1] : undefined;
  const name = field ?? (key?.kind === 'string' ? key.text : undefined);
  if (root === 'Value') return { of: 'value', name: '' };
  if (name === undefined) return undefined;
  if (root === 'Labels') return { of: 'labels', name };
  return root === 'ExternalLabels' ? { of: 'externalLabels', name } : undefined;
}

const variables: Readonly<Record<string, string>> = {
  $labels: 'Labels',
  $externalLabels: 'ExternalLabels',
  $value: 'Value',
};

/** The field of the data of the alert that an operand reads, and the field of that. */
function rootOf(operand: Operand, dot: boolean): readonly (string | undefined)[] {
  if (operand.kind === 'dot') return dot ? operand.path : [];
  if (operand.kind !== 'variable') return [];
  return operand.name === '$' ? operand.path : [variables[operand.name], ...operand.path];
}

/** The labels of a legend or a text of Grafana, `{{job}} p99`. Spans are of the text. */
export function legendLabels(text: string): (Span & { readonly name: string })[] {
  return [...text.matchAll(/\{\{\s*([^{}\s]+)\s*\}\}/g)].map((match) => ({
    name: match[1] ?? '',
    from: match.index,
    to: match.index + match[0].length,
  }));
}
