import { describe, expect, it } from 'vitest';
import { concluded } from '../../scripts/verify/index.ts';

const answered = { id: 'panels', title: 'every panel shows data', good: '', milliseconds: 1 };

describe('an answer that is final', () => {
  it('takes what is still not good for wrong', () => {
    const { wrong, notes } = concluded({ ...answered, wrong: [], pending: ['Requests: EMPTY', 'Errors: EMPTY'] });
    expect({ wrong, notes }).toEqual({ wrong: ['Requests: EMPTY', 'Errors: EMPTY'], notes: [] });
  });

  it('says of what nobody waited for no more than that it was not waited for', () => {
    const pending = ['Requests: EMPTY', 'Errors: EMPTY'];
    const { wrong, notes } = concluded({ ...answered, wrong: ['Disk: ERROR'], pending, notes: ['slow'] });
    expect(wrong).toEqual(['Disk: ERROR']);
    expect(notes).toEqual(['slow', 'not yet, and not waited for: Requests: EMPTY (and 1 more)']);
  });
});
