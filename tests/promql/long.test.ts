import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placed } from '../../promql/checks/support.ts';
import {
  type Expr,
  features,
  format,
  PromqlError,
  parse,
  print,
  sameExpression,
  walk,
  withoutUnknownValues,
} from '../../promql/index.ts';
import { binary, metric } from './trees.ts';

/** `a + a + …` of so many terms: a tree as deep as it is long. */
const chain = (terms: number, operator = '+'): string => `a{b="c"}${` ${operator} a{b="c"}`.repeat(terms - 1)}`;

// Recursion would end at ten thousand levels or so.
describe('a sum of 20,000 terms', () => {
  const terms = 20_000;
  const text = chain(terms);
  const expr = parse(text);

  it('is read into two parts for each term, but for one operator', () => {
    expect(walk(expr)).toHaveLength(2 * terms - 1);
  });

  it('is printed as it was written', () => {
    expect(print(expr) === text).toBe(true);
  });

  it('is laid out on lines that people can still see, and means the same', () => {
    const lines = format(expr);
    expect(lines.length).toBeLessThan(20 * text.length);
    const longest = lines.split('\n').map((line) => /^ */.exec(line)?.[0].length ?? 0);
    expect(Math.max(...longest)).toBe(512);
    expect(print(parse(lines)) === text).toBe(true);
  });

  it('needs what one of its terms needs', () => {
    expect(features(expr)).toEqual([]);
    expect(features(parse(`mad_over_time(a[5m]) + ${text}`))).toHaveLength(1);
  });

  it('loses what is chosen in a dashboard, and stays as long', () => {
    const at = text.indexOf('"c"');
    const changed = withoutUnknownValues(expr, [{ from: at, to: at + 3 }]);
    expect(sameExpression(changed, expr)).toBe(false);
    expect(print(changed) === text.replace('b="c"', 'b=~".*"')).toBe(true);
  });

  it('is the same as itself, and another with one other term', () => {
    expect(sameExpression(expr, parse(text))).toBe(true);
    expect(sameExpression(expr, parse(text.replace('"c"', '"d"')))).toBe(false);
  });

  it('tells of each part what it stands in', () => {
    let selectors = 0;
    let deepest: readonly Expr[] = [];
    for (const place of placed(expr)) {
      if (place.expr.kind !== 'VectorSelector') continue;
      if (selectors === 0) deepest = place.within;
      selectors++;
    }
    expect(selectors).toBe(terms);
    expect(deepest).toHaveLength(terms - 1);
    expect(deepest.at(-1)).toBe(expr);
  });

  it('gets its parentheses where nobody has written it', () => {
    const a = metric('a');
    let tree: Expr = a;
    for (let term = 1; term < terms; term++) tree = binary(tree, term === terms - 1 ? '*' : '+', a);
    const printed = print(tree);
    expect(printed.startsWith('(a + a')).toBe(true);
    expect(printed.endsWith('a) * a')).toBe(true);
    expect(printed).toHaveLength(4 * terms - 3 + 2);
  });

  it('is read, printed and judged as a length of time too', () => {
    const window = `a[1m${' + 1m'.repeat(terms - 1)}]`;
    const ranged = parse(window);
    expect(print(ranged) === window).toBe(true);
    expect(features(ranged)).toHaveLength(1);
  });
});

describe('what is done with a long sum', () => {
  it('is done with a hundred thousand terms as well', () => {
    const text = chain(100_000);
    const expr = parse(text);
    expect(print(expr) === text).toBe(true);
    expect(format(expr).length).toBeLessThan(20 * text.length);
    expect(features(expr)).toEqual([]);
  });

  it.each([
    ['print', print],
    ['format', format],
    ['features', features],
    ['walk', (expr: Expr) => walk({ ...expr })],
  ])('takes ten times as long for ten times as much: %s', (_, work) => {
    const [short, long] = [parse(chain(5_000)), parse(chain(50_000))];
    const least = (expr: Expr) =>
      Math.min(
        ...[1, 2, 3, 4, 5].map(() => {
          const begin = performance.now();
          work(expr);
          return performance.now() - begin;
        }),
      );
    // A square would be a hundred times; what is left is for the collector and for other tests on the same machine.
    expect(least(long)).toBeLessThan(40 * Math.max(1, least(short)));
  });
});

describe('what is deep to the right or in parentheses', () => {
  const openings = fc.constantFrom('(', 'a + (', '-', '1 ^ ', 'sum(', 'abs(', 'a and (', 'a or -(', 'sum by (b) (1 + ');

  it('is refused beyond 256 levels, however long it is, and never with anything but a PromqlError', () => {
    fc.assert(
      fc.property(openings, fc.integer({ min: 257, max: 30_000 }), fc.boolean(), (opening, times, closed) => {
        const text = `${opening.repeat(times)}a${closed ? ')'.repeat(opening.includes('(') ? times : 0) : ''}`;
        expect(() => parse(text)).toThrow(PromqlError);
        expect(() => parse(text)).toThrow(/nested more than 256 levels deep/);
      }),
      { numRuns: 60 },
    );
  });

  it('is refused behind a long sum as well', () => {
    expect(() => parse(`${chain(10_000)} + ${'('.repeat(300)}a`)).toThrow(/nested more than 256 levels deep/);
  });

  it('is printed as it was written where a person could have written it', () => {
    const text = `${'(a + '.repeat(250)}a${')'.repeat(250)}`;
    expect(print(parse(text))).toBe(text);
    expect(print(parse(format(parse(text), { width: 20 })))).toBe(text);
  });
});
