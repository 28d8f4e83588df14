import {
  all,
  answeredTexts,
  type Option,
  type VariableAnswer,
  type VariableState,
  type Variables,
  variableOptions,
  variableRequest,
} from '../../dashboards/expand/index.ts';
import { type Ask, askPrometheus } from '../verify/ask.ts';
import type { LiveVariable } from './board.ts';

/** Values for all variables of a dashboard. */
export interface Choice {
  /** Everything is chosen wherever that is possible. */
  readonly whole: boolean;
  /** For people: `All`, `job=sergas-api`. */
  readonly text: string;
  readonly variables: Variables;
  /** Queried variables without any option. */
  readonly optionless: readonly LiveVariable[];
}

/** Where and when options are asked for. Milliseconds since 1970. */
export interface Asking {
  readonly ask: Ask;
  readonly from: number;
  readonly to: number;
  readonly timeInterval: string;
}

type Pick = (values: readonly string[], variable: LiveVariable) => string | readonly string[];

const whole: Pick = (values, { includeAll }) => (includeAll ? all : (values[0] ?? ''));
const several = (values: readonly string[], { multi }: LiveVariable) => (multi ? values : (values[0] ?? ''));

/** What people choose besides all of it: one value, two; and one with a dot, which an unescaped query takes for any character. */
const picks: readonly Pick[] = [
  (values, variable) => several(values.slice(0, 1), variable),
  (values, variable) => several(values.slice(0, 2), variable),
  (values, variable) => {
    const dotted = values.find((value) => value.includes('.'));
    return dotted === undefined ? whole(values, variable) : several([dotted], variable);
  },
];

/**
 * The choice of everything. Options come from Prometheus, a variable after those that stand before it, as in Grafana. Throws an Error that
 * names the variable whose query is not answered.
 */
export function wholeChoice(variables: readonly LiveVariable[], asking: Asking): Promise<Choice> {
  return choose(variables, whole, asking);
}

/** The other choices that a dashboard is asked with, each once; they differ from `from`. Throws as `wholeChoice` does. */
export async function narrowChoices(
  variables: readonly LiveVariable[],
  from: Choice,
  asking: Asking,
): Promise<Choice[]> {
  const found: Choice[] = [];
  for (const pick of picks) {
    const choice = await choose(variables, pick, asking);
    if (![from, ...found].some(({ text }) => text === choice.text)) found.push(choice);
  }
  return found;
}

/** The same question again has the same answer. */
export function remembering(ask: Ask): Ask {
  const answers = new Map<string, Promise<string>>();
  return (part, path) => {
    const answer = answers.get(path) ?? ask(part, path);
    answers.set(path, answer);
    return answer;
  };
}

async function choose(variables: readonly LiveVariable[], pick: Pick, asking: Asking): Promise<Choice> {
  const chosen: Record<string, VariableState> = {};
  const optionless: LiveVariable[] = [];
  for (const variable of variables.filter(({ type }) => asks.has(type))) {
    const { name, multi, includeAll, allValue } = variable;
    const options = await optionsOf(variable, chosen, asking);
    const usable = options.length > 0;
    if (!usable && variable.type === 'query') optionless.push(variable);
    const value = usable
      ? pick(
          options.map((option) => option.value),
          variable,
        )
      : whole([], variable);
    chosen[name] = { ...{ name, multi, includeAll, options, value }, ...(allValue !== undefined && { allValue }) };
  }
  const narrowed = Object.values(chosen).filter(({ value }) => value !== all);
  const text = narrowed.map(({ name, value }) => `${name}=${[value].flat().join('|')}`).join(', ');
  return { whole: pick === whole, text: text || 'All', variables: chosen, optionless };
}

/** Kinds of variables that stand in queries; the data source is always the stack's own. */
const asks = new Set(['query', 'custom', 'interval', 'constant', 'textbox']);

async function optionsOf(variable: LiveVariable, before: Variables, asking: Asking): Promise<readonly Option[]> {
  const { name, type, query, regex, sort } = variable;
  if (type === 'constant' || type === 'textbox') return variableOptions([query]);
  if (type !== 'query') return variableOptions(query.split(',').map((value) => value.trim()));
  const { ask, from, to, timeInterval } = asking;
  const { path, params } = variableRequest({ query, from, to, timeInterval, variables: before });
  try {
    const answer = await askPrometheus<VariableAnswer>(ask, `${path}?${new URLSearchParams(params)}`);
    return variableOptions(answeredTexts(answer), regex, sort);
  } catch (error) {
    throw new Error(`variable ${name}: ${error instanceof Error ? error.message : String(error)}: ${query}`);
  }
}
