import { unknownNameFix } from '../nearest.ts';
import { legendLabels, readTemplate } from '../template/references.ts';
import type { Check, CheckContext, Remark } from './check.ts';
import { manyToMany } from './many-to-many.ts';
import { unknownLabel } from './unknown-label.ts';

/** NX531 */
export const unknownTemplateLabel: Check = {
  code: 'NX531',
  name: 'unknown-template-label',
  severity: 'error',
  title: 'A label in a text, legend or column that the result does not have.',
  why: 'What the result does not have becomes the empty text: "The disk of  is full." The labels of a text are those that the expression leaves, not those that the rule sets.',
  bad: [
    {
      expr: 'sum by (route) (rate(http_requests_total[5m])) > 10',
      usage: { kind: 'alert', annotations: { summary: '{{ $labels.instance }} is busy' } },
      says: "'instance'",
    },
    {
      expr: 'up == 0',
      usage: { kind: 'alert', annotations: { summary: 'Down in {{ $externalLabels.region }}' } },
      says: "'region'",
    },
    {
      expr: 'sum by (route) (rate(http_requests_total[5m]))',
      usage: { kind: 'panel', legend: '{{job}}' },
      says: "'job'",
    },
  ],
  good: [
    {
      expr: 'sum by (route) (rate(http_requests_total[5m])) > 10',
      usage: {
        kind: 'alert',
        annotations: { summary: '{{ $labels.route }} is busy in {{ $externalLabels.environment }}' },
      },
    },
    { expr: 'sum by (route) (rate(http_requests_total[5m]))', usage: { kind: 'panel', legend: '{{route}}' } },
  ],
  *run(context) {
    const remarks = [...inTexts(context)];
    // Once the mistake within the expression is mended, the result may well have the label.
    if (remarks.length === 0 || [unknownLabel, manyToMany].some(({ run }) => [...run(context)].length > 0)) return;
    yield* remarks;
  },
};

function* inTexts(context: CheckContext): Generator<Remark> {
  const { usage } = context;
  switch (usage.kind) {
    case 'alert':
      for (const [name, text] of Object.entries(usage.annotations))
        yield* inTemplate(text, `annotations.${name}`, context);
      for (const [name, text] of Object.entries(usage.labels)) yield* inTemplate(text, `labels.${name}`, context);
      return;
    case 'panel':
      for (const { name } of legendLabels(usage.legend ?? '')) yield* missing(name, 'legend', context);
      for (const name of usage.labels ?? []) yield* missing(name, 'columns', context);
      return;
    case 'annotation':
    case 'variable':
      for (const name of usage.labels ?? []) yield* missing(name, usage.kind, context);
  }
}

function* inTemplate(text: string, at: string, context: CheckContext): Generator<Remark> {
  if (!text.includes('{{')) return;
  const { externalLabels } = context.environment;
  for (const { of, name } of readTemplate(text).references) {
    if (of === 'labels') yield* missing(name, at, context);
    if (of === 'externalLabels' && externalLabels !== undefined && !Object.hasOwn(externalLabels, name)) {
      const fix = unknownNameFix(name, Object.keys(externalLabels));
      yield { span: context.expr, at, message: `there is no external label '${name}'`, fix };
    }
  }
}

function* missing(name: string, at: string, { expr, infer, usage }: CheckContext): Generator<Remark> {
  const { labels, closed, named, empty } = infer.of(expr);
  if (!closed || empty !== undefined || labels.has(name) || (name === '__name__' && named)) return;
  const own = usage.kind === 'alert' && (Object.hasOwn(usage.labels, name) || name === 'alertname');
  const has = labels.size === 0 ? 'no label' : `only ${[...labels.keys()].sort().join(', ')}`;
  yield {
    span: expr,
    at,
    message: `the result has no label '${name}', ${has}`,
    fix: own
      ? 'labels of the rule itself are not known to its texts: write the value as it is'
      : fixFor(name, [...labels.keys()]),
  };
}

function fixFor(name: string, known: readonly string[]): string {
  if (known.length === 0) return `keep it in the aggregation: by (${name})`;
  const other = unknownNameFix(name, known);
  return `${other}${other.endsWith('?') ? ' Else keep' : '; or keep'} '${name}' in the aggregation`;
}
