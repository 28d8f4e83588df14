import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type KnownStatus, SEVERITY } from '../../../exporters/instrumentation/health/status.ts';
import { judge, type Standing, UNSEEN } from '../../../exporters/instrumentation/health/thresholds.ts';

const letters: Readonly<Record<string, KnownStatus>> = { h: 'healthy', d: 'degraded', u: 'unhealthy' };

/** The statuses after each result; results and statuses by their first letter. */
function statuses(results: string, failureThreshold = 3, recoveryThreshold = 2): string {
  let standing: Standing = UNSEEN;
  return [...results]
    .map((letter) => {
      standing = judge(standing, letters[letter] ?? 'healthy', { failureThreshold, recoveryThreshold });
      return standing.status[0];
    })
    .join('');
}

describe('the status of a component', () => {
  it.each([
    ['the first result is believed at once', 'u', 'u'],
    ['three failures in a row', 'huuu', 'hhhu'],
    ['failures with a success between them', 'huuhuuhuu', 'hhhhhhhhh'],
    ['recovery after two successes', 'huuuhh', 'hhhuuh'],
    ['a success and a failure again', 'uhuhuhh', 'uuuuuuh'],
    ['slow answers', 'hddd', 'hhhd'],
    ['one total failure among slow answers is no total failure', 'hddu', 'hhhd'],
    ['slow answers on the way back', 'uuhd', 'uuud'],
    ['a slow one that fails', 'dduuu', 'ddddu'],
    ['worse, then better than before: two different streaks', 'dduhuhh', 'ddddddh'],
  ])('%s', (_, results, expected) => {
    expect(statuses(results)).toBe(expected);
  });

  it('follows each result when the thresholds are 1', () => {
    expect(statuses('huhdudh', 1, 1)).toBe('huhdudh');
  });

  it('never moves against the last result, and never before its threshold, whatever comes', () => {
    const result = fc.constantFrom<KnownStatus>('healthy', 'degraded', 'unhealthy');
    const threshold = fc.integer({ min: 1, max: 4 });
    fc.assert(
      fc.property(fc.array(result), threshold, threshold, (results, failureThreshold, recoveryThreshold) => {
        let standing: Standing = UNSEEN;
        results.forEach((result, index) => {
          const before = standing;
          standing = judge(before, result, { failureThreshold, recoveryThreshold });
          if (before.status === 'unknown' || standing.status === before.status || standing.status === 'unknown') return;
          const from = SEVERITY[before.status];
          const worse = SEVERITY[standing.status] > from;
          const needed = worse ? failureThreshold : recoveryThreshold;
          const streak = results.slice(index + 1 - needed, index + 1);
          expect(streak).toHaveLength(needed);
          // All results of the streak are at least as far from the old status as the new one is.
          for (const each of streak) {
            if (worse) expect(SEVERITY[each]).toBeGreaterThanOrEqual(SEVERITY[standing.status]);
            else expect(SEVERITY[each]).toBeLessThanOrEqual(SEVERITY[standing.status]);
          }
        });
      }),
    );
  });
});
