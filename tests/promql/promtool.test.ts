import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Tool } from '../../local/tools/index.ts';
import { runTool } from '../../local/tools/run-tool.ts';
import {
  aggregations,
  type FunctionSignature,
  featureFlags,
  format,
  functions,
  type PrometheusVersion,
  parse,
  type ValueType,
} from '../../promql/index.ts';
import { realPromtool } from '../support/promtool.ts';
import { expressions, refused } from './expressions.ts';
import { weAccept as accepts, refusals, versionOf } from './refusals.ts';

const experimental = `--enable-feature=${featureFlags.functions}`;

const written = Object.values(expressions).flatMap((cases) => cases.map(([text]) => text));

let tool: Tool | undefined;
/** Of that promtool; Debian's is 3.5. */
let version: PrometheusVersion = [3, 5];
beforeAll(async () => {
  tool = await realPromtool('what Prometheus itself says of expressions');
  if (tool === undefined) return;
  version = await versionOf(tool);
}, 180_000);
afterAll(() => {
  tool = undefined;
});

/** Whether that promtool takes an expression, as far as we know. */
const weAccept = (text: string, flags: ReadonlySet<string>): boolean => accepts(text, version, flags);

const example: Readonly<Record<ValueType, string>> = { scalar: '1', vector: '{a="b"}', matrix: 'x[5m]', string: '"a"' };

/** A call of a function with all its arguments, or with some more or less. */
function callOf(name: string, { args }: FunctionSignature, more = 0): string {
  const types = more < 0 ? args.slice(0, more) : [...args, ...Array<ValueType>(more).fill(args.at(-1) ?? 'scalar')];
  return `${name}(${types.map((type) => example[type]).join(', ')})`;
}

const calls = Object.entries(functions).flatMap(([name, signature]) => [
  callOf(name, signature),
  callOf(name, signature, 1),
  callOf(name, signature, 12),
  ...(signature.args.length > 0 ? [callOf(name, signature, -1)] : []),
  ...signature.args.map((_, wrong) => {
    const types = signature.args.map((type, index) =>
      index === wrong ? (type === 'matrix' ? 'vector' : 'matrix') : type,
    );
    return callOf(name, { ...signature, args: types });
  }),
]);

const aggregated = Object.entries(aggregations).flatMap(([name, { param }]) => [
  `${name}(x)`,
  ...(['scalar', 'string', 'vector', 'matrix'] as const).map((type) => `${name}(${example[type]}, x)`),
  ...(param === undefined ? [] : [`${name} by (a) (${example[param]}, x)`]),
]);

describe('promtool and we agree', () => {
  it.each([
    ['without a flag', []],
    ['with experimental functions', [featureFlags.functions]],
  ])('which calls of which functions are accepted, %s', async (_, flags) => {
    if (tool === undefined) return;
    const texts = [...new Set([...calls, ...aggregated])];
    const theirs = await refusals(tool, texts, flags.length > 0 ? [experimental] : []);
    const differing = texts.filter((text) => weAccept(text, new Set(flags)) === theirs.has(text));
    expect(differing.map((text) => [text, theirs.get(text)])).toEqual([]);
    expect(theirs.size).toBeGreaterThan(100);
  });

  it('which other expressions are accepted', async () => {
    if (tool === undefined) return;
    const texts = [...new Set([...written, ...refused])].filter((text) => text.trim() !== '');
    const theirs = await refusals(tool, texts, [experimental]);
    const flags = new Set([featureFlags.functions]);
    const differing = texts.filter((text) => weAccept(text, flags) === theirs.has(text));
    expect(differing.map((text) => [text, theirs.get(text)])).toEqual([]);
    expect(texts.length).toBeGreaterThan(200);
  });

  it('how an expression is written, on one line or on several', async () => {
    if (tool === undefined) return;
    const { path } = tool;
    const texts = [...written, ...long].filter((text) => weAccept(text, new Set()) && !onlyOurs.has(text));
    const differing: unknown[] = [];
    for (let at = 0; at < texts.length; at += 8) {
      const some = texts.slice(at, at + 8).map(async (text) => {
        const answer = await runTool(path, ['--experimental', 'promql', 'format', '--', text]);
        const theirs = 'failure' in answer ? answer.failure : answer.stdout.replace(/\n$/, '');
        const ours = format(parse(text));
        if (ours !== theirs) differing.push({ text, ours, theirs });
      });
      await Promise.all(some);
    }
    expect(differing).toEqual([]);
    expect(texts.length).toBeGreaterThan(100);
  });
});

/** What we write in another way, because what Prometheus 3.5 writes means something else or cannot be read. */
const onlyOurs: ReadonlySet<string> = new Set([
  // A name in quotes stays one, where Prometheus makes a condition on `__name__` of it.
  ...['{"up"}', '{"sum"}', '{"nan"}', '{"bool"}', '{"inf",a="b"}'],
  ...['{"http.requests"}', '{job="api","http.requests"}', '{"http.requests","service.name"="a"}'],
  ...['up{a="\\ufffd"}', 'Inf ^ 2', 'sum by (by, "without", "nan", "a.b") (x)'],
  // Mended since, or never.
  ...['x[0.0005]', 'a / on(job, "service.name") c', 'a - ignoring() group_right(x) c'],
]);

const long = [
  'sum by (job) (rate(http_requests_total{code=~"5..", job="api"}[5m])) / sum by (job) (rate(http_requests_total{job="api"}[5m])) > 0.05',
  'histogram_quantile(0.99, sum by (le, job, instance, zone) (rate(http_request_duration_seconds_bucket{job="api"}[5m])))',
  '(node_filesystem_avail_bytes{fstype!=""} / node_filesystem_size_bytes{fstype!=""} * 100 < 15 and node_filesystem_readonly == 0)',
  'max_over_time((sum by (job) (rate(http_requests_total{code=~"5.."}[5m])) / on (job) group_left (team) job_owner_info)[1d:5m] offset 1h)',
  '-sum(rate(container_cpu_usage_seconds_total{container!="", image!="", namespace="production", pod=~"api-.+"}[5m]))',
  'label_replace(kube_pod_status_phase{phase=~"Pending|Unknown", namespace="production"}, "phase", "$1", "phase", "(.*)")',
  'topk(5, sum by (namespace, pod, container) (container_memory_working_set_bytes{container!="", image!="", cluster="a"}))',
  'a_metric_with_a_rather_long_name{with="a label", another="label"} > bool ignoring (another) another_metric{with="a label"}',
];
