import type { Inference } from '../infer/shape.ts';
import type { Expr } from '../syntax/ast.ts';
import { unwrap, walk } from '../syntax/walk.ts';
import type { Check, Remark } from './check.ts';
import { list } from './support.ts';

/** NX536 */
export const recordingRuleName: Check = {
  code: 'NX536',
  name: 'recording-rule-name',
  severity: 'warning',
  title: 'The name of a recording rule that does not say what it holds.',
  why: 'Recording rules are called `level:metric:operations`: the labels that are left, the metric, what was done to it, the newest operation first. Whoever reads `job:http_requests:rate5m` in an alert knows what it is without looking it up, and is led astray when it is not true.',
  bad: [
    {
      expr: 'sum by (job) (rate(http_requests_total[5m]))',
      usage: { kind: 'recording', name: 'http_requests' },
      says: 'level:metric:operations',
    },
    {
      expr: 'sum by (job) (rate(http_requests_total[5m]))',
      usage: { kind: 'recording', name: 'job:http_requests:rate1m' },
      says: 'rate5m',
    },
    {
      expr: 'sum by (job) (rate(http_requests_total[5m]))',
      usage: { kind: 'recording', name: 'route:http_requests:rate5m' },
      says: "'route'",
    },
  ],
  good: [
    {
      expr: 'sum by (job) (rate(http_requests_total[5m]))',
      usage: { kind: 'recording', name: 'job:http_requests:rate5m' },
    },
  ],
  *run({ expr, usage, infer }) {
    if (usage.kind !== 'recording') return;
    const parts = usage.name.split(':');
    if (parts.length < 2) {
      yield {
        span: expr,
        at: 'record',
        message: `'${usage.name}' looks like a metric that some program exposes`,
        fix: 'call it level:metric:operations, for example job:http_requests:rate5m',
      };
      return;
    }
    yield* wrongWindow(usage.name, expr);
    yield* wrongLevel(usage.name, expr, infer);
  },
};

/** `rate5m` in the name, and another window in the expression. */
function* wrongWindow(name: string, expr: Expr): Generator<Remark> {
  const windows = [...walk(expr)].flatMap((part) =>
    part.kind === 'MatrixSelector' && part.range.kind === 'DurationLiteral' ? [part.range.seconds] : [],
  );
  const operations = name.split(':').at(-1) ?? '';
  const told = /(?:rate|increase|irate|delta|deriv)(\d+(?:ms|[smhdwy]))/.exec(operations)?.[1];
  if (told === undefined || windows.length === 0 || windows.includes(secondsOfText(told))) return;
  const real = windowText(Math.max(...windows));
  yield {
    span: expr,
    at: 'record',
    message: `the name says a window of ${told}, the expression has ${real}`,
    fix: `call it ${name.replace(/(rate|increase|irate|delta|deriv)\d+(?:ms|[smhdwy])/, `$1${real}`)}`,
  };
}

/** A level in the name of which the aggregation leaves no label. */
function* wrongLevel(name: string, expr: Expr, infer: Inference): Generator<Remark> {
  const { labels, closed, type } = infer.of(expr);
  const inner = unwrap(expr);
  if (type !== 'vector' || !closed || inner.kind !== 'AggregateExpr' || !inner.grouped || inner.without) return;
  const [level = '', ...others] = name.split(':');
  // `:metric:sum` claims no level.
  if (level === '' || others.length < 2 || labels.has(level) || covers(level, [...labels.keys()])) return;
  yield {
    span: expr,
    at: 'record',
    message: `the name says that '${level}' is left, the expression leaves ${list(labels.keys())}`,
    fix: `begin the name with ${[...labels.keys()].join('_')}`,
  };
}

const conventional = new Set(['cluster', 'global', 'stack', 'slo', 'all', 'total']);

/** Whether the words of a level name one of the labels at least: `job_route` of `job` and `route`, `instance` of `instance`. */
function covers(level: string, labels: readonly string[]): boolean {
  return conventional.has(level) || labels.some((label) => level.includes(label)) || labels.length === 0;
}

const sizes: Readonly<Record<string, number>> = {
  ms: 0.001,
  s: 1,
  m: 60,
  h: 3600,
  d: 86_400,
  w: 604_800,
  y: 31_536_000,
};

function secondsOfText(text: string): number {
  const [, count = '', unit = 's'] = /^(\d+)(ms|[smhdwy])$/.exec(text) ?? [];
  return Number(count) * (sizes[unit] ?? 1);
}

function windowText(seconds: number): string {
  for (const unit of ['w', 'd', 'h', 'm', 's']) {
    const size = sizes[unit] ?? 1;
    if (seconds >= size && seconds % size === 0) return `${seconds / size}${unit}`;
  }
  return `${Math.round(seconds * 1000)}ms`;
}
