import { describe, expect, it } from 'vitest';
import { references, replaceReferences } from '../../../dashboards/expand/index.ts';

describe('a reference to a variable', () => {
  it.each([
    ['$job', { name: 'job', field: undefined, format: undefined }],
    ['[[job]]', { name: 'job', field: undefined, format: undefined }],
    ['[[job:regex]]', { name: 'job', field: undefined, format: 'regex' }],
    ['$' + '{job}', { name: 'job', field: undefined, format: undefined }],
    ['$' + '{job.text}', { name: 'job', field: 'text', format: undefined }],
    ['$' + '{__from:date:YYYY-MM}', { name: '__from', field: undefined, format: 'date:YYYY-MM' }],
    ['$' + '{__field.labels.job}', { name: '__field', field: 'labels.job', format: undefined }],
  ])('%s', (text, parts) => expect(references(`a ${text} b`)).toEqual([{ text, ...parts }]));

  it('stands in its order among others, and what only looks like one is none', () => {
    expect(references('$a [[b]] {{c}} $ {d} [e] $f').map(({ name }) => name)).toEqual(['a', 'b', 'f']);
  });

  it('is replaced once: what stands in its place is not looked at again', () => {
    expect(replaceReferences('$a and [[b:csv]]', ({ name }) => `$${name}${name}`)).toBe('$aa and $bb');
  });
});
