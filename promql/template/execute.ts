import { refuse, spanOf } from './fault.ts';
import { formatted } from './format/verb.ts';
import { assign, type Frame, pipelineValue } from './operand.ts';
import type { ParsedTemplate } from './parse.ts';
import type { TemplateNode } from './tree.ts';
import { intValue, isTrue, nil, sortedEntries, textValue, typeName, type Value } from './value.ts';

/** What the nodes of one template share while it is computed. */
interface Run extends Frame {
  readonly templates: ParsedTemplate['templates'];
  /** The pieces of the text. */
  readonly out: string[];
  /** How many templates call each other at this moment. */
  readonly depth: number;
}

/** More rounds of a range than anybody reads; Prometheus would go on. */
const mostRounds = 100_000;
/** Go stops at 100 000, where JavaScript has no more stack. */
const deepest = 1000;

type After = 'go on' | 'break' | 'continue';

/** The text of a template. Throws a `TemplateError` with a place. */
export function execute({ body, templates }: ParsedTemplate, dot: Value, frame: Frame): string {
  const run: Run = { ...frame, templates, out: [], depth: 0 };
  all(body, dot, run);
  return run.out.join('');
}

function all(nodes: readonly TemplateNode[], dot: Value, run: Run): After {
  for (const node of nodes) {
    const after = one(node, dot, run);
    if (after !== 'go on') return after;
  }
  return 'go on';
}

function one(node: TemplateNode, dot: Value, run: Run): After {
  switch (node.kind) {
    case 'literal':
      run.out.push(node.text);
      return 'go on';
    case 'show': {
      const value = pipelineValue(node.pipeline, dot, run);
      // What is declared is not shown.
      if (node.pipeline.variables.length === 0) run.out.push(value.kind === 'nil' ? '<no value>' : formatted(value));
      return 'go on';
    }
    case 'break':
    case 'continue':
      return node.kind;
    case 'template':
      call(node, dot, run);
      return 'go on';
    default: {
      const depth = run.variables.length;
      const after = block(node, dot, run);
      run.variables.length = depth;
      return after;
    }
  }
}

type Block = Extract<TemplateNode, { readonly kind: 'if' | 'with' | 'range' }>;

function block(node: Block, dot: Value, run: Run): After {
  const value = pipelineValue(node.pipeline, dot, run);
  if (node.kind === 'range') return range(node, value, dot, run);
  if (!isTrue(value)) return all(node.otherwise, dot, run);
  return all(node.body, node.kind === 'with' ? value : dot, run);
}

function range(node: Block, value: Value, dot: Value, run: Run): After {
  const rounds = roundsOf(value, node);
  const { variables, assigns } = node.pipeline;
  const depth = run.variables.length;
  for (const [key, element] of rounds) {
    const values = variables.length === 2 ? [key, element] : [element];
    variables.forEach((name, index) => {
      const given = values[index] ?? nil;
      const declared = run.variables[depth - variables.length + index];
      if (assigns) assign(run, name, given, spanOf(node));
      else if (declared !== undefined) declared.value = given;
    });
    const after = all(node.body, element, run);
    run.variables.length = depth;
    if (after === 'break') break;
  }
  return rounds.length === 0 ? all(node.otherwise, dot, run) : 'go on';
}

function roundsOf(value: Value, { pipeline, ...node }: Block): readonly (readonly [Value, Value])[] {
  switch (value.kind) {
    case 'nil':
      return [];
    case 'labels':
    case 'args':
      return sortedEntries(value.entries).map(([key, element]) => [textValue(key), element]);
    case 'int':
    case 'byte': {
      if (pipeline.variables.length > 1) return refuse('a range over a number has one variable', spanOf(node));
      if (value.value > BigInt(mostRounds))
        return refuse(`a range of more than ${mostRounds} rounds is not computed here`, spanOf(node));
      return Array.from({ length: Math.max(Number(value.value), 0) }, (_, index) => {
        const each: Value = value.kind === 'byte' ? { kind: 'byte', value: BigInt(index) } : intValue(index);
        return [each, each];
      });
    }
    default:
      return refuse(`there is no range over a ${typeName(value)}`, spanOf(node));
  }
}

function call(node: Extract<TemplateNode, { readonly kind: 'template' }>, dot: Value, run: Run): void {
  const body = run.templates.get(node.name) ?? refuse(`there is no template '${node.name}'`, spanOf(node));
  const given = node.pipeline === undefined ? nil : pipelineValue(node.pipeline, dot, run);
  if (run.depth >= deepest) refuse('these templates call each other without an end', spanOf(node));
  all(body, given, { ...run, depth: run.depth + 1, variables: [{ name: '$', value: given }] });
}
