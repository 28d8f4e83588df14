import { describe, expect, it } from 'vitest';
import { children, type Expr, PromqlError, parse, walk } from '../../promql/index.ts';
import { accepted } from './accepted.ts';
import { refused } from './refused.ts';
import { tree } from './tree.ts';

/** Why a text is refused; fails if it is not. */
function fault(text: string): PromqlError {
  try {
    parse(text);
  } catch (error) {
    if (error instanceof PromqlError) return error;
    throw error;
  }
  throw new Error(`accepted: ${text}`);
}

/** Nodes that do not lie within their parents, or begin or end in a space. */
function misplaced(text: string, root: Expr): readonly string[] {
  const found: string[] = [];
  for (const node of walk(root)) {
    const own = text.slice(node.from, node.to);
    if (own === '' || own !== own.trim()) found.push(`${node.kind} is "${own}"`);
    for (const { kind, from, to } of children(node)) {
      if (from < node.from || to > node.to)
        found.push(`${kind} ${from}-${to} leaves ${node.kind} ${node.from}-${node.to}`);
    }
  }
  return found;
}

describe.each(Object.entries(accepted))('a good %s', (_, cases) => {
  it.each(cases.map(([text, shown]) => [text, shown ?? text]))('is read: %s', (text, shown) => {
    const expr = parse(text);
    expect(tree(expr)).toBe(shown);
    expect(misplaced(text, expr)).toEqual([]);
  });
});

describe.each(Object.entries(refused))('a bad %s', (_, cases) => {
  it.each(cases)('is refused where the fault is: %s', (marked, says) => {
    const from = marked.indexOf('«');
    const to = marked.indexOf('»') - 1;
    const error = fault(marked.replace(/[«»]/g, ''));
    expect(error.message).toContain(says);
    expect([error.from, error.to]).toEqual([from, to]);
  });
});

describe('a selector', () => {
  it('knows where its name, its matchers and their values stand', () => {
    expect(parse('up{job="a", "x y"!~"b"}')).toMatchObject({
      name: 'up',
      nameSpan: { from: 0, to: 2 },
      matchers: [
        { name: '__name__', operator: '=', value: 'up', from: 0, to: 2, valueSpan: { from: 0, to: 2 } },
        { name: 'job', operator: '=', value: 'a', from: 3, to: 10, valueSpan: { from: 7, to: 10 } },
        { name: 'x y', operator: '!~', value: 'b', from: 12, to: 22, valueSpan: { from: 19, to: 22 } },
      ],
    });
  });

  it('has its name first, wherever it stands in the braces', () => {
    const expr = parse('{a="b", "up"}');
    expect(expr).toMatchObject({ name: 'up', nameSpan: { from: 8, to: 12 } });
    expect(expr.kind === 'VectorSelector' && expr.matchers.map(({ name }) => name)).toEqual(['__name__', 'a']);
  });

  it('has no name of its own where two are asked for', () => {
    expect(parse('{"a", __name__="b"}')).not.toHaveProperty('name');
  });

  it('counts positions in UTF-16, as editors do', () => {
    expect(parse('"😀" # 😀\n')).toMatchObject({ from: 0, to: 4, value: '😀' });
    expect(fault('{"😀"="x"} !')).toMatchObject({ from: 11, to: 12 });
  });
});

describe('an operation', () => {
  it('knows where its operator stands', () => {
    expect(parse('a  >= bool on(x) b')).toMatchObject({ operatorSpan: { from: 3, to: 5 } });
  });

  it('has a matching only between two vectors', () => {
    expect(parse('a + b')).toHaveProperty('matching');
    expect(parse('a + 1')).not.toHaveProperty('matching');
    expect(parse('1 + time()')).not.toHaveProperty('matching');
    expect(parse('a * (b > 1)')).toHaveProperty('matching');
  });

  it('tells a written matching from the one that it has anyway', () => {
    expect(parse('a + ignoring () b')).toMatchObject({ matching: { on: false, written: true } });
    expect(parse('a + b')).toMatchObject({ matching: { on: false, written: false } });
  });
});

describe('depth', () => {
  const nested = (open: string, inner: string, close: string, depth: number) =>
    open.repeat(depth) + inner + close.repeat(depth);

  it.each([
    ['parentheses', nested('(', '1', ')', 250)],
    ['calls', nested('abs(', 'a', ')', 250)],
    ['aggregations', nested('sum(', 'a', ')', 250)],
    ['signs', nested('-', 'a', '', 250)],
    ['powers', `2${'^2'.repeat(250)}`],
    ['parentheses of a duration', `a[${nested('(', '5m', ')', 250)}]`],
    ['parentheses with operators', nested('(a + ', 'a', ')', 250)],
    ['groups of a regular expression', `a{b=~"${nested('(', 'x', ')', 900)}"}`],
  ])('of %s is fine where a person could have written it', (_, text) => {
    expect(() => parse(text)).not.toThrow();
  });

  it.each([
    ['parentheses', nested('(', '1', ')', 50_000)],
    ['calls', nested('abs(', 'a', ')', 50_000)],
    ['aggregations', nested('sum by (a) (', 'a', ')', 50_000)],
    ['signs', nested('-', 'a', '', 50_000)],
    ['powers', `2${'^2'.repeat(50_000)}`],
    ['parentheses of a duration', `a[${nested('(', '5m', ')', 50_000)}]`],
    ['signs of a duration', `a[${nested('-', '5m', '', 50_000)}]`],
    ['powers of a duration', `a[2${'^2'.repeat(50_000)}]`],
    ['calls of a duration', `a[${nested('max_of(1, ', '5m', ')', 50_000)}]`],
    ['groups of a regular expression', `a{b=~"${nested('(', 'x', ')', 50_000)}"}`],
    ['subqueries', `a${'[5m:]'.repeat(50_000)}`],
  ])('of %s beyond all measure is refused', (_, text) => {
    expect(fault(text).message).toMatch(/nest|subquery is only allowed/);
  });

  it('does not grow with the length of a sum', () => {
    const expr = parse(`a${' + a'.repeat(10_000)}`);
    expect([...walk(expr)]).toHaveLength(20_001);
    expect(parse(`a[1${'+1'.repeat(10_000)}]`).kind).toBe('MatrixSelector');
  });

  it('finds the first of ten thousand mistakes', () => {
    const text = `(${'-{}-1'.repeat(10_000)})${'[1m:]'.repeat(1000)}`;
    expect(fault(text)).toMatchObject({ from: 2, to: 4 });
  });
});
