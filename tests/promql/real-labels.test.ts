import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Tool } from '../../local/tools/index.ts';
import type { Series } from '../../promql/infer/catalog.ts';
import { infer } from '../../promql/infer/infer.ts';
import { catalogOf } from '../../promql/infer/series.ts';
import type { Shape } from '../../promql/infer/shape.ts';
import { parse } from '../../promql/syntax/parse.ts';
import { realPromtool } from '../support/promtool.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { expressions } from './generate.ts';
import { declare, readLabels, stored, writeSeries } from './stored.ts';

const series = stored(`
  up{job="api", instance="a:1"} 1x20
  up{job="api", instance="a:2"} 0x20
  up{job="node", instance="n:1"} 1x20
  requests_total{job="api", instance="a:1", method="GET", code="200"} 0+30x20
  requests_total{job="api", instance="a:1", method="GET", code="500"} 0+1x20
  requests_total{job="api", instance="a:2", method="POST", code="200", zone="x"} 5+7x20
  requests_total{job="web", instance="w:1", method="GET", code="200", route="/"} 0+2x20
  errors_total{job="api", instance="a:1"} 0+1x20
  errors_total{job="api", instance="a:2"} 3+2x20
  depth{job="api", instance="a:1", queue="mail"} 4 3 2 1 5+0x16
  depth{job="api", instance="a:1", queue="video"} 7x20
  balance{job="api", instance="a:1"} -5+1x20
  balance{job="api", instance="a:2", zone="x"} -3x20
  latency_bucket{job="api", instance="a:1", le="0.1"} 0+5x20
  latency_bucket{job="api", instance="a:1", le="1"} 0+8x20
  latency_bucket{job="api", instance="a:1", le="+Inf"} 0+9x20
  latency_count{job="api", instance="a:1"} 0+9x20
  size{job="api", instance="a:1"} {{schema:0 sum:10 count:5 buckets:[2 3]}}+{{schema:0 sum:2 count:2 buckets:[1 1]}}x20
  build_info{instance="a:1", version="1.0"} 1x20
  build_info{instance="a:2", version="2.0"} 1x20
`);
const exact = declare(series);
/** The less is declared, the less may be inferred: all, no values of labels, only some labels, only some metrics. */
const catalogs = [
  catalogOf(exact, true),
  catalogOf(exact.map(withoutValues), true),
  catalogOf(exact.map(withFewLabels), true),
  catalogOf(
    exact.filter(({ name }) => ['up', 'errors_total', 'build_info'].includes(name)),
    false,
  ),
];

function withoutValues(one: Series): Series {
  return { ...one, labels: new Map([...one.labels].map(([name, { always }]) => [name, { always }])) };
}

function withFewLabels(one: Series): Series {
  return { ...one, labels: new Map([...one.labels].slice(0, 2)), closed: false };
}

