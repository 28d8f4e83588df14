import { YAMLException } from 'js-yaml';
import { unknownNameFix } from '../../stacks/model/index.ts';
import { durationSeconds } from './duration.ts';
import type { FileContent, FileExpression, FileProblem } from './file-expression.ts';
import { linesOf } from './lines.ts';
import { type RuleGroupFacts, ruleExpression } from './rule.ts';
import { suppressionComments, suppressionForm } from './suppression.ts';
import { child, isAbsent, items, textOf, type YamlMap, type YamlNode, yamlTree } from './yaml-tree.ts';

/** What reading rule files needs to know. */
export interface RuleFileSettings {
  /** How often groups are evaluated that say nothing else, in seconds. */
  readonly evaluationInterval: number;
  /** Names of groups that stand in the files before; grows. */
  readonly groups: Set<string>;
}

const groupKeys = [
  ...['name', 'interval', 'query_offset', 'limit', 'labels', 'rules'],
  // Of Thanos and Mimir, whose files are the same otherwise.
  ...['partial_response_strategy', 'source_tenants', 'evaluation_delay', 'align_evaluation_time_on_interval'],
];

/**
 * Reads a file of rules as Prometheus loads it, or the PrometheusRule resources of a Kubernetes manifest; other resources beside them are
 * passed over. A text that is neither gives one problem, with its line.
 */
export function readRuleFile(file: string, text: string, settings: RuleFileSettings): FileContent {
  const reader = new Reader(file, text, settings);
  reader.readAll();
  return { expressions: reader.expressions, problems: reader.problems, skipped: 0 };
}

/** What has been read so far of one file. */
class Reader {
  readonly file: string;
  readonly text: string;
  readonly settings: RuleFileSettings;
  readonly lineOf: ReturnType<typeof linesOf>;
  readonly expressions: FileExpression[] = [];
  readonly problems: FileProblem[] = [];

  constructor(file: string, text: string, settings: RuleFileSettings) {
    this.file = file;
    this.text = text;
    this.settings = settings;
    this.lineOf = linesOf(text);
  }

  readAll(): void {
    const documents = this.documents();
    if (documents === undefined) return;
    const holders = documents.flatMap(ruleHolders);
    if (holders.length === 0) {
      const node = documents[0];
      const what = node === undefined ? 'the file is empty' : `there is no 'groups'${kindText(node)}`;
      this.problem(node?.from ?? 0, what, 'give a rule file of Prometheus, or a PrometheusRule resource');
      return;
    }
    const rules = holders.flatMap((holder) => this.groupsOf(holder));
    this.expressions.push(...this.withSuppressions(rules));
  }

  problem(offset: number, message: string, fix: string, code: FileProblem['code'] = 'NX852'): void {
    this.problems.push({ code, file: this.file, ...this.lineOf(offset), message, fix });
  }

