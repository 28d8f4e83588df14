import { expression, type Usage } from '../../promql/index.ts';
import { durationSeconds } from './duration.ts';
import type { FileExpression } from './file-expression.ts';
import type { FilePlace } from './lines.ts';
import { scalarPlace } from './scalar-place.ts';
import type { SuppressionComment } from './suppression.ts';
import { child, textOf, type YamlMap, type YamlNode, type YamlScalar } from './yaml-tree.ts';

/** What a rule has of its group. */
export interface RuleGroupFacts {
  readonly name: string;
  /** In seconds. */
  readonly interval: number;
  readonly labels: Readonly<Record<string, string>>;
  readonly node: YamlMap;
}

/** The file that a rule stands in. */
interface RuleFile {
  readonly file: string;
  readonly text: string;
  readonly lineOf: (offset: number) => Required<FilePlace>;
  readonly problem: (offset: number, message: string, fix: string) => void;
  readonly knownKeys: (node: YamlMap, known: readonly string[], what: string) => void;
}

const recordingKeys = ['record', 'expr', 'labels'];
const alertKeys = ['alert', 'expr', 'for', 'keep_firing_for', 'labels', 'annotations'];

/** A rule as an expression with what it is for; `undefined` for one that Prometheus would not load, which becomes a problem of the file. */
export function ruleExpression(
  node: YamlMap,
  group: RuleGroupFacts,
  comments: readonly SuppressionComment[],
  file: RuleFile,
): FileExpression | undefined {
  const [alert, record, expr] = ['alert', 'record', 'expr'].map((key) => child(node, key));
  const name = textOf(alert ?? record);
  if ((alert === undefined) === (record === undefined) || !name) {
    const message = alert && record ? 'the rule is an alert and a recording rule at once' : 'the rule has no name';
    file.problem(node.from, message, 'give it alert: or record:, with a name');
    return undefined;
  }
  const kind = alert === undefined ? 'recording' : 'alert';
  file.knownKeys(
    node,
    kind === 'alert' ? alertKeys : recordingKeys,
    kind === 'alert' ? 'an alert' : 'a recording rule',
  );
  if (expr?.kind !== 'scalar') {
    file.problem(node.from, `'${name}' has no expression`, 'give it expr:');
    return undefined;
  }
  return {
    file: file.file,
    expression: {
      where: `${kind === 'alert' ? 'alert' : 'recording rule'} ${name} (group ${group.name})`,
      expression: expression(expr.text),
      ignore: comments.flatMap(({ suppressions }) => suppressions ?? []),
      usage: usageOf(kind, name, node, group, file),
    },
    placeOf: placeWithin(node, expr, group.node, comments, file),
  };
}

function usageOf(
  kind: 'alert' | 'recording',
  name: string,
  node: YamlMap,
  group: RuleGroupFacts,
  file: RuleFile,
): Usage {
  const labels = { ...group.labels, ...texts(child(node, 'labels')) };
  const common = { name, group: group.name, interval: group.interval, labels };
  if (kind === 'recording') return { kind, ...common };
  return {
    kind,
    ...common,
    for: seconds(child(node, 'for'), file),
    keepFiringFor: seconds(child(node, 'keep_firing_for'), file),
    annotations: texts(child(node, 'annotations')),
  };
}

function seconds(node: YamlNode | undefined, file: RuleFile): number {
  const text = textOf(node);
  if (node === undefined || text === undefined) return 0;
  const value = durationSeconds(text);
  if (value === undefined) file.problem(node.from, `'${text}' is no duration`, "write '30s', '5m' or '1h30m'");
  return value ?? 0;
}

function texts(node: YamlNode | undefined): Readonly<Record<string, string>> {
  if (node?.kind !== 'map') return {};
  return Object.fromEntries(node.entries.map(([key, value]) => [key.text, textOf(value) ?? '']));
}

function placeWithin(
  node: YamlMap,
  expr: YamlScalar,
  group: YamlMap,
  comments: readonly SuppressionComment[],
  { text, lineOf }: RuleFile,
): FileExpression['placeOf'] {
  return ({ span, at, message }) => {
    if (at === 'ignore') {
      const comment = comments.find(({ suppressions }) => suppressions?.some(({ check }) => message.startsWith(check)));
      return lineOf(comment?.offset ?? node.from);
    }
    if (at === 'group' || at === 'interval') return lineOf((child(group, at) ?? child(group, 'name') ?? group).from);
    if (at !== undefined) return lineOf(nodeAt(node, at.split('.'))?.from ?? node.from);
    const offset = scalarPlace(text, expr)(span.from);
    if (offset !== undefined) return lineOf(offset);
    const key = node.entries.find(([, value]) => value === expr)?.[0];
    return { line: lineOf((key ?? expr).from).line };
  };
}

function nodeAt(node: YamlNode | undefined, path: readonly string[]): YamlNode | undefined {
  return path.reduce<YamlNode | undefined>((inner, key) => child(inner, key), node);
}
