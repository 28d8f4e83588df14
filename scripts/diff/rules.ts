import { at, entries, items, textOf, type Value } from '../check/yaml-value.ts';
import type { Change, Detail } from './change.ts';
import { expressionDiffers } from './expression.ts';
import { pair } from './pair.ts';
import { canonical, differByKey, differs, lasts, valueText } from './values.ts';

/** A rule with the name of its group. */
interface Rule {
  readonly kind: 'alert' | 'record';
  readonly name: string;
  readonly group: string;
  readonly rule: Value;
}

/** What differs in the rules: alerts, recording rules and their groups. Takes the content of all rule files. */
export function rulesDiffer(before: readonly Value[], after: readonly Value[]): Change[] {
  const [old, now] = [rulesOf(before), rulesOf(after)];
  const kinds = ['alert', 'record'] as const;
  return [
    ...kinds.flatMap((kind) => ofKind(kind, old, now)),
    ...groupsDiffer(before.flatMap(groupsOf), after.flatMap(groupsOf)),
  ];
}

function groupsOf(file: Value): readonly Value[] {
  return items(at(file, 'groups'));
}

function rulesOf(files: readonly Value[]): Rule[] {
  return files.flatMap(groupsOf).flatMap((group) =>
    items(at(group, 'rules')).flatMap((rule): Rule[] => {
      const alert = textOf(at(rule, 'alert'));
      const name = alert ?? textOf(at(rule, 'record'));
      if (name === undefined) return [];
      return [{ kind: alert === undefined ? 'record' : 'alert', name, group: textOf(at(group, 'name')) ?? '', rule }];
    }),
  );
}

function ofKind(kind: Rule['kind'], before: readonly Rule[], after: readonly Rule[]): Change[] {
  const [old, now] = [before, after].map((rules) => rules.filter((rule) => rule.kind === kind)) as [Rule[], Rule[]];
  const labels = ({ rule }: Rule) => canonical(at(rule, 'labels'));
  const found = pair(old, now, [
    (rule) => `${rule.name} ${rule.group} ${canonical(rule.rule)}`,
    (rule) => `${rule.name} ${rule.group} ${labels(rule)}`,
    (rule) => `${rule.name} ${labels(rule)}`,
    // A series with other labels is another series; an alert with others is still that alert.
    ...(kind === 'alert' ? [({ name, group }: Rule) => `${name} ${group}`, ({ name }: Rule) => name] : []),
  ]);
  const title = titles(old, now);
  return [
    ...found.added.map((rule) => change(rule, title(rule), 'added')),
    ...found.removed.map((rule) => change(rule, title(rule), 'removed')),
    ...found.both.flatMap(([a, b]): Change[] => {
      const details = ruleDetails(a, b);
      return details.length > 0 ? [{ ...change(b, title(b), 'changed'), details }] : [];
    }),
  ];
}

/** The name of a rule, with its labels where there are several of that name. */
function titles(...sides: readonly (readonly Rule[])[]): (rule: Rule) => string {
  const many = new Set(
    sides.flatMap((rules) => {
      const names = rules.map(({ name }) => name);
      return names.filter((name, index) => names.indexOf(name) !== index);
    }),
  );
  return ({ name, rule }) => {
    const labels = entries(at(rule, 'labels')).map(([label, value]) => `${label}="${valueText(value)}"`);
    return many.has(name) && labels.length > 0 ? `${name}{${labels.join(', ')}}` : name;
  };
}

function change({ kind, group, rule }: Rule, name: string, sign: Change['sign']): Change {
  if (kind === 'record')
    return { subject: 'recording rules', thing: 'recording rule', name, sign, ...about(sign, group), details: [] };
  const severity = textOf(at(rule, 'labels', 'severity'));
  const after = valueText(at(rule, 'for')) ?? '0s';
  const when = after === '0s' ? 'at once' : `after ${after}`;
  const summary = textOf(at(rule, 'annotations', 'summary'));
  const text = [[severity, when].filter(Boolean).join(', '), summary].filter(Boolean).join('. ');
  return { subject: 'alerts', thing: 'alert', name, sign, ...(sign !== 'changed' && { about: text }), details: [] };
}

function about(sign: Change['sign'], group: string): { readonly about?: string } {
  return sign === 'changed' ? {} : { about: `group ${group}` };
}

function ruleDetails(before: Rule, after: Rule): Detail[] {
  const [a, b] = [before.rule, after.rule];
  const severity = (rule: Value) => at(rule, 'labels', 'severity');
  const expr = (rule: Value) => valueText(at(rule, 'expr'));
  return [
    ...differs('severity', severity(a), severity(b)),
    ...lasts('for', at(a, 'for') ?? '0s', at(b, 'for') ?? '0s'),
    ...lasts('keep_firing_for', at(a, 'keep_firing_for') ?? '0s', at(b, 'keep_firing_for') ?? '0s'),
    ...expressionDiffers('expression', expr(a), expr(b)),
    ...differByKey('label ', at(a, 'labels'), at(b, 'labels'), ['severity']),
    ...differByKey('', at(a, 'annotations'), at(b, 'annotations')),
    ...differs('group', before.group, after.group),
  ];
}

/** A group that came or went is told by its rules. */
function groupsDiffer(before: readonly Value[], after: readonly Value[]): Change[] {
  const { both } = pair(before, after, [(group) => textOf(at(group, 'name')) ?? '']);
  return both.flatMap(([a, b]): Change[] => {
    const details = [
      ...lasts('interval', at(a, 'interval'), at(b, 'interval')),
      ...differs('limit', at(a, 'limit'), at(b, 'limit')),
      ...lasts('query_offset', at(a, 'query_offset'), at(b, 'query_offset')),
      ...differByKey('label ', at(a, 'labels'), at(b, 'labels')),
    ];
    const name = textOf(at(b, 'name')) ?? '';
    return details.length > 0 ? [{ subject: 'rule groups', thing: 'rule group', name, sign: 'changed', details }] : [];
  });
}
