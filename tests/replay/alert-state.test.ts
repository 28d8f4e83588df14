import { describe, expect, it } from 'vitest';
import { firings } from '../../scripts/replay/alert-state.ts';

const minute = 60_000;

/** When an alert fires, in minutes, for a line of evaluations: `#` returned it, `.` did not, `!` failed. */
function fired(line: string, pending = 0, keepFiring = 0): (number | undefined)[][] {
  const minutesOf = (sign: string) => [...line].flatMap((each, index) => (each === sign ? [index * minute] : []));
  const instants = { from: 0, to: (line.length - 1) * minute, step: minute };
  const holds = { pending: pending * minute, keepFiring: keepFiring * minute };
  return firings(minutesOf('#'), instants, holds, new Set(minutesOf('!'))).map((firing) =>
    [firing.pendingAt, firing.firedAt, firing.resolvedAt].map((time) => (time === undefined ? time : time / minute)),
  );
}

describe('an alert over a history', () => {
  it.each([
    ['never fires where it was never returned', '......', 3, 0, []],
    ['fires at once without a wait', '.#..', 0, 0, [[1, 1, 2]]],
    ['fires as soon as its wait is over', '.#####..', 3, 0, [[1, 4, 6]]],
    ['does not fire one evaluation earlier', '.###....', 3, 0, []],
    ['waits anew after a gap of one evaluation', '###.####', 3, 0, [[4, 7, undefined]]],
    [
      'fires again after it has resolved',
      '##..##..',
      1,
      0,
      [
        [0, 1, 2],
        [4, 5, 6],
      ],
    ],
    ['still fires at the end', '..##', 1, 0, [[2, 3, undefined]]],
    ['goes on firing for a while, from the first evaluation without it', '##.....', 1, 3, [[0, 1, 5]]],
    ['is the same alert if it comes back in that while', '##..##...', 1, 3, [[0, 1, undefined]]],
    ['counts that while anew from the next gap', '##..##......', 1, 3, [[0, 1, 9]]],
    ['does not keep what only waits', '###.....', 5, 3, []],
    ['does not change where evaluation fails', '##!#!...', 3, 0, [[0, 3, 5]]],
    ['does not resolve where evaluation fails', '##!!..', 1, 0, [[0, 1, 4]]],
    ['waits for a time that no evaluation meets until the next one', '#####', 2.5, 0, [[0, 3, undefined]]],
  ] as const)('%s', (_, line, pending, keepFiring, expected) => {
    expect(fired(line, pending, keepFiring)).toEqual(expected);
  });

  it('looks at nothing outside the evaluations', () => {
    const instants = { from: 2 * minute, to: 4 * minute, step: minute };
    const holds = { pending: 0, keepFiring: 0 };
    expect(firings([0, minute, 5 * minute], instants, holds)).toEqual([]);
  });
});