const written = [
  'up',
  'up{job="api"}',
  'up{zone=""}',
  'up{job="none"}',
  'nothing',
  '{job="api"}',
  '{__name__=~"up|depth"}',
  'requests_total{zone!=""}',
  'requests_total{zone=""}',
  'requests_total{zone=~"x|"}',
  'requests_total{route=~".+"}',
  '-up',
  '+up',
  'up offset 5m',
  'last_over_time(up[5m])',
  'max_over_time(up[5m])',
  'rate(requests_total[5m])',
  'sum(up)',
  'sum by (job) (up)',
  'sum by (__name__) (up)',
  'sum by (zone) (requests_total)',
  'sum by (none) (requests_total)',
  'sum without (instance) (requests_total)',
  'sum without (__name__) (up)',
  'count_values("value", up)',
  'count_values by (job) ("value", up)',
  'count_values("version", build_info)',
  'topk(1, up)',
  'topk by (job) (1, up)',
  'quantile(2, up)',
  'limitk(1, up)',
  'limit_ratio(0.5, up)',
  'sum by (le) (rate(latency_bucket[5m]))',
  'histogram_quantile(0.9, rate(latency_bucket[5m]))',
  'histogram_quantile(0.9, rate(size[5m]))',
  'histogram_quantile(0.9, errors_total)',
  'histogram_fraction(0, 1, rate(latency_bucket[5m]))',
  'histogram_count(size)',
  'histogram_sum(rate(size[5m]))',
  'histogram_count(up)',
  'sum(rate(latency_bucket{le="0.1"}[5m])) / sum(rate(latency_count[5m]))',
  'sum(rate(requests_total{code="500"}[5m])) / sum(rate(requests_total[5m]))',
  'sum by (code) (rate(requests_total[5m])) / scalar(sum(rate(requests_total[5m])))',
  'sum by (job, code) (rate(requests_total[5m])) / on(job) group_left sum by (job) (rate(requests_total[5m]))',
  'errors_total / errors_total',
  'errors_total / on(instance) up',
  'errors_total / ignoring(job) up',
  'errors_total == errors_total',
  'errors_total == on(instance) errors_total',
  'errors_total == ignoring(job) errors_total',
  'errors_total > on(instance) group_left(version) build_info',
  'build_info < on(instance) group_right(version) errors_total',
  'requests_total * on(instance) group_left(version) build_info',
  'requests_total * on(instance) group_left(none) build_info',
  'errors_total * on(instance) group_left(job) build_info',
  'build_info * on(instance) group_right(version) requests_total',
  'requests_total * ignoring(method, code, zone, route) group_left errors_total',
  'up + on(job, instance) errors_total',
  'up / on(version) build_info',
  'up and errors_total',
  'up and on(instance) build_info',
  'up and on() vector(1)',
  'up unless errors_total',
  'up unless on() vector(1)',
  'up or errors_total',
  'up or vector(0)',
  'sum(nothing) or vector(0)',
  'up > 0',
  'up > 1',
  '0 < up',
  'up > bool 0',
  'up >= 0',
  '1 > bool 2',
  'vector(1) > 2',
  'absent(up)',
  'absent(nothing{job="api"})',
  'absent(nothing{job="api", zone=~"x"})',
  'absent(nothing{job="api", job="web"})',
  'absent(nothing{job!="api", job="web"})',
  'absent((nothing{job="api"}))',
  'absent(sum(nothing{job="api"}))',
  'absent(nothing{job=""})',
  'absent_over_time(nothing{job="api"}[5m])',
  'scalar(up)',
  'vector(time())',
  'time()',
  'hour()',
  'day_of_month(up)',
  'timestamp(up)',
  'sort(up)',
  'sort_by_label(up, "job")',
  'clamp(up, 2, 1)',
  'label_replace(up, "kind", "$1-$2", "job", "(.)(.*)")',
  'label_replace(up, "kind", "$1x", "job", "(.*)")',
  'label_replace(up, "kind", "x", "none", "")',
  'label_replace(up, "job", "", "job", "api")',
  'label_replace(up, "kind", "web", "job", "api")',
  'label_replace(up, "__name__", "down", "job", "api")',
  'label_replace(rate(errors_total[5m]), "__name__", "errors:rate", "job", "api")',
  'label_replace(up, "copy", "$1", "__name__", "(.*)")',
  'label_join(up, "both", "-", "job", "instance")',
  'label_join(balance, "zone", "", "none")',
  'label_join(requests_total, "at", "/", "zone", "route")',
  'sum_over_time(up[5m:1m])',
  'max_over_time(rate(errors_total[5m])[10m:1m])',
  'mad_over_time(depth[5m])',
  'ts_of_max_over_time(depth[5m])',
  'round(balance, 2)',
  'balance ^ 2',
  'balance % 2',
  'depth % 3',
  'sqrt(balance)',
  'up atan2 up',
];
const generated = expressions(2000, 4, {
  selectors: [
    ...['up', 'requests_total', 'errors_total', 'depth', 'balance', 'build_info', 'latency_bucket', 'nothing'],
    '{__name__=~"up|errors_total"}',
    ...['up{job="api"}', 'requests_total{zone=""}', 'requests_total{code="500"}', 'requests_total{method!="GET"}'],
  ],
  labels: ['job', 'instance', 'method', 'code', 'zone', 'queue', 'version', 'le'],
});

interface Sample {
  readonly labels: Readonly<Record<string, string>>;
  /** `undefined`: a native histogram. */
  readonly value: number | undefined;
}

/** What the real Prometheus made of each expression at the tenth minute; none where it stopped with a mistake of the data. */
const answers = new Map<string, readonly Sample[]>();
let promtool: Tool | undefined;