  private documents(): YamlNode[] | undefined {
    try {
      return yamlTree(this.text);
    } catch (error) {
      if (!(error instanceof YAMLException)) throw error;
      const fix = /\{\{/.test(this.text)
        ? 'correct the YAML; a template of Helm or Jinja has to be rendered first'
        : 'correct the YAML';
      this.problem(error.mark?.position ?? 0, `this is no YAML: ${error.reason}`, fix);
      return undefined;
    }
  }

  private groupsOf(holder: YamlNode): { readonly node: YamlMap; readonly facts: RuleGroupFacts }[] {
    const list = child(holder, 'groups');
    // `groups:` with nothing behind it is a file without rules.
    if (list === undefined) return [];
    if (list.kind !== 'list') {
      this.problem(list.from, "'groups' is no list", 'write groups: and below it - name: …');
      return [];
    }
    const names = new Set<string>();
    return list.items.flatMap((group) => {
      if (group.kind !== 'map') {
        this.problem(group.from, 'a group is no mapping', 'write - name: … and rules: below it');
        return [];
      }
      this.knownKeys(group, groupKeys, 'a group');
      const name = textOf(child(group, 'name')) ?? '';
      if (name === '' || names.has(name)) {
        const message = name === '' ? 'the group has no name' : `there is another group '${name}' in this file`;
        this.problem(group.from, message, 'give each group a name of its own');
      }
      names.add(name);
      const facts = { name: this.ownName(name), interval: this.interval(group), labels: labelsOf(group), node: group };
      return items(child(group, 'rules')).flatMap((node) => {
        if (node.kind === 'map') return [{ node, facts }];
        this.problem(node.from, 'a rule is no mapping', 'write - alert: … or - record: …, with expr: below it');
        return [];
      });
    });
  }

  /** Groups of one name in several files are different groups. */
  private ownName(name: string): string {
    const { groups } = this.settings;
    let own = name;
    for (let number = 2; groups.has(own); number++) own = `${name} #${number}`;
    groups.add(own);
    return own;
  }

  private interval(group: YamlMap): number {
    const node = child(group, 'interval');
    const text = textOf(node);
    if (node === undefined || text === undefined) return this.settings.evaluationInterval;
    const seconds = durationSeconds(text);
    if (seconds === undefined) this.problem(node.from, `'${text}' is no duration`, "write '30s', '5m' or '1h30m'");
    // Zero says nothing either.
    return seconds || this.settings.evaluationInterval;
  }

  /** Prometheus refuses a file with a key that it does not know, or that is there twice. */
  knownKeys(node: YamlMap, known: readonly string[], what: string): void {
    const seen = new Set<string>();
    for (const [key] of node.entries) {
      if (seen.has(key.text)) this.problem(key.from, `'${key.text}' is there twice`, 'keep one of them');
      else if (!known.includes(key.text)) {
        this.problem(key.from, `${what} has no '${key.text}'`, unknownNameFix(key.text, known));
      }
      seen.add(key.text);
    }
  }

  private withSuppressions(rules: readonly { readonly node: YamlMap; readonly facts: RuleGroupFacts }[]) {
    const comments = suppressionComments(this.text);
    const ends = rules.map(({ node }) => endOf(node));
    const owners = new Map<YamlMap, typeof comments>(rules.map(({ node }) => [node, []]));
    for (const each of comments) {
      const index = ends.findIndex((end) => each.offset < end);
      const owner = rules[index]?.node;
      const fix = `write it above a rule: ${suppressionForm}`;
      if (each.suppressions === undefined) {
        this.problem(each.offset, 'this is no suppression', fix, 'NX549');
      } else if (owner === undefined) {
        this.problem(each.offset, 'the suppression stands above no rule', fix, 'NX549');
      } else owners.get(owner)?.push(each);
    }
    return rules.flatMap(({ node, facts }) => ruleExpression(node, facts, owners.get(node) ?? [], this) ?? []);
  }
}

/** The parts of a document that hold groups. */
function ruleHolders(document: YamlNode): YamlNode[] {
  if (hasGroups(document)) return [document];
  if (textOf(child(document, 'kind')) === 'PrometheusRule') {
    const spec = child(document, 'spec');
    return spec === undefined || isAbsent(child(spec, 'groups')) ? [] : [spec];
  }
  return items(child(document, 'items')).flatMap(ruleHolders);
}

function hasGroups(document: YamlNode): boolean {
  return document.kind === 'map' && document.entries.some(([key]) => key.text === 'groups');
}

function kindText(node: YamlNode): string {
  const kind = textOf(child(node, 'kind'));
  return kind === undefined ? '' : ` in this ${kind}`;
}

function labelsOf(node: YamlMap): Readonly<Record<string, string>> {
  const labels = child(node, 'labels');
  return labels?.kind === 'map'
    ? Object.fromEntries(labels.entries.map(([key, value]) => [key.text, textOf(value) ?? '']))
    : {};
}

/** Behind the last character of a value. */
function endOf(node: YamlNode): number {
  if (node.kind === 'scalar') return node.to;
  const parts = node.kind === 'list' ? node.items : node.entries.flat();
  return Math.max(node.from, ...parts.map(endOf));
}
