// The variables of a dashboard: what can be chosen, and what is.
import {
  all,
  answeredTexts,
  type Option,
  type VariableAnswer,
  type VariableSort,
  type VariableState,
  type Variables,
  variableOptions,
  variableRequest,
} from '../../expand/index.ts';
import { type TimeRange, timeVariables } from '../data/range.ts';
import { at, flag, type JsonObject, number, objects, text, texts } from '../data/read.ts';
import { isSilent, prometheus } from './api.ts';
import { constant, type Session } from './session.ts';

/** A variable as the page offers it. */
export interface Choice {
  readonly name: string;
  readonly label: string;
  readonly kind: 'choice' | 'textbox' | 'fixed';
  readonly state: VariableState;
  /** Why its options are not known. */
  readonly problem?: string;
}

/** What is needed to find the options. */
export interface Surroundings {
  readonly range: TimeRange;
  readonly timeInterval: string;
  /** What was chosen before, by name. */
  readonly chosen: ReadonlyMap<string, readonly string[]>;
  /** Why nothing is asked any more: nobody answered what was asked before. */
  readonly silence?: string | undefined;
}

/** The variables of a dashboard in their order; the query of one may use those before it. Never throws. */
export async function resolveVariables(dashboard: JsonObject, around: Surroundings): Promise<Choice[]> {
  const found: Choice[] = [];
  for (const variable of objects(dashboard, 'templating', 'list')) {
    const known = Object.fromEntries(found.map(({ name, state }) => [name, state]));
    const silence = isSilent() ? found.findLast(({ problem }) => problem !== undefined)?.problem : undefined;
    found.push(await resolved(variable, known, { ...around, silence }));
  }
  return found;
}

/** Variables as queries and links take them, and those that every dashboard of Grafana has. */
export function asVariables(
  choices: readonly Choice[],
  { dashboard, raw, range }: Pick<Session, 'dashboard' | 'raw' | 'range'>,
): Variables {
  const own = Object.fromEntries(choices.map(({ name, state }) => [name, state]));
  const title = constant('__dashboard', text(dashboard, 'title') ?? '');
  const others = { __dashboard: title, __org: constant('__org', '1'), __user: constant('__user', 'preview') };
  return { ...own, ...others, ...timeVariables(raw, range) };
}

async function resolved(variable: JsonObject, known: Variables, around: Surroundings): Promise<Choice> {
  const name = text(variable, 'name') ?? '';
  const hidden = number(variable, 'hide') === 2;
  const label = text(variable, 'label') || name;
  const fixed = (value: string): Choice => ({ name, label, kind: 'fixed', state: constant(name, value) });
  switch (text(variable, 'type')) {
    case 'query':
    case 'custom':
    case 'interval': {
      const { options, problem } = await optionsOf(variable, known, around);
      const state = chosenState(variable, options, around.chosen.get(name));
      return { name, label, kind: hidden ? 'fixed' : 'choice', state, ...(problem && { problem }) };
    }
    case 'textbox': {
      const value = around.chosen.get(name)?.[0] ?? currentValues(variable)[0] ?? text(variable, 'query') ?? '';
      return { ...fixed(value), kind: hidden ? 'fixed' : 'textbox' };
    }
    case 'constant':
      return fixed(text(variable, 'query') ?? currentValues(variable)[0] ?? '');
    case 'datasource':
      return fixed(currentValues(variable)[0] ?? 'prometheus');
    default:
      return {
        ...fixed(currentValues(variable)[0] ?? ''),
        problem: 'The preview does not know this kind of variable.',
      };
  }
}

function currentValues(variable: JsonObject): readonly string[] {
  const value = at(variable, 'current', 'value');
  return typeof value === 'string' ? [value] : texts(value);
}

async function optionsOf(
  variable: JsonObject,
  known: Variables,
  { range, timeInterval, silence }: Surroundings,
): Promise<{ readonly options: readonly Option[]; readonly problem?: string }> {
  const query = text(variable, 'query') ?? text(variable, 'query', 'query') ?? text(variable, 'definition') ?? '';
  if (text(variable, 'type') !== 'query') return { options: listed(query) };
  if (silence !== undefined) return { options: [], problem: silence };
  const sort = (number(variable, 'sort') ?? 0) as VariableSort;
  try {
    const { path, params } = variableRequest({ query, ...range, variables: known, timeInterval });
    const answer = await prometheus<VariableAnswer>(path, params);
    return { options: variableOptions(answeredTexts(answer), text(variable, 'regex') ?? '', sort) };
  } catch (error) {
    return { options: [], problem: error instanceof Error ? error.message : String(error) };
  }
}

/** `a, b, Name : value`; a comma after a backslash belongs to the value. */
function listed(query: string): Option[] {
  return (query.match(/(?:\\,|[^,])+/g) ?? []).map((part) => {
    const plain = part.replaceAll('\\,', ',').trim();
    const [, name, value] = /^\s*(.+)\s:\s(.+)$/s.exec(plain) ?? [];
    return name === undefined || value === undefined
      ? { value: plain, text: plain }
      : { value: value.trim(), text: name.trim() };
  });
}

function chosenState(
  variable: JsonObject,
  options: readonly Option[],
  before: readonly string[] | undefined,
): VariableState {
  const multi = flag(variable, 'multi');
  const includeAll = flag(variable, 'includeAll');
  const wanted = before ?? currentValues(variable);
  const there = (value: string) => (value === all ? includeAll : options.some((option) => option.value === value));
  // What somebody chose stays chosen, even where it has no data any more; what the file says is only a proposal.
  const kept = before?.map((value) => (value === 'All' && includeAll ? all : value)) ?? wanted.filter(there);
  const values = kept.length > 0 ? kept : includeAll ? [all] : options.slice(0, 1).map(({ value }) => value);
  const allValue = text(variable, 'allValue');
  return {
    name: text(variable, 'name') ?? '',
    multi,
    includeAll,
    options,
    value: multi ? values : (values[0] ?? ''),
    ...(allValue && { allValue }),
  };
}

/** What is chosen, in words. */
export function chosenText({ value, options = [] }: VariableState): string {
  const values = typeof value === 'string' ? [value] : value;
  const words = values.map((each) =>
    each === all ? 'All' : (options.find((option) => option.value === each)?.text ?? each),
  );
  return words.join(' + ') || 'None';
}
