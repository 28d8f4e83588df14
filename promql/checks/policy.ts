import { anchored } from '../infer/regexp.ts';
import type { AggregateExpr, Span } from '../syntax/ast.ts';
import { durationText } from '../syntax/print-parts.ts';
import { walk } from '../syntax/walk.ts';
import type { Check, CheckContext, PolicyBounds, PolicyNames, Remark, RulePolicy, Usage } from './check.ts';
import { type Agreed, agreed, list, rulesOfGroup, selectorName, selectors } from './support.ts';

/** Where in a rule, what is wrong, and what to do. */
type Fault = readonly [at: string, message: string, fix: string];

const keepJob = { policy: { aggregations: { keep: ['job'] } } };
const scoped = { policy: { selectors: ['job'] } };
const ofTeams = { policy: { labels: { required: { team: 'api|platform' }, forbidden: ['env'] } } };

/** NX547 */
export const policy: Check = {
  code: 'NX547',
  name: 'policy',
  severity: 'error',
  title: 'A rule that does not keep to what its authors have agreed on.',
  why: 'Which labels aggregations keep, which every alert carries, how rules are called: routes, inhibitions and dashboards rest on it, and an alert that does not keep to it goes astray. What was agreed on stands as `policy` in the [definition](../definition.md#policy), and nobody has to remember it.',
  bad: [
    {
      expr: 'sum by (route) (rate(http_requests_total[5m])) > 10',
      usage: { kind: 'alert' },
      environment: keepJob,
      says: 'sum by (job, route)',
    },
    { expr: 'up == 0', usage: { kind: 'alert' }, environment: scoped, says: 'job=~"api|node"' },
    {
      expr: 'up == 0',
      usage: { kind: 'alert', labels: { severity: 'warning' } },
      environment: ofTeams,
      says: "'team'",
    },
    {
      expr: 'sum by (job) (rate(http_requests_total[5m]))',
      usage: { kind: 'recording', name: 'job:http_requests:rate5m', labels: { env: 'test' } },
      environment: ofTeams,
      says: "'env'",
    },
    {
      expr: 'up == 0',
      usage: { kind: 'alert', annotations: { summary: '{{ $labels.job }} is down.', description: 'Nobody answers.' } },
      environment: { policy: { summaryWithoutTemplates: true } },
      says: 'description',
    },
  ],
  good: [
    {
      expr: 'sum by (job, route) (rate(http_requests_total[5m])) > 10',
      usage: { kind: 'alert' },
      environment: keepJob,
    },
    { expr: 'up{job="api"} == 0', usage: { kind: 'alert' }, environment: scoped },
    { expr: 'up == 0', usage: { kind: 'alert', labels: { severity: 'warning', team: 'api' } }, environment: ofTeams },
  ],
  *run(context) {
    const rule = agreed(context);
    if (rule === undefined) return;
    yield* inAggregations(rule.policy.aggregations, context);
    yield* inSelectors(rule.policy.selectors, context);
    for (const [at, message, fix] of faults(rule, context)) yield { span: context.expr, at, message, fix };
  },
};

/** Aggregations that hand on some of the series as they are, with all their labels. */
const selecting = new Set(['topk', 'bottomk', 'limitk', 'limit_ratio']);

function* inAggregations(
  { keep = [], drop = [] }: NonNullable<RulePolicy['aggregations']> = {},
  { expr, infer }: CheckContext,
): Generator<Remark> {
  if (keep.length + drop.length === 0) return;
  for (const part of walk(expr)) {
    if (part.kind !== 'AggregateExpr' || selecting.has(part.operator)) continue;
    const { labels, closed } = infer.of(part.expr);
    const named = part.grouping.map(({ name }) => name);
    // A label that was never there can be neither lost nor left.
    const isKept = (label: string) => (labels.has(label) || !closed) && named.includes(label) !== part.without;
    const isLost = (label: string) => (labels.has(label) || !closed) && named.includes(label) === part.without;
    const lost = keep.filter(isLost);
    const left = drop.filter(isKept);
    if (lost.length + left.length === 0) continue;
    const told = [
      ...(lost.length > 0 ? [`drops ${list(lost)}, which the policy keeps`] : []),
      ...(left.length > 0 ? [`keeps ${list(left)}, which the policy drops`] : []),
    ];
    const [add, remove] = part.without ? [left, lost] : [lost, left];
    const names = [...add, ...named.filter((name) => !remove.includes(name))];
    yield {
      span: groupingOf(part),
      message: `${part.operator} ${told.join(', and ')}`,
      fix: `write ${part.operator} ${part.without ? 'without' : 'by'} (${names.join(', ')}) (…)`,
    };
  }
}

/** The labels between the parentheses; without any, the whole aggregation. */
function groupingOf(aggregation: AggregateExpr): Span {
  const [first, last] = [aggregation.grouping[0], aggregation.grouping.at(-1)];
  return first === undefined || last === undefined ? aggregation : { from: first.from, to: last.to };
}

