// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the variables of Grafana look like this
import { describe, expect, it } from 'vitest';
import { withoutVariables } from '../../promql/grafana.ts';
import { parse } from '../../promql/syntax/parse.ts';
import { walk } from '../../promql/syntax/walk.ts';
import { variableQuery } from '../../promql/variable-query.ts';

describe('a query of a dashboard as PromQL', () => {
  it.each([
    ['rate(x[$__rate_interval])', 'rate(x[60s])'],
    ['rate(x[${__rate_interval}])', 'rate(x[60s])'],
    ['rate(x[$__interval])', 'rate(x[15s])'],
    ['rate(x[$__range])', 'rate(x[3600s])'],
    ['rate(x[${__range_s}s])', 'rate(x[3600s])'],
    ['x * $__interval_ms / ${__range_ms}', 'x * 15000 / 3600000'],
    ['rate(x[$__range:$__interval])', 'rate(x[3600s:15s])'],
  ])('has lengths of time for those of Grafana: %s', (query, expected) => {
    const { text, variables } = withoutVariables(query);
    expect(text).toBe(expected);
    expect(variables).toEqual([]);
    parse(text);
  });

  it('takes the lengths of time from the stack', () => {
    const text = 'rate(x[$__rate_interval]) + rate(x[$__interval]) + rate(x[$__range])';
    expect(withoutVariables(text, { scrapeInterval: 30 }).text).toBe('rate(x[120s]) + rate(x[30s]) + rate(x[3600s])');
    expect(withoutVariables(text, { rateInterval: 0.5, interval: 60, range: 86_400 }).text).toBe(
      'rate(x[500ms]) + rate(x[60s]) + rate(x[86400s])',
    );
  });

  it.each([
    ['x{job=~"$job"}', 'x{job=~".*"}', ['".*"']],
    ['x{job!~"${job}"}', 'x{job!~".*"}', ['".*"']],
    ['x{job=~"${job:regex}|web"}', 'x{job=~".*|web"}', ['".*|web"']],
    ["x{job=~'[[job]]', a=~`[[b:pipe]]`}", "x{job=~'.*', a=~`.*`}", ["'.*'", '`.*`']],
    ['x{job="$job", a="b"}', 'x{job="job", a="b"}', ['"job"']],
    ['x{job="${a.b}-\\"$c"}', 'x{job="a-\\"c"}', ['"a-\\"c"']],
    ['sum by ($label, job) (x)', 'sum by (label, job) (x)', ['label']],
    ['sum($metric)', 'sum(metric)', ['metric']],
    ['$metric{job="a"}', 'metric{job="a"}', ['metric']],
    ['node_${part}_bytes', 'node_part_bytes', ['node_part_bytes']],
    ['x{$filters}', 'x{job=~".*"}', ['job=~".*"']],
    ['x{$label="a"}', 'x{label="a"}', ['label']],
    ['x > $bound', 'x > 1', ['1']],
    ['topk($count, x)', 'topk(1, x)', ['1']],
    ['clamp_max(x, $most)', 'clamp_max(x, 1)', ['1']],
    ['rate(x[$window]) + x offset $ago', 'rate(x[5m]) + x offset 5m', []],
    ['rate(x[${minutes}m])', 'rate(x[5m])', []],
  ])('says which parts nobody knows: %s', (query, expected, unknown) => {
    const { text, variables } = withoutVariables(query);
    expect(text).toBe(expected);
    expect(variables.map(({ from, to }) => text.slice(from, to))).toEqual(unknown);
    parse(text);
  });

  it('names the very strings that the parser names', () => {
    const { text, variables } = withoutVariables('sum(x{a="b", job=~"$job", c!="${d}e"}) / y{job=~"web"}');
    const values = [...walk(parse(text))].flatMap((expr) => (expr.kind === 'VectorSelector' ? expr.matchers : []));
    const unknown = values.filter(({ valueSpan }) => variables.some(({ from }) => from === valueSpan.from));
    expect(unknown.map(({ name }) => name)).toEqual(['job', 'c']);
    expect(variables).toEqual(unknown.map(({ valueSpan: { from, to } }) => ({ from, to })));
  });

  it.each([
    'label_replace(x, "a", "$1", "b", "(.*)")',
    'x{a=~"b$|c$"}',
    'x{a=~"[[:alpha:]]"}',
    'x # don\'t touch $this "either"\n+ y',
    'rate(x[$__interval_s])',
  ])('keeps what names no variable: %s', (query) => {
    expect(withoutVariables(query).text).toBe(query);
  });

  it('takes only the names of the board for variables, if they are known', () => {
    const query = 'label_replace(x{job=~"$job"}, "a", "${job} $constructor", "b", "(?P<rest>.*)")';
    const { text } = withoutVariables(query, { names: new Set(['job']) });
    expect(text).toBe('label_replace(x{job=~".*"}, "a", "job $constructor", "b", "(?P<rest>.*)")');
    expect(withoutVariables('$constructor').text).toBe('constructor');
  });

  it('puts in the values that are given, which are known then', () => {
    const { text, variables } = withoutVariables('x{job=~"$job", a="$a"}', { values: { job: 'api|web' } });
    expect(text).toBe('x{job=~"api|web", a="a"}');
    expect(variables.map(({ from }) => text.slice(from))).toEqual(['"a"}']);
  });

  it.each([
    ['y', 'y'],
    ['60s', '$__rate_interval'],
    ['0s', '$__rate_interval'],
    ['rate(x{job=~".*"}[60s])', 'rate(x{job=~"$job"}[$__rate_interval])'],
    ['{job=~".', '{job=~"$job'],
    ['"}[', '"}['],
    ['])', '])'],
  ])('leads `%s` back to the query as it was', (part, expected) => {
    const query = 'rate(x{job=~"$job"}[$__rate_interval]) > y';
    const { text, original } = withoutVariables(query);
    const from = text.indexOf(part);
    const span = original({ from, to: from + part.length });
    expect(query.slice(span.from, span.to)).toBe(expected);
  });

  it('leads empty spans back too', () => {
    const { text, original } = withoutVariables('rate(x[$__range]) >');
    expect(original({ from: text.length, to: text.length })).toEqual({ from: 19, to: 19 });
    expect(original({ from: 0, to: 0 })).toEqual({ from: 0, to: 0 });
  });
});

