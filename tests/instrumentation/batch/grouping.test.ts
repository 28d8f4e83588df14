import { groupPath } from '@narthex/instrumentation/batch';
import { describe, expect, it } from 'vitest';

describe('the path of a group', () => {
  it.each([
    ['backup', undefined, '/metrics/job/backup'],
    ['backup', { shard: 'a', db: 'users' }, '/metrics/job/backup/db/users/shard/a'],
    ['nightly report', { queue: 'a?b#c%d' }, '/metrics/job/nightly%20report/queue/a%3Fb%23c%25d'],
    ['größe', undefined, '/metrics/job/gr%C3%B6%C3%9Fe'],
    // As the Pushgateway describes it: base64 with the alphabet for addresses.
    ['titan', { path: '/var/tmp' }, '/metrics/job/titan/path@base64/L3Zhci90bXA'],
    ['titan', { name: '' }, '/metrics/job/titan/name@base64/='],
    ['a/b', undefined, '/metrics/job@base64/YS9i'],
    // A client would take these for the folder above.
    ['..', { at: '.' }, '/metrics/job@base64/Li4/at@base64/Lg'],
    ['half \ud800', undefined, '/metrics/job@base64/aGFsZiDvv70'],
  ] as const)('of %j with %j is %s', (job, grouping, path) => {
    expect(groupPath(job, grouping)).toBe(path);
    expect(new URL(path, 'http://gateway').pathname).toBe(path);
  });

  it('is the same in whatever order the labels are given', () => {
    expect(groupPath('x', { b: '2', a: '1' })).toBe(groupPath('x', { a: '1', b: '2' }));
  });

  it('is refused with everything that is wrong', () => {
    const wrong = { job: 'y', 'a-b': '1', __x: '1', ok: 5 as unknown as string };
    expect(() => groupPath('', wrong)).toThrow(
      /has no name[\s\S]*names `job`[\s\S]*"a-b" is not a label name[\s\S]*"__x" is not[\s\S]*value of ok is no text/,
    );
  });
});
