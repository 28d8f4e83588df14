import { text } from '../json.ts';
import { type DashboardRule, eachTarget, type Fault, ofBoard } from './rule.ts';
import { isForPrometheus, selectors, written } from './support.ts';

/** Whether there is a variable of a label as dashboard-linter wants it: several values, and `.+` for all. */
export function requiredVariable(name: string): DashboardRule['run'] {
  return ofBoard((board): Fault[] => {
    if (!isForPrometheus(board)) return [];
    const variable = board.variables.find((each) => each.name === name);
    if (variable === undefined) {
      const fix = `add one: label_values(metric, ${name}), several values, all as '.+'`;
      return [{ at: ['templating', 'list'], message: `there is no variable '${name}'`, fix }];
    }
    const { json, path, type } = variable;
    const wrong = [
      ...(type === 'query' ? [] : ['is no query']),
      ...(json.multi === true ? [] : ['takes one value only (multi)']),
      ...(json.includeAll === true && text(json.allValue) === '.+' ? [] : ["has not '.+' for all values (allValue)"]),
    ];
    if (wrong.length === 0) return [];
    const fix = "make it a query with multi and includeAll true and allValue '.+'";
    return [{ at: path, message: `the variable '${name}' ${wrong.join(', ')}`, fix }];
  });
}

/** Whether every selector asks for the chosen values of a label, `job=~"$job"`, where they can be chosen. That they cannot is said once, of the variable. */
export function requiredMatcher(label: string): DashboardRule['run'] {
  const chosen = new RegExp(
    `^["'\`](?:\\$${label}|\\$\\{${label}(?::[^}]*)?\\}|\\[\\[${label}(?::\\w+)?\\]\\])["'\`]$`,
  );
  return eachTarget((target, _panel, board): Fault[] => {
    if (!isForPrometheus(board) || !board.variables.some(({ name }) => name === label)) return [];
    const without = selectors(target.parsed).filter(
      ({ matchers }) =>
        !matchers.some(
          ({ name, operator, valueSpan }) =>
            name === label && operator === '=~' && chosen.test(written(target, valueSpan)),
        ),
    );
    if (without.length === 0) return [];
    const names = [...new Set(without.map(({ name }) => (name === undefined ? 'a selector' : `'${name}'`)))];
    const message = `${names.join(', ')}: not narrowed to the chosen ${label}`;
    return [{ at: ['expr'], message, fix: `add ${label}=~"$${label}"` }];
  });
}