describe('the query of a variable', () => {
  it.each([
    ['label_values(job)', { kind: 'label_values', label: 'job' }],
    ['label_values(up{job=~"a,b"}, instance)', { kind: 'label_values', label: 'instance', expr: 'up{job=~"a,b"}' }],
    [
      ' label_values(\n  sum(x) by (a, b) ,\n  instance )',
      { kind: 'label_values', label: 'instance', expr: 'sum(x) by (a, b)' },
    ],
    ['label_values(x{a="$a"}, $label)', { kind: 'label_values', label: '$label', expr: 'x{a="$a"}' }],
    ['label_names()', { kind: 'label_names' }],
    ['label_names(up)', { kind: 'label_names', expr: 'up' }],
    ['metrics(^node_)', { kind: 'metrics', regexp: '^node_' }],
    ['query_result( topk(5, x) )', { kind: 'query_result', expr: 'topk(5, x)' }],
    ['up{job="a"}', { kind: 'series', expr: 'up{job="a"}' }],
    ['label_replace(up, "a", "", "", "")', { kind: 'series', expr: 'label_replace(up, "a", "", "", "")' }],
  ])('is recognised: %s', (text, expected) => {
    const query = variableQuery(text);
    expect(query).toMatchObject(expected);
    const content = 'regexp' in query ? query.regexp : query.expr;
    if (content !== undefined) expect(text.slice(query.offset, query.offset + content.length)).toBe(content);
    expect(content !== undefined).toBe('expr' in expected || 'regexp' in expected);
    if (query.kind === 'label_values') expect(text.slice(query.labelSpan.from, query.labelSpan.to)).toBe(query.label);
  });
});
