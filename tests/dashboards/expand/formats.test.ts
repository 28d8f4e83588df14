// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the variables of Grafana look like this
import { describe, expect, it } from 'vitest';
import { formats, prometheusFormat } from '../../../dashboards/expand/formats.ts';
import { interpolate } from '../../../dashboards/expand/variables.ts';

const server = { name: 'server', value: '', options: [{ value: 'v', text: 'display text' }] };

describe('a format of Grafana', () => {
  // The vectors of @grafana/scenes.
  it.each([
    ['glob', 'foo', 'foo'],
    ['glob', ['foo'], 'foo'],
    ['glob', ['AA', 'BB', 'C.*'], '{AA,BB,C.*}'],
    ['text', 'v', 'display text'],
    ['text', ['test', 'test2'], 'test + test2'],
    ['raw', ['12', '13'], '12,13'],
    ['raw', '#Æ³ ̇¹"Ä1"#!"#!½', '#Æ³ ̇¹"Ä1"#!"#!½'],
    ['regex', 'test.', 'test\\.'],
    ['regex', ['test.'], 'test\\.'],
    ['regex', ['test.', 'test2'], '(test\\.|test2)'],
    ['pipe', ['test', 'test2'], 'test|test2'],
    ['distributed', ['test'], 'test'],
    ['distributed', ['test', 'test2'], 'test,server=test2'],
    ['csv', 'test', 'test'],
    ['csv', ['test', 'test2'], 'test,test2'],
    ['html', '<script>alert(asd)</script>', '&lt;script&gt;alert(asd)&lt;/script&gt;'],
    ['json', ['test', '12'], '["test","12"]'],
    ['json', 'test', 'test'],
    ['percentencode', ['foo()bar BAZ', 'test2'], '%7Bfoo%28%29bar%20BAZ%2Ctest2%7D'],
    ['singlequote', 'test', "'test'"],
    ['singlequote', ['test', "test'2"], "'test','test\\'2'"],
    ['doublequote', 'test', '"test"'],
    ['doublequote', ['test', 'test"2'], '"test","test\\"2"'],
    ['sqlstring', ['test', "test'value2", 'test"value3'], `'test','test''value2','test\\"value3'`],
    ['lucene', 'foo bar', 'foo\\ bar'],
    ['lucene', '-1', '-1'],
    ['lucene', '-test', '\\-test'],
    ['lucene', ['foo bar', 'baz'], '("foo\\ bar" OR "baz")'],
    ['lucene', [], '__empty__'],
    ['queryparam', 'helloAZ%=', 'var-server=helloAZ%25%3D'],
    ['queryparam', ['a', 'b'], 'var-server=a&var-server=b'],
    ['uriencode', '/any-path?query=foo()bar BAZ', '/any-path?query=foo%28%29bar%20BAZ'],
    ['date', '1594671549254', '2020-07-13T20:19:09.254Z'],
  ] as const)('writes as %s: %j', (name, value, expected) => {
    expect(formats[name](value, server, [])).toBe(expected);
  });

  it.each([
    ['date', '1594671549254', ['iso'], '2020-07-13T20:19:09.254Z'],
    ['date', '1594671549254', ['seconds'], '1594671549'],
    ['date', '1594671549254', ['ms'], '1594671549254'],
    ['date', '1594671549254', ['YYYY-MM'], '2020-07'],
    ['date', '1594671549254', ['YYYY-MM', 'ss'], '2020-07:09'],
    ['date', '1594671549254', ['YYYY', 'MM', 'DD'], '2020:07:13'],
    ['date', 'never', [], 'NaN'],
    ['join', ['hello', 'world'], [], 'hello,world'],
    ['join', ['hello', 'world'], [' | '], 'hello | world'],
    ['customqueryparam', ['api', 'database'], ['p-server', 'v-'], 'p-server=v-api&p-server=v-database'],
    ['customqueryparam', 'api', [], 'server=api'],
  ] as const)('takes arguments: %s of %j with %j', (name, value, args, expected) => {
    expect(formats[name](value, server, args)).toBe(expected);
  });
});

describe('a variable of a Prometheus query that names no format', () => {
  const one = { name: 'x', value: '' };
  const several = { ...one, multi: true };
  const everything = { ...one, includeAll: true };

  // The vectors of @grafana/prometheus.
  it.each([
    ["looking'glass", "looking\\\\'glass"],
    ['looking\\glass', 'looking\\\\glass'],
    ["'loo\\king'glass'", "\\\\'loo\\\\king\\\\'glass\\\\'"],
    ["abc'$^*{}[]+?.()|", "abc\\\\'$^*{}[]+?.()|"],
  ])('is escaped as a string where only one value is possible: %s', (value, expected) => {
    expect(prometheusFormat()(value, one, [])).toBe(expected);
  });

  it.each([
    ['looking*glass', 'looking\\\\*glass'],
    ['looking\\glass', 'looking\\\\\\\\glass'],
    ['+looking$glass?', '\\\\+looking\\\\$glass\\\\?'],
    [['a|bc', 'de|f'], '(a\\\\|bc|de\\\\|f)'],
    [['looking*glass'], 'looking\\\\*glass'],
    [[], '()'],
  ])('is escaped as a regular expression in a string where several are possible: %j', (value, expected) => {
    expect(prometheusFormat()(value, several, [])).toBe(expected);
    expect(prometheusFormat()(value, everything, [])).toBe(expected);
  });

  it.each([
    ['job="grafana"', one, 'job="grafana"'],
    ['job!~"grafana"', one, 'job!~"grafana"'],
    ["looking'glass", one, "looking'glass"],
    ['abc\'"$^*{}[]+?.()|\\', one, 'abc\'\\"$^*{}[]+?.()|\\\\'],
    ['+looking"$glass?', several, '\\\\+looking\\\\\\"\\\\$glass\\\\?'],
    ["looking'glass", several, "looking\\\\'glass"],
  ])('keeps or escapes other quotes with the toggle for special characters: %s', (value, variable, expected) => {
    expect(prometheusFormat({ specialChars: true })(value, variable, [])).toBe(expected);
  });

  it('is glob outside queries, and for a format that does not exist', () => {
    const variables = { x: { name: 'x', value: ['a', 'b'] } };
    expect(interpolate('${x} ${x:nonsense} $x', variables)).toBe('{a,b} {a,b} {a,b}');
  });
});
