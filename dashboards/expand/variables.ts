import { type Format, formats } from './formats.ts';
import { macroNames } from './macros.ts';
import { references, replaceReferences } from './references.ts';

/** One value that a variable can have. */
export interface Option {
  readonly value: string;
  /** What people see of it. */
  readonly text: string;
}

/** A variable of a dashboard with what is chosen. */
export interface VariableState {
  readonly name: string;
  /** Several values can be chosen. */
  readonly multi?: boolean;
  /** All of them can be chosen at once. */
  readonly includeAll?: boolean;
  /** Stands for All instead of the options; put in as it is. */
  readonly allValue?: string;
  /** What can be chosen. */
  readonly options?: readonly Option[];
  /** What is chosen: `'$__all'` alone or first in the list for All. */
  readonly value: string | readonly string[];
}

/** Variables by name. */
export type Variables = Readonly<Record<string, VariableState>>;

/** The value that stands for All in a dashboard's JSON. */
export const all = '$__all';

/** How variables are put into a text. */
export interface Interpolation {
  /** For references without a format of their own. Default `glob`, as Grafana does outside queries. */
  readonly format?: Format;
}

/** Of these Grafana's browser part makes what the backend replaces later; every other macro has to stand there without a format. */
const passed: readonly string[] = ['__interval', '__interval_ms'];

/**
 * Puts the values of variables into a text, once: what a value contains is not looked at again. Names that nobody knows stay as they are.
 * A variable may be given under `name.field` for references to that field. Source: `sceneInterpolator` of @grafana/scenes.
 */
export function interpolate(text: string, variables: Variables, { format = formats.glob }: Interpolation = {}): string {
  return replaceReferences(text, ({ text: match, name, field, format: written }) => {
    if (passed.includes(name)) return `$${name}`;
    const variable = found(variables, `${name}.${field}`) ?? found(variables, name);
    if (variable === undefined) return match;
    if (isAll(variable) && variable.allValue) return allText(variable, variables, written);
    const [id = '', ...args] = (written ?? '').split(':');
    const chosenFormat = written === undefined ? format : (formatNamed(id) ?? formats.glob);
    return chosenFormat(chosen(variable), variable, args);
  });
}

/** The values that are chosen: all options for All. A string is one value of a variable for which only one was asked. */
export function chosen(variable: VariableState): string | readonly string[] {
  return isAll(variable) ? (variable.options ?? []).map(({ value }) => value) : variable.value;
}

/**
 * References in the text of a query that would reach Prometheus as they are, or cut in two: variables that `variables` does not have, and
 * names such as `$__interval_s`, which Grafana does not know. `$1` is none: `label_replace` uses it.
 */
export function unexpanded(text: string, variables: Variables = {}): string[] {
  const left = references(text).filter(({ text: match, name, field }) => {
    if (/^\d/.test(name) || passed.includes(name)) return false;
    if (macroNames.includes(name)) return match !== `$${name}` && match !== `\${${name}}`;
    return found(variables, `${name}.${field}`) === undefined && found(variables, name) === undefined;
  });
  return [...new Set(left.map(({ text: match }) => match))];
}

function isAll({ value }: VariableState): boolean {
  return (typeof value === 'string' ? value : value[0]) === all;
}

/** The text that stands for All escapes every format but three, and may hold other variables. Source: `CustomAllValue` of @grafana/scenes. */
function allText(variable: VariableState, variables: Variables, format: string | undefined): string {
  const { allValue = '', name } = variable;
  if (format === 'text') return 'All';
  if (format === 'percentencode') return formats.percentencode(allValue, variable, []);
  if (format === 'queryparam') return formats.queryparam('All', variable, []);
  return interpolate(allValue, Object.fromEntries(Object.entries(variables).filter(([other]) => other !== name)));
}

function found(variables: Variables, name: string): VariableState | undefined {
  return Object.hasOwn(variables, name) ? variables[name] : undefined;
}

function formatNamed(id: string): Format | undefined {
  return Object.entries(formats).find(([name]) => name === id)?.[1];
}
