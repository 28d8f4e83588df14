import { parser } from '@prometheus-io/lezer-promql';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Expr, PromqlError, parse, walk } from '../../promql/index.ts';
import { expression } from './grammar.ts';

// A second opinion: the grammar by which Prometheus's own web page colours expressions. It knows syntax only: no types, no values.

const contains = (root: Expr, is: (expr: Expr) => boolean) => [...walk(root)].some(is);

/** What that grammar takes for a mistake, and Prometheus does not. */
const lezerIsWrong: Readonly<Record<string, { example: string; applies: (text: string, expr: Expr) => boolean }>> = {
  'a number that ends in a dot': { example: '5.', applies: (text) => /\d\.(?!\d)/.test(text) },
  'step() in capitals': { example: 'a[STEP()]', applies: (text) => /\b(STEP|RANGE)\b/.test(text) },
  'min_of() and max_of() as functions': {
    example: 'min_of(1, 2)',
    applies: (_, root) => contains(root, (expr) => expr.kind === 'Call' && /^(min|max)_of$/.test(expr.func)),
  },
  'a metric that is named offset': {
    example: 'offset{a="b"}',
    applies: (_, root) => contains(root, (expr) => expr.kind === 'VectorSelector' && /^offset$/i.test(expr.name ?? '')),
  },
};

function lezerReads(text: string): boolean {
  let good = true;
  parser.parse(text).iterate({
    enter: ({ type }) => {
      if (type.isError) good = false;
      return good;
    },
  });
  return good;
}

function read(text: string): Expr | undefined {
  try {
    return parse(text);
  } catch (error) {
    if (error instanceof PromqlError) return undefined;
    throw error;
  }
}

const isDisputed = (text: string, expr: Expr) => Object.values(lezerIsWrong).some(({ applies }) => applies(text, expr));

describe('the grammar of the web page', () => {
  it('reads what we read', () => {
    fc.assert(
      fc.property(expression, (text) => {
        const expr = parse(text);
        fc.pre(!isDisputed(text, expr));
        expect(lezerReads(text)).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });

  it('reads what we still read after a change', () => {
    const inserted = fc.constantFrom('', '(', ')', ' ', ',', '5m', 'a', '"', '[1m]', '{', 'bool', 'by', '+', '=', '@');
    const changed = fc.tuple(expression, fc.nat(), fc.nat({ max: 2 }), inserted).map(([text, place, length, what]) => {
      const at = place % (text.length + 1);
      return text.slice(0, at) + what + text.slice(at + length);
    });
    fc.assert(
      fc.property(changed, (text) => {
        const expr = read(text);
        if (expr !== undefined && !isDisputed(text, expr)) expect(lezerReads(text)).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });

  it.each(Object.entries(lezerIsWrong))(
    'is still wrong about %s, so that it stays out of the comparison',
    (_, known) => {
      const { example, applies } = known;
      expect(applies(example, parse(example))).toBe(true);
      expect(lezerReads(example)).toBe(false);
    },
  );
});