beforeAll(async () => {
  promtool = await realPromtool('the labels that the real Prometheus returns');
});

/** An expectation that is always wrong makes promtool print what it got. */
function ask(texts: readonly string[], tool: Tool): void {
  const file = join(temporaryFolder(), 'test.yml');
  const wrong = [{ labels: '{this="is wrong"}', value: -12_345 }];
  const test = {
    interval: '1m',
    input_series: series.map((one) => ({ series: writeSeries(one), values: one.values })),
    promql_expr_test: texts.map((expr) => ({ expr, eval_time: '10m', exp_samples: wrong })),
  };
  writeFileSync(file, JSON.stringify({ tests: [test] }));
  const args = ['--enable-feature=promql-experimental-functions', 'test', 'rules', file];
  const { stderr } = spawnSync(tool.path, args, { encoding: 'utf8', maxBuffer: 2 ** 28, timeout: 60_000 });
  for (const part of stderr.split(/^ {4}expr: /m).slice(1)) {
    const [, quoted = '""', rest = ''] = /^("(?:[^"\\]|\\.)*"), time: [^,]*,(.*)$/s.exec(part) ?? [];
    const got = /^\s*got:(.*)$/m.exec(rest)?.[1];
    if (got !== undefined) answers.set(JSON.parse(quoted), samples(got));
    else if (!rest.trimStart().startsWith('err:')) throw new Error(`promtool says something unexpected: ${part}`);
  }
}

function samples(got: string): Sample[] {
  return [...got.matchAll(/\{((?:[^{}"]|"[^"]*")*)\} (\{\{.*?\}\}|[^ ,]+)/g)].map(([, labels = '', value = '']) => ({
    labels: readLabels(labels),
    value: value.startsWith('{{') ? undefined : Number(value.replace(/Inf$/, 'Infinity')),
  }));
}

/** What is inferred and not so. */
function* mistakes(shape: Shape, got: readonly Sample[]): Generator<string> {
  if (shape.empty !== undefined && got.length > 0) yield `is not empty, though ${shape.empty.reason}`;
  if (shape.alwaysPresent && got.length === 0) yield 'is empty';
  const { min, max } = shape.bounds;
  for (const { labels, value } of got) {
    const { __name__: name, ...others } = labels;
    if (name !== undefined && !shape.named) yield `has the name ${name}`;
    for (const [label, text] of Object.entries(others)) {
      const facts = shape.labels.get(label);
      if (facts === undefined && shape.closed) yield `has the label ${label}`;
      if (facts?.values?.has(text) === false) yield `has ${label}=${text}`;
    }
    for (const [label, { always }] of shape.labels) if (always && !(label in others)) yield `has no label ${label}`;
    if (value === undefined) continue;
    if (Number.isNaN(value) ? !shape.nan : value < min - 1e-9 || value > max + 1e-9) yield `is ${value}`;
  }
  const told = new Set(got.map(({ labels }) => JSON.stringify(shape.key?.map((label) => labels[label] ?? ''))));
  if (shape.key !== undefined && told.size < got.length) yield `is not told apart by ${shape.key.join(', ')}`;
}

/** Everything that is wrong with what is inferred of an expression. */
function wrong(text: string): string[] {
  const got = answers.get(text);
  const expr = parse(text);
  if (got === undefined) return [];
  return catalogs.flatMap((catalog) => [...mistakes(infer(expr, catalog).of(expr), got)]);
}

describe('what is inferred', () => {
  it('is what the real Prometheus returns, for expressions of every kind', ({ skip }) => {
    if (promtool === undefined) return skip();
    ask(written, promtool);
    expect(written.filter((text) => !answers.has(text))).toEqual([]);
    expect(written.flatMap((text) => wrong(text).map((mistake) => `${text}: ${mistake}`))).toEqual([]);
  });

  it('is what the real Prometheus returns, for expressions that no person thought of', ({ skip }) => {
    if (promtool === undefined) return skip();
    ask(generated, promtool);
    // The others match several series with one, which only the data can tell.
    const answered = generated.filter((text) => answers.has(text));
    expect(answered.length).toBeGreaterThan(generated.length / 2);
    expect(answered.flatMap((text) => wrong(text).map((mistake) => `${text}: ${mistake}`))).toEqual([]);
  });
});
