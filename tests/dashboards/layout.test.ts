import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placeLine, widths } from '../../dashboards/layout.ts';
import { boardUid, panelId } from '../../stacks/model/index.ts';

describe('a line of panels', () => {
  it('fills 24 columns exactly, whatever the shares are', () => {
    const shares = fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(shares, (list) => {
        const found = widths(list);
        expect(found.reduce((sum, width) => sum + width, 0)).toBe(24);
        expect(Math.min(...found)).toBeGreaterThan(0);
      }),
    );
  });

  it('is divided in proportion to the shares', () => {
    expect(widths([1, 1, 1])).toEqual([8, 8, 8]);
    expect(widths([2, 1])).toEqual([16, 8]);
    expect(widths([1, 1, 1, 1, 1])).toEqual([5, 5, 4, 5, 5]);
  });

  it('stands side by side without a gap', () => {
    expect(placeLine([13, 11], 5, 8)).toEqual([
      { x: 0, y: 5, w: 13, h: 8 },
      { x: 13, y: 5, w: 11, h: 8 },
    ]);
  });
});

describe('the identity of a board and its panels', () => {
  it('is the name of the stack and of the board', () => {
    expect(boardUid('sergas', 'overview')).toBe('sergas-overview');
  });

  it('has at most 40 characters, and differs for long names that differ', () => {
    const long = 'a'.repeat(63);
    expect(boardUid(long, 'overview')).toMatch(/^[a-z0-9-]{1,40}$/);
    expect(boardUid(long, 'overview')).not.toBe(boardUid(`${long.slice(1)}b`, 'overview'));
  });

  it('never changes: links to these panels are in messages and runbooks', () => {
    expect(panelId('overview/services-down')).toBe(1781440819);
  });

  it('is a positive number of 31 bits', () => {
    fc.assert(
      fc.property(fc.string(), (key) => {
        const id = panelId(key);
        expect(Number.isInteger(id) && id > 0 && id < 2 ** 31).toBe(true);
      }),
    );
  });
});
