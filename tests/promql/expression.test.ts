import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Expression, expression, promql } from '../../promql/expression.ts';
import type { ParenExpr, VectorSelector } from '../../promql/syntax/ast.ts';
import { parse } from '../../promql/syntax/parse.ts';
import { oneOf } from '../../promql/text.ts';

const requests = { name: 'http_requests_total', type: 'counter' };
const memory = { name: 'memory_bytes', type: 'gauge' };
const operation = promql`x + y`;

describe('what is put into an expression', () => {
  it('is a metric by its name, and the metric is remembered once', () => {
    const rate = promql`rate(${requests}[5m])`;
    const whole = promql`${rate} / ${rate} + ${memory}`;
    expect(whole.text).toBe('rate(http_requests_total[5m]) / rate(http_requests_total[5m]) + memory_bytes');
    expect(whole.metrics).toEqual([requests, memory]);
  });

  it.each<[string, Expression, string]>([
    ['on the left', promql`${operation} / z`, '(x + y) / z'],
    ['on the right', promql`z / ${operation}`, 'z / (x + y)'],
    ['on both sides', promql`${operation} / ${operation}`, '(x + y) / (x + y)'],
    ['over lines', promql`${operation}\n  / ${operation}`, '(x + y)\n/ (x + y)'],
    ['behind a matching', promql`z * on(job) ${operation}`, 'z * on(job) (x + y)'],
    ['behind a bare group_left', promql`z * on(job) group_left ${operation}`, 'z * on(job) group_left () (x + y)'],
    ['in front of a subquery', promql`max_over_time(${operation}[5m:1m])`, 'max_over_time((x + y)[5m:1m])'],
    ['with a comment at its end', promql`${promql`x + y # z`} / z`, '(x + y # z\n) / z'],
    ['with a sign', promql`z ^ ${promql`-x`}`, 'z ^ (-x)'],
    ['as a negative number', promql`${promql`-2`} ^ z`, '(-2) ^ z'],
    ['with a word for an operator', promql`${promql`x unless y`} == 0`, '(x unless y) == 0'],
    ['next to nothing but a value', promql`${operation} ${'> 1'}`, '(x + y) > 1'],
    [
      'with variables of Grafana in it',
      promql`${promql`rate(x[$__rate_interval]) + rate(y{job=~"$job"}[$__rate_interval])`} / z`,
      '(rate(x[$__rate_interval]) + rate(y{job=~"$job"}[$__rate_interval])) / z',
    ],
  ])('is an operation in parentheses %s', (_where, { text }, expected) => {
    expect(text).toBe(expected);
  });

  it.each<[string, Expression, string]>([
    ['all there is', promql` ${operation} `, 'x + y'],
    ['in parentheses', promql`( ${operation} ) / z`, '( x + y ) / z'],
    ['an argument', promql`topk(5, ${operation})`, 'topk(5, x + y)'],
    ['the first argument', promql`clamp_min(${operation}, 0)`, 'clamp_min(x + y, 0)'],
    ['a call', promql`${promql`sum(x + y)`} / z`, 'sum(x + y) / z'],
    ['a selector with an offset', promql`${promql`x offset -5m`} / z`, 'x offset -5m / z'],
    ['a selector with a comment at its end', promql`${promql`x # z`} / z`, 'x # z\n/ z'],
    ['in parentheses of its own', promql`${promql`(x + y)`} / z`, '(x + y) / z'],
    ['a piece of one', promql`x{${expression('job="a", instance!=""')}} / z`, 'x{job="a", instance!=""} / z'],
  ])('keeps its own form where it is %s', (_where, { text }, expected) => {
    expect(text).toBe(expected);
  });

  it.each<[number, string]>([
    [0.05, '0.05'],
    [1e21, '1e+21'],
    [5e-324, '5e-324'],
    [2 ** 53, '9007199254740992'],
    [Number.POSITIVE_INFINITY, '+Inf'],
    [Number.NEGATIVE_INFINITY, '-Inf'],
    [Number.NaN, 'NaN'],
    [-0, '-0'],
    [-1.5, '-1.5'],
  ])('is the number %d as PromQL reads it', (value, expected) => {
    expect(promql`x > ${value}`.text).toBe(`x > ${expected}`);
  });

  it('is a negative number in parentheses only in front of a power, which binds closer than the sign', () => {
    expect(promql`${-2} ^ 2 + 2 ^ ${-2} - ${-3}`.text).toBe('(-2) ^ 2 + 2 ^ -2 - -3');
    expect(promql`x offset ${-5}m`.text).toBe('x offset -5m');
    expect(promql`x{le="${-2}"}`.text).toBe('x{le="-2"}');
  });

  it('is any number, and Prometheus reads the same one', () => {
    fc.assert(
      fc.property(fc.double(), (value) => {
        const { expr } = parse(promql`(${value})`.text) as ParenExpr;
        const sign = expr.kind === 'UnaryExpr' && expr.operator === '-' ? -1 : 1;
        const literal = expr.kind === 'UnaryExpr' ? expr.expr : expr;
        expect(literal.kind === 'NumberLiteral' && sign * literal.value).toBe(value);
      }),
    );
  });

  it.each(['undefined', 'null', 'true'])('is refused when it is %s', (written) => {
    const value = { undefined, null: null, true: true }[written];
    expect(() => promql`x > ${value as never}`).toThrow(`holds ${written} where`);
  });
});

describe('a text', () => {
  const evil = `a"b'c\\d\ne\u0007`;

  it('inside a quoted string is escaped, so that nothing ends the string', () => {
    expect(promql`x{a="${evil}", b="c"}`.text).toBe(String.raw`x{a="a\"b'c\\d\ne\u0007", b="c"}`);
    expect(promql`x{a='${evil}', b='c'}`.text).toBe(String.raw`x{a='a"b\'c\\d\ne\u0007', b='c'}`);
  });

  it('inside a quoted string is that text, whatever it holds', () => {
    const texts = fc.string({ unit: 'binary' });
    fc.assert(
      fc.property(texts, texts, (a, b) => {
        const { matchers } = parse(promql`{a="${a}", b!='${b}', c="d"}`.text) as VectorSelector;
        expect(matchers.map(({ value }) => value)).toEqual([a, b, 'd']);
      }),
    );
  });

  it('inside a string in backticks stands as it is, or is refused', () => {
    expect(promql`x{a=\`${'a"b\\d'}\`}`.text).toBe('x{a=`a"b\\d`}');
    for (const bad of ['a`b', 'a\nb']) expect(() => promql`x{a=\`${bad}\`}`).toThrow('in backticks cannot hold');
  });

  it('outside quotes is a piece of PromQL, and what it opens stays open', () => {
    expect(promql`x{${'job="a"'}}${'[5m]'}`.text).toBe('x{job="a"}[5m]');
    expect(promql`x{${'job="a'}${'"'}"}`.text).toBe('x{job="a\\""}');
  });

  it('is known to be in a string whatever stood before: other quotes, escapes, comments', () => {
    expect(promql`x{a="'", b='"', c="\\"${'"'}"}`.text).toBe(String.raw`x{a="'", b='"', c="\"\""}`);
    expect(
      promql`x # don't
      + y{a="${'"'}"}`.text,
    ).toBe('x # don\'t\n+ y{a="\\""}');
    expect(
      promql`x # as ${promql`a\n+ b`}
      + y`.text,
    ).toBe('x # as a + b\n+ y');
  });

  it('of several becomes a regular expression of just these', () => {
    expect(oneOf(['api', 'web'])).toBe('api|web');
    expect(promql`up{job=~"${oneOf(['a.b', 'c|d', '(e)$'])}"}`.text).toBe(
      String.raw`up{job=~"a\\.b|c\\|d|\\(e\\)\\$"}`,
    );
    for (const text of ['a.b', '[x]{2}^$', 'a\\b*+?|()'])
      expect(text).toMatch(new RegExp(`^(?:${oneOf([text, 'z'])})$`));
    expect(() => oneOf([])).toThrow('at least one');
  });
});

describe('the template', () => {
  it('loses its indentation and its empty lines', () => {
    expect(
      promql`
      sum(x)

        / sum(y)
    `.text,
    ).toBe('sum(x)\n/ sum(y)');
  });

  it('refuses escapes that JavaScript would swallow, and says how to write them', () => {
    expect(() => promql`x{a=~"\d+"}`).toThrow(
      String.raw`\d in a promql template does not reach PromQL; write \\\\d there`,
    );
    expect(promql`x{a=~"\\\\d+"}`.text).toBe(String.raw`x{a=~"\\d+"}`);
    expect(promql`x{a="\u00e9\x41\u{1F600}\$\{b}"}`.text).toBe(['x{a="éA😀$', '{b}"}'].join(''));
  });
});

describe('the origin', () => {
  it('is harmless: it is not seen by comparisons, copies and JSON', () => {
    const one = promql`x + ${1}`;
    expect(one.origin).toBeDefined();
    expect(one).toEqual({ text: 'x + 1', metrics: [] });
    expect(Object.keys({ ...one })).toEqual(['text', 'metrics']);
    expect(JSON.parse(JSON.stringify(one))).toEqual({ text: 'x + 1', metrics: [] });
  });

  it('is not there for a text from elsewhere', () => {
    expect(expression(' up == 0\n')).toEqual({ text: ' up == 0\n', metrics: [] });
    expect(expression('up').origin).toBeUndefined();
  });

  it('names the frame of the template, and leaves the length of stack traces as it was', () => {
    const before = Error.stackTraceLimit;
    const { origin } = promql`x`;
    expect(origin?.stack()).toContain('expression.test.ts');
    expect(origin?.stack()?.match(/^ +at /gm)).toHaveLength(1);
    expect(Error.stackTraceLimit).toBe(before);
  });

  it.each<[string, Expression]>([
    ['one line', promql`x + ${1} > y`],
    [
      'lines and indentation',
      promql`
      sum(${requests}) # all

      / ${operation}
    `,
    ],
    [
      'escapes',
      promql`x{a="\\\\d\u00e9\x41\u{1F600}z", b="${'"q"'}"} > \
      ${operation}`,
    ],
    ['a value over lines', promql`${'a\n   +\n\n b'}  +  c`],
    ['nothing', promql`  `],
  ])('leads every character of the text back to what it was made from: %s', (_what, { text, origin }) => {
    const pieces = origin?.pieces() ?? [];
    expect(pieces.map(({ from, to }) => text.slice(from, to)).join('')).toBe(text);
    for (const { from, to, part, offset, length, value, inner } of pieces) {
      const raw = origin?.parts[part] ?? '';
      if (value) expect(offset).toBe(raw.length);
      else if (length === to - from) expect(text.slice(from, to)).toBe(raw.slice(offset, offset + length));
      else expect(raw.slice(offset, offset + length)).toMatch(/^\\/);
      if (inner)
        expect(inner.origin.pieces().some((piece) => piece.from <= inner.from && inner.from < piece.to)).toBe(true);
    }
  });
});
