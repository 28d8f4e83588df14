import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PromqlError, parse, print, sameExpression, walk } from '../../promql/index.ts';
import { expression } from './grammar.ts';
import { mutated, patterns, tokens } from './soup.ts';

/** Whether a text is read or refused as it should be; anything else is thrown on. */
function verdict(text: string): 'read' | 'refused' {
  try {
    parse(text);
    return 'read';
  } catch (error) {
    if (!(error instanceof PromqlError)) throw error;
    expect(error.from).toBeGreaterThanOrEqual(0);
    expect(error.to).toBeGreaterThanOrEqual(error.from);
    expect(error.to).toBeLessThanOrEqual(text.length);
    return 'refused';
  }
}

/** The only rule that the grammar of the test does not know. */
const isEmptySelector = (error: unknown) =>
  error instanceof PromqlError && error.message.includes('at least one non-empty matcher');

describe('whatever the grammar makes', () => {
  it('is read, and comes back from print as the same tree', () => {
    fc.assert(
      fc.property(expression, (text) => {
        const expr = parse(text);
        const printed = print(expr);
        const again = parse(printed);
        expect(sameExpression(expr, again), `${text}\n${printed}`).toBe(true);
        expect(print(again)).toBe(printed);
      }),
      { numRuns: 2000 },
    );
  });

  it('has spans within the text, those of the inner within the outer', () => {
    fc.assert(
      fc.property(expression, (text) => {
        const root = parse(text);
        for (const { from, to } of walk(root)) {
          expect(from < to && from >= root.from && to <= root.to).toBe(true);
          expect(text.slice(from, to).trim()).toBe(text.slice(from, to));
        }
      }),
      { numRuns: 500 },
    );
  });

  it('is read where only a part of it stands: each node is an expression of its own', () => {
    fc.assert(
      fc.property(expression, (text) => {
        for (const { kind, from, to } of walk(parse(text))) {
          try {
            expect(parse(text.slice(from, to)).kind).toBe(kind);
          } catch (error) {
            if (!isEmptySelector(error)) throw error;
          }
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('whatever is written', () => {
  it('of tokens in any order, is read or refused', () => {
    fc.assert(
      fc.property(tokens, (text) => void verdict(text)),
      { numRuns: 5000 },
    );
  });

  it('of any characters, is read or refused', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => void verdict(text)),
      { numRuns: 2000 },
    );
  });

  it('with one mistake, is read or refused', () => {
    fc.assert(
      fc.property(mutated, (text) => void verdict(text)),
      { numRuns: 5000 },
    );
  });

  it('in a regular expression, is read or refused', () => {
    fc.assert(
      fc.property(patterns, (text) => void verdict(`up{a=~\`${text}\`}`)),
      { numRuns: 5000 },
    );
  });

  it('however deep, is read or refused', () => {
    const opening = fc.constantFrom(
      '(',
      '-',
      'sum(',
      'abs(',
      'sum by (a) (',
      '1 ^ ',
      'a + (',
      'max_of(1,',
      'a[',
      'a[(',
      '{',
      '{a=~"(',
    );
    fc.assert(
      fc.property(opening, fc.integer({ min: 1, max: 20_000 }), (text, times) => void verdict(text.repeat(times))),
      { numRuns: 60 },
    );
  });
});
