import { load } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import { narrowTests } from '../../scripts/check/narrow-tests.ts';

const rules = `
groups:
  - name: shop
    interval: 30s
    rules:
      - record: job:orders:rate5m
        expr: sum by (job) (rate(orders_total[5m]))
      - record: job:orders:rate1h
        expr: avg_over_time(job:orders:rate5m[1h])
      - alert: NoOrders
        expr: job:orders:rate1h == 0
      - alert: Down
        expr: up == 0
`;
const alertTest = (name: string) => ({
  interval: '1m',
  input_series: [],
  alert_rule_test: [{ eval_time: '1h', alertname: name, exp_alerts: [] }],
});
const exprTest = (expr: string) => ({ promql_expr_test: [{ expr, eval_time: '5m', exp_samples: [{ value: 1 }] }] });
const file = (...tests: readonly object[]) => ({
  rule_files: ['../rules/shop.yml'],
  evaluation_interval: '1m',
  tests,
});
const narrowed = (test: unknown, text = rules) =>
  narrowTests('tests/shop.yml', test, new Map([['rules/shop.yml', text]]));

/** The rules and the number of tests of each file. */
function parts(test: unknown) {
  const narrow = narrowed(test);
  return narrow?.tests.map((name) => {
    const of = (path: string) => load(narrow.files.get(path) ?? '') as Record<string, never[]>;
    const groups = of(name.replace('tests.yml', 'rules.yml')).groups as unknown as {
      readonly interval: string;
      readonly rules: readonly { readonly alert?: string; readonly record?: string }[];
    }[];
    return {
      interval: groups[0]?.interval,
      rules: groups.flatMap((group) => group.rules.map(({ alert, record }) => alert ?? record)),
      tests: of(name).tests?.length,
    };
  });
}

describe('unit tests with only the rules that they need', () => {
  it('are one file for each set of rules, the group as it was', () => {
    expect(parts(file(alertTest('Down'), alertTest('Down'), alertTest('NoOrders')))).toEqual([
      { interval: '30s', rules: ['Down'], tests: 2 },
      { interval: '30s', rules: ['job:orders:rate5m', 'job:orders:rate1h', 'NoOrders'], tests: 1 },
    ]);
  });

  it('keep what records the series that they ask for', () => {
    expect(parts(file(exprTest('round(job:orders:rate1h, 0.1)')))).toEqual([
      { interval: '30s', rules: ['job:orders:rate5m', 'job:orders:rate1h'], tests: 1 },
    ]);
  });

  it('say in another form what JSON has no word for', () => {
    const narrow = narrowed(
      file({ promql_expr_test: [{ expr: 'up', eval_time: '5m', exp_samples: [{ value: Number.NaN }] }] }),
    );
    expect(narrow?.files.get('0/tests.yml')).toContain('value: .nan');
  });

  it.each([
    ['a text that asks for series itself', 'annotations: { summary: \'{{ with query "up" }}{{ . }}{{ end }}\' }', true],
    ['a label that does', 'labels: { of: \'{{ query "up" | first | value }}\' }', true],
    ['a text that does so at the end of a pipe', 'annotations: { summary: \'{{ "up" | query}}\' }', true],
    ['a text with a label of that name', "annotations: { summary: '{{ $labels.query }}' }", false],
    ['a text with the word query', "annotations: { summary: '{{ $value }} and a query of it' }", false],
  ])('are told apart where a needed rule has %s', (_, text, whole) => {
    const asking = rules.replace('expr: up == 0\n', `expr: up == 0\n        ${text}\n`);
    expect(narrowed(file(alertTest('Down')), asking) === undefined).toBe(whole);
    // What is not needed may ask for whatever it wants.
    expect(narrowed(file(alertTest('NoOrders')), asking)).toBeDefined();
  });

  it('are left as they are where two rule files have a group of one name', () => {
    const test = { ...file(alertTest('Down')), rule_files: ['../rules/shop.yml', '../rules/more.yml'] };
    const with2 = (more: string) =>
      narrowTests(
        'tests/shop.yml',
        test,
        new Map([...Object.entries({ 'rules/shop.yml': rules, 'rules/more.yml': more })]),
      );
    expect(with2(rules)).toBeUndefined();
    expect(with2(rules.replace('name: shop', 'name: more'))).toBeDefined();
  });

  it.each([
    ['an alert that is not there', file(alertTest('Dwon'))],
    ['series by a pattern', file(exprTest('count({__name__=~"job:.+"})'))],
    ['series by anything but the name', file(exprTest('count({job="shop"})'))],
    ['the series of alerts', file(exprTest('count(ALERTS)'))],
    ['what does not parse', file(exprTest('count('))],
    ['a rule file that is not there', { ...file(alertTest('Down')), rule_files: ['../rules/shops.yml'] }],
    ['nothing that promtool would take', 'tests'],
  ])('are left as they are where one asks for %s', (_, test) => {
    expect(narrowed(test)).toBeUndefined();
  });
});
