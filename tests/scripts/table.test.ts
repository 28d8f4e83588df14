import { describe, expect, it } from 'vitest';
import { table } from '../../scripts/output/table.ts';
import { count } from '../../scripts/project.ts';

describe('a table', () => {
  it('gives each column the width of its widest cell, numbers to the right', () => {
    expect(
      table(
        ['stack', 'jobs'],
        [
          ['shop', 3],
          ['a-longer-name', 12],
        ],
      ),
    ).toBe(['stack          jobs', 'shop              3', 'a-longer-name    12'].join('\n'));
  });

  it('does not count colours as width', () => {
    const green = '\u001b[32m✓\u001b[39m';
    expect(
      table(
        ['', 'gate'],
        [
          [green, 'rules'],
          ['-', 'routes'],
        ],
      ).split('\n'),
    ).toEqual(['   gate', `${green}  rules`, '-  routes']);
  });

  it('is its header when there is nothing to show', () => {
    expect(table(['stack', 'jobs'], [])).toBe('stack  jobs');
  });
});

describe('a count', () => {
  it('has the number of its noun', () => {
    expect([0, 1, 2].map((number) => count(number, 'mistake'))).toEqual(['0 mistakes', '1 mistake', '2 mistakes']);
  });
});
