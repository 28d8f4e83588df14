import { references, replaceReferences } from '../../dashboards/expand/index.ts';
import { expression, variableQuery } from '../../promql/index.ts';
import type { Variable } from '../../stacks/model/index.ts';
import { datasources, variableText } from '../files/dashboard-facts.ts';
import { at, type JsonRecord, list, records, text } from '../files/json.ts';
import type { Losses } from './losses.ts';

/** The variables of a dashboard: those that are carried over, and what queries hold in place of the others. */
export interface Variables {
  readonly carried: readonly Variable[];
  /** A query with variables of this board only. */
  readonly inQuery: (query: string) => string;
}

/** Reads the variables of a dashboard. A board has those that ask `label_values`; the value of any other is written into the queries. */
export function variablesOf(board: JsonRecord, losses: Losses): Variables {
  const isPrometheus = datasources(board);
  const carried: Variable[] = [];
  const values = new Map<string, string>();
  for (const variable of [...records(at(board, 'templating', 'list')), ...inputs(board)]) {
    const name = text(variable.name) ?? '';
    if (variable.type === 'datasource' || name === '') continue;
    const where = `variable '${name}'`;
    const asked = variableText(variable)?.text ?? text(variable.definition) ?? '';
    const lists = variable.type === 'query' && isPrometheus(variable.datasource) !== false;
    if (lists && variableQuery(asked).kind === 'label_values') {
      carried.push(carry(variable, name, asked, where, losses));
      continue;
    }
    const value = currentValue(variable);
    const reason = lists ? 'it does not ask label_values' : `it is of the kind ${kindOf(variable)}`;
    if (value === undefined) losses.lost(where, `${reason}; queries that use it have to be rewritten`);
    else losses.lost(where, `${reason}; queries hold its value ${value} in its place`);
    if (value !== undefined) values.set(name, value);
  }
  const several = new Set(carried.map(({ name }) => name));
  return {
    // What a query of a variable uses may be one that is written into it.
    carried: carried.map((each) => ({ ...each, query: expression(replaced(each.query.text, values, several)) })),
    inQuery: (query) => replaced(query, values, several),
  };
}

function carry(variable: JsonRecord, name: string, asked: string, where: string, losses: Losses): Variable {
  const regex = text(variable.regex) ?? '';
  if (!leavesAll.test(regex)) losses.lost(where, `its regular expression ${regex}: all values are offered`);
  if (variable.hide === 2) losses.lost(where, 'it was hidden, and is shown now');
  if (variable.multi !== true || variable.includeAll !== true)
    losses.lost(where, 'one value could be chosen; now several and all can be, so queries match it by =~');
  return { name, label: text(variable.label) || name, query: expression(asked.trim()) };
}

/** Regular expressions that leave every value as it is. */
const leavesAll = /^(?:\/?\^?(?:\.[*+]|\(\.[*+]\))\$?\/?)?$/;

/** Constants that Grafana asks for when somebody imports the dashboard. */
function inputs(board: JsonRecord): JsonRecord[] {
  return records(board.__inputs)
    .filter(({ type }) => type === 'constant')
    .map((input) => ({ ...input, query: input.value }));
}

function kindOf({ type }: JsonRecord): string {
  return type === 'query' ? 'another data source' : (text(type) ?? 'unknown');
}

/** What a variable stands for when the dashboard is opened; `undefined` where that is not one text. */
function currentValue(variable: JsonRecord): string | undefined {
  const { type } = variable;
  const plain = text(variable.query);
  if (type === 'constant' || type === 'textbox') return plain || text(at(variable, 'current', 'value'));
  const current = at(variable, 'current', 'value');
  const chosen = list(current).length === 1 ? text(list(current)[0]) : text(current);
  if (type === 'interval') return chosen === undefined || /auto/.test(chosen) ? '$__rate_interval' : chosen;
  if (type === 'adhoc' || chosen === undefined || chosen === '') return undefined;
  if (chosen !== '$__all') return chosen;
  return text(variable.allValue) || '.+';
}

function replaced(query: string, values: ReadonlyMap<string, string>, several: ReadonlySet<string>): string {
  const known = replaceReferences(query, ({ text: written, name }) => {
    const brackets = written.startsWith('[[');
    return values.get(name) ?? (brackets && several.has(name) ? `$${name}` : written);
  });
  // Several values are a regular expression.
  return known.replaceAll(/(!?)=(\s*)(["'`])([^"'`]*)\3/g, (written, not, gap, quote, value) => {
    const [only] = references(value);
    const chosen = only !== undefined && only.text === value && several.has(only.name);
    return chosen ? `${not === '!' ? '!~' : '=~'}${gap}${quote}${value}${quote}` : written;
  });
}
