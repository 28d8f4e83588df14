import { describe, expect, it } from 'vitest';
import { expression } from '../../promql/index.ts';
import {
  neededRecordings,
  readingReplayed,
  recordingLevels,
  type TimedRecording,
} from '../../scripts/replay/recorded.ts';
import { problemsOf } from '../support/stacks.ts';

const steps = new Map([['job:errors:rate5m', 60_000]]);

function recording(name: string, text: string): TimedRecording {
  return { rule: { kind: 'recording', name, expr: expression(text) }, step: 60_000 };
}

const names = (rules: readonly TimedRecording[]) => rules.map(({ rule }) => rule.name);

describe('an expression over recorded series', () => {
  it.each([
    ['up == 0', 'up == 0'],
    ['job:errors:rate5m > 1', 'last_over_time(replayed:job:errors:rate5m[1m]) > 1'],
    ['{__name__="job:errors:rate5m"} > 1', 'last_over_time({__name__="replayed:job:errors:rate5m"}[1m]) > 1'],
    [
      'job:errors:rate5m{job="api"} offset 1h / x',
      'last_over_time(replayed:job:errors:rate5m{job="api"}[1m] offset 1h) / x',
    ],
    ['avg_over_time(job:errors:rate5m[1h]) > 1', 'avg_over_time(replayed:job:errors:rate5m[1h]) > 1'],
    [
      'max_over_time(job:errors:rate5m[1h] offset 1d) > 1',
      'max_over_time(replayed:job:errors:rate5m[1h] offset 1d) > 1',
    ],
    ['absent(job:errors:rate5m{job="api"})', 'absent_over_time(replayed:job:errors:rate5m{job="api"}[1m])'],
    ['sum(x) and sum(job:errors:rate5m)', 'sum(x) and sum(last_over_time(replayed:job:errors:rate5m[1m]))'],
  ])('%s becomes %s', (text, expected) => {
    expect(readingReplayed(text, steps)).toBe(expected);
  });
});

describe('recording rules', () => {
  const rules = [
    recording('c', 'a + b'),
    recording('b', 'rate(a[5m])'),
    recording('a', 'x'),
    recording('d', 'y'),
    recording('a', 'z'),
  ];

  it('are evaluated after those whose series they read', () => {
    expect(recordingLevels(rules).map(names)).toEqual([['a', 'd', 'a'], ['b'], ['c']]);
  });

  it('are only evaluated if an alert needs them, however far away', () => {
    expect(names(neededRecordings(['b > 1', 'up == 0'], rules))).toEqual(['b', 'a', 'a']);
    expect(neededRecordings(['up == 0'], rules)).toEqual([]);
  });

  it('that need each other are refused', () => {
    const problems = problemsOf(() => recordingLevels([recording('a', 'b'), recording('b', 'a'), recording('c', 'x')]));
    expect(problems.map(({ code, message }) => [code, message])).toEqual([['NX866', expect.stringContaining('a, b')]]);
  });
});