function* inSelectors(wanted: readonly string[] = [], { expr, text, infer }: CheckContext): Generator<Remark> {
  for (const selector of wanted.length === 0 ? [] : selectors(expr)) {
    const { labels, closed } = infer.of(selector);
    const missing = wanted.filter(
      (label) => (labels.has(label) || !closed) && !selector.matchers.some(({ name }) => name === label),
    );
    if (missing.length === 0) continue;
    const matchers = missing.map((label) => {
      const values = [...(labels.get(label)?.values ?? [])].sort();
      if (values.length === 0 || values.length > 4) return `${label}="…"`;
      return values.length === 1 ? `${label}="${values[0]}"` : `${label}=~"${values.join('|')}"`;
    });
    yield {
      span: selector,
      message: `'${selectorName(selector, text)}' has no matcher on ${list(missing)}, which the policy wants of every selector`,
      fix: `add ${matchers.join(', ')}`,
    };
  }
}

function* faults({ usage, policy, at }: Agreed, { rules }: CheckContext): Generator<Fault> {
  const { names = {}, rulesPerGroup } = policy;
  const pattern = names[usage.kind];
  if (pattern !== undefined && !matches(pattern, usage.name)) {
    const kind = usage.kind === 'alert' ? 'an alert' : 'a recording rule';
    yield [at, `'${usage.name}' is no name that the policy has for ${kind}`, `use a name that matches ${pattern}`];
  }
  yield* forbidden('labels', policy.labels, usage.labels);
  if (usage.kind === 'alert') yield* ofAlert(policy, usage);
  const group = rulesPerGroup === undefined ? [] : rulesOfGroup(rules, usage.group);
  if (rulesPerGroup !== undefined && group.length > rulesPerGroup && group[0]?.usage === usage) {
    const message = `the group '${usage.group}' has ${group.length} rules, the policy allows ${rulesPerGroup}`;
    yield ['group', message, `split it by subject into groups of ${rulesPerGroup} rules at most`];
  }
}

function* ofAlert(policy: RulePolicy, usage: Extract<Usage, { readonly kind: 'alert' }>): Generator<Fault> {
  const { labels, annotations } = usage;
  yield* required('labels', policy.labels, labels);
  yield* required('annotations', policy.annotations, annotations);
  yield* forbidden('annotations', policy.annotations, annotations);
  yield* bounded('for', policy.for, usage.for);
  yield* bounded('keepFiringFor', policy.keepFiringFor, usage.keepFiringFor);
  if (policy.summaryWithoutTemplates && annotations.summary?.includes('{{')) {
    const fix = 'say what is wrong in general; which one it is stands in the description';
    yield ['annotations.summary', 'the summary has a template, the policy wants none', fix];
  }
  const { description = '' } = annotations;
  // That there is no description at all is said elsewhere.
  if (policy.descriptionWithTemplates && description.trim() !== '' && !description.includes('{{')) {
    const fix = 'name the series that it is about: {{ $labels.job }}';
    yield ['annotations.description', 'the description has no template, the policy wants one', fix];
  }
}

type Texts = Readonly<Record<string, string>>;
const singular = { labels: 'label', annotations: 'annotation' } as const;

function* required(of: keyof typeof singular, { required = {} }: PolicyNames = {}, texts: Texts): Generator<Fault> {
  for (const [name, pattern] of Object.entries(required)) {
    const text = texts[name] ?? '';
    const one = `${singular[of]} '${name}'`;
    if (text === '') {
      yield [`${of}.${name}`, `there is no ${one}, which the policy wants`, `add it; its value matches ${pattern}`];
      // What a template becomes is known only at night.
    } else if (!text.includes('{{') && !matches(pattern, text)) {
      const message = `'${text}' is no value that the policy has for the ${one}`;
      yield [`${of}.${name}`, message, `use one that matches ${pattern}`];
    }
  }
}

function* forbidden(of: keyof typeof singular, { forbidden = [] }: PolicyNames = {}, texts: Texts): Generator<Fault> {
  for (const name of Object.keys(texts)) {
    if (forbidden.some((pattern) => matches(pattern, name, false)))
      yield [`${of}.${name}`, `the policy forbids the ${singular[of]} '${name}'`, 'leave it out'];
  }
}

function* bounded(
  at: string,
  { min = 0, max = Number.POSITIVE_INFINITY }: PolicyBounds = {},
  seconds: number,
): Generator<Fault> {
  if (seconds >= min && seconds <= max) return;
  const bound = seconds < min ? `${durationText(min)} at least` : `${durationText(max)} at most`;
  yield [at, `${durationText(seconds)}, where the policy wants ${bound}`, `write ${bound}`];
}

/** Whether a pattern matches the whole text; `otherwise` for one that cannot be said in JavaScript. */
function matches(pattern: string, text: string, otherwise = true): boolean {
  return anchored(pattern)?.test(text) ?? otherwise;
}
