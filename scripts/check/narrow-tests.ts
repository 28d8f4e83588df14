import { posix } from 'node:path';
import { PromqlError, tryParse, type VectorSelector, walk } from '../../promql/index.ts';
import { jsonOrYaml } from './json-or-yaml.ts';
import { at, isObject, items, parse, textOf, type Value } from './yaml-value.ts';

/** A file of unit tests and the rule files that it names, by path; and which of them are tests. */
export interface NarrowTests {
  readonly files: ReadonlyMap<string, string>;
  readonly tests: readonly string[];
}

/**
 * The same unit tests in several files, each with only those rules that its tests need. promtool evaluates every rule of a file at every
 * moment of every test, so that one test over a day would be as dear as the group is long. `undefined` where that cannot be told:
 * a file that is not as promtool wants it, a rule that is not there, an expression that reads whatever there is, a text that asks for more,
 * groups of two files with one name, which cannot stand in one.
 */
export function narrowTests(path: string, test: Value, rules: ReadonlyMap<string, string>): NarrowTests | undefined {
  if (!isObject(test)) return undefined;
  const named = items(test.rule_files).map((name) => posix.join(posix.dirname(path), String(name)));
  const groups = named.flatMap((file) => items(at(parse(rules.get(file) ?? ''), 'groups')));
  const all = groups.flatMap((group) => items(at(group, 'rules')));
  if (named.some((file) => !rules.has(file)) || all.length === 0 || haveNamesakes(groups)) return undefined;
  const sets = new Map<string, { readonly needed: ReadonlySet<Value>; readonly tests: Value[] }>();
  for (const each of items(test.tests)) {
    const needed = neededBy(each, all);
    if (needed === undefined) return undefined;
    const key = all.map((rule) => (needed.has(rule) ? '1' : '0')).join('');
    const known = sets.get(key) ?? { needed, tests: [] };
    sets.set(key, known);
    known.tests.push(each);
  }
  const parts = [...sets.values()].map((part, index) => {
    const left = groups.flatMap((group) => withRules(group, part.needed));
    const names = new Set(left.map((group) => at(group, 'name')));
    const order = items(test.group_eval_order).filter((name) => names.has(name));
    const content = {
      ...test,
      ...{ rule_files: ['rules.yml'], tests: part.tests },
      ...(order.length > 0 && { group_eval_order: order }),
    };
    return { folder: String(index), rules: jsonOrYaml({ groups: left }), tests: jsonOrYaml(content) };
  });
  return {
    files: new Map(
      parts.flatMap(({ folder, rules, tests }) => [
        [`${folder}/rules.yml`, rules],
        [`${folder}/tests.yml`, tests],
      ]),
    ),
    tests: parts.map(({ folder }) => `${folder}/tests.yml`),
  };
}

/** The rules that a test needs: those that it asks about, and those that record what these read. */
function neededBy(test: Value, rules: readonly Value[]): ReadonlySet<Value> | undefined {
  const alerts = items(at(test, 'alert_rule_test')).map((each) => textOf(at(each, 'alertname')));
  const waiting = items(at(test, 'promql_expr_test')).map((each) => textOf(at(each, 'expr')));
  const needed = new Set<Value>();
  let asksMore = false;
  const add = (rule: Value) => {
    if (needed.has(rule)) return;
    needed.add(rule);
    asksMore ||= hasQueries(rule);
    waiting.push(textOf(at(rule, 'expr')));
  };
  for (const name of alerts) {
    const asked = rules.filter((rule) => name !== undefined && at(rule, 'alert') === name);
    if (asked.length === 0) return undefined;
    asked.forEach(add);
  }
  while (waiting.length > 0) {
    const names = namesIn(waiting.pop());
    if (names === undefined) return undefined;
    for (const rule of rules) if (names.has(textOf(at(rule, 'record')))) add(rule);
  }
  return asksMore ? undefined : needed;
}

/** Whether labels or annotations of a rule ask for series themselves: `{{ query "up" }}`. */
function hasQueries(rule: Value): boolean {
  const values = ['labels', 'annotations'].flatMap((key) => Object.values(at(rule, key) ?? {}));
  return values.some((value) => /\{\{(?:(?!\}\}).)*(?<![.$\w])query\b/s.test(String(value)));
}

function haveNamesakes(groups: readonly Value[]): boolean {
  return new Set(groups.map((group) => textOf(at(group, 'name')))).size < groups.length;
}

/** The names of the series that an expression reads; `undefined` if it reads others, or those that tell of alerts. */
function namesIn(text: string | undefined): ReadonlySet<string | undefined> | undefined {
  const tree = text === undefined ? undefined : tryParse(text);
  if (tree === undefined || tree instanceof PromqlError) return undefined;
  const names = walk(tree).flatMap((part) => (part.kind === 'VectorSelector' ? [nameOf(part)] : []));
  return names.some((name) => name === undefined || name.startsWith('ALERTS')) ? undefined : new Set(names);
}

function nameOf({ matchers }: VectorSelector): string | undefined {
  return matchers.find(({ name, operator }) => name === '__name__' && operator === '=')?.value;
}

/** A group with only those of its rules; none if that is none of them. */
function withRules(group: Value, needed: ReadonlySet<Value>): Value[] {
  const rules = items(at(group, 'rules')).filter((rule) => needed.has(rule));
  return rules.length === 0 || !isObject(group) ? [] : [{ ...group, rules }];
}
