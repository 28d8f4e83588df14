import {
  dotText,
  findNodes,
  type Graph,
  graphJson,
  graphText,
  knownNames,
  mermaidText,
  neighbourhood,
  neighbourhoodText,
  stackGraph,
} from '../../stacks/graph/index.ts';
import {
  type EnvironmentName,
  NarthexError,
  type Plan,
  type Problem,
  unknownNameFix,
} from '../../stacks/model/index.ts';
import type { Terminal } from '../output/terminal.ts';
import { type Selection, stackFolder, synthesizeSelection } from '../project.ts';

/** How `narthex graph` prints. */
export const graphFormats = ['text', 'mermaid', 'dot', 'json'] as const;

/** Options of `narthex graph`. */
export interface GraphOptions extends Omit<Selection, 'targets'> {
  /** One of `graphFormats`. */
  readonly format: string;
  /** Only what hangs together with the thing of this name. */
  readonly of?: string;
}

/** Prints who reads what in one stack and one environment. Throws a `NarthexError` for names and formats that are not there. */
export async function graph(options: GraphOptions, terminal: Terminal): Promise<void> {
  const format = graphFormats.find((each) => each === options.format);
  if (format === undefined) throw unknown(`there is no format '${options.format}'`, options.format, graphFormats);
  const plan = await onePlan(options);
  const whole = stackGraph(plan);
  terminal.result(
    options.of === undefined ? drawn(whole, format, plan, true) : partOf(whole, options.of, format, plan),
  );
}

function partOf(whole: Graph, name: string, format: (typeof graphFormats)[number], plan: Plan): string {
  const found = findNodes(whole, name).map((node) => neighbourhood(whole, node));
  const [first] = found;
  if (first === undefined) throw unknown(`nothing in the stack is called '${name}'`, name, knownNames(whole));
  if (format === 'text') return found.map(neighbourhoodText).join('\n\n\n');
  // A recording rule and its series have one name: what is drawn is the same.
  const widest = found.reduce((one, other) => (other.graph.nodes.size > one.graph.nodes.size ? other : one), first);
  return drawn(widest.graph, format, plan, false);
}

function drawn(graph: Graph, format: (typeof graphFormats)[number], { stack }: Plan, whole: boolean): string {
  const environment: EnvironmentName = stack.environment;
  switch (format) {
    case 'text':
      return graphText(graph);
    case 'mermaid':
      return mermaidText(graph, whole);
    case 'dot':
      return dotText(graph, `${stack.name} ${environment}`, whole);
    case 'json':
      return graphJson(graph, stack.name, environment);
  }
}

async function onePlan(options: GraphOptions): Promise<Plan> {
  const environments = options.environments.length > 0 ? options.environments : ['development'];
  const all = await synthesizeSelection({ ...options, environments, targets: ['compose'] });
  const [first, ...others] = all;
  if (first !== undefined && others.length === 0) return first.plan;
  const message = `${all.length} were selected: ${all.map(({ plan }) => stackFolder(plan)).join(', ')}`;
  const fix = 'name one stack, and with --env one environment';
  throw refusal({ code: 'NX806', path: [], message, fix });
}

function unknown(message: string, name: string, known: readonly string[]): NarthexError {
  // A stack has hundreds of names; a list of all of them helps nobody.
  const near = unknownNameFix(name, known);
  const fix = known.length > 20 && !near.startsWith('did') ? 'narthex graph without --of shows all names' : near;
  return refusal({ code: 'NX802', path: [], message, fix });
}

function refusal(problem: Problem): NarthexError {
  return new NarthexError('There is nothing to show.', [problem]);
}
