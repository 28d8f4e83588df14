import type { Catalog } from '../infer/catalog.ts';
import { nearest, unknownNameFix } from '../nearest.ts';
import type { VectorSelector } from '../syntax/ast.ts';
import { PromqlError } from '../syntax/error.ts';
import { tryParse } from '../syntax/parse.ts';
import { unwrap } from '../syntax/walk.ts';
import type { Check, CheckContext, Remark } from './check.ts';

/** NX546 */
export const scenarioSeries: Check = {
  code: 'NX546',
  name: 'scenario-series',
  severity: 'error',
  title: 'A unit test that is given series which do not exist, or waits for labels that the alert cannot have.',
  why: 'A test that feeds an alert with a metric or a label that no program exposes goes on passing when the real one is renamed. It proves that the rule agrees with the test, and nothing about the night.',
  bad: [
    {
      expr: 'queue_depth > 100',
      usage: { kind: 'alert', scenarios: [{ title: 'fires', series: ['queue_length{queue="mail"}'], fires: [] }] },
      says: "'queue_length'",
    },
    {
      expr: 'queue_depth > 100',
      usage: { kind: 'alert', scenarios: [{ title: 'fires', series: ['queue_depth{name="mail"}'], fires: [] }] },
      says: "'name'",
    },
    {
      expr: 'sum by (queue) (queue_depth) > 100',
      usage: { kind: 'alert', scenarios: [{ title: 'fires', series: [], fires: [{ instance: 'api:8000' }] }] },
      says: "'instance'",
    },
  ],
  good: [
    {
      expr: 'sum by (queue) (queue_depth) > 100',
      usage: {
        kind: 'alert',
        scenarios: [
          { title: 'fires', series: ['queue_depth{job="another", queue="mail"}'], fires: [{ queue: 'mail' }] },
        ],
      },
    },
  ],
  *run(context) {
    const { usage, catalog } = context;
    if (usage.kind !== 'alert' || usage.scenarios === undefined) return;
    // The same series stands in most scenarios of an alert: it is wrong once.
    const seen = new Set<string>();
    for (const { title, series, fires } of usage.scenarios) {
      for (const text of series) if (!seen.has(text)) yield* unknownSeries(text, title, catalog, context);
      for (const text of series) seen.add(text);
      for (const name of new Set(fires.flatMap((labels) => Object.keys(labels)))) {
        if (seen.has(` ${name}`)) continue;
        seen.add(` ${name}`);
        yield* unknownLabel(name, title, context);
      }
    }
  },
};

function* unknownSeries(text: string, title: string, catalog: Catalog, { expr }: CheckContext): Generator<Remark> {
  const selector = selectorOf(text);
  if (selector?.name === undefined || !catalog.closed) return;
  const at = `scenario '${title}'`;
  const series = catalog.find(selector.name);
  if (series.length === 0) {
    const near = nearest(selector.name, catalog.names);
    const fix = near === undefined ? 'give the test what the alert reads' : `did you mean '${near}'?`;
    yield { span: expr, at, message: `no job exposes '${selector.name}', and no rule records it`, fix };
    return;
  }
  if (!series.every(({ closed }) => closed)) return;
  const known = new Set(series.flatMap(({ labels }) => [...labels.keys()]));
  for (const { name } of selector.matchers) {
    if (name === '__name__' || known.has(name)) continue;
    yield {
      span: expr,
      at,
      message: `'${selector.name}' has no label '${name}'`,
      fix: unknownNameFix(name, [...known].sort()),
    };
  }
}

function* unknownLabel(name: string, title: string, { expr, infer }: CheckContext): Generator<Remark> {
  const { labels, closed, empty } = infer.of(expr);
  if (!closed || empty !== undefined || labels.has(name)) return;
  const fix =
    labels.size === 0
      ? 'the alert has no labels of its own: write {}'
      : unknownNameFix(name, [...labels.keys()].sort());
  yield { span: expr, at: `scenario '${title}'`, message: `the alert can have no label '${name}'`, fix };
}

/** promtool's notation of a series is that of a selector. Its stand-ins for histograms are none of ours. */
function selectorOf(text: string): VectorSelector | undefined {
  const expr = tryParse(text);
  const inner = expr instanceof PromqlError ? undefined : unwrap(expr);
  return inner?.kind === 'VectorSelector' ? inner : undefined;
}
