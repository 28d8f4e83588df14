import { describe, expect, it } from 'vitest';
import { expandQuery } from '../../dashboards/expand/index.ts';
import type { Answer, QueryData } from '../../scripts/live/ask-all.ts';
import { classify } from '../../scripts/live/classify.ts';
import { type Look, pathOf } from '../../scripts/live/plan.ts';
import { lines } from './prometheus.ts';

const queries = expandQuery({ expr: 'x' }, { from: 0, to: 3_600_000, variables: {} });

function state(type: string, answer: Answer | undefined): string {
  const look: Look = {
    board: { uid: 'b', title: 'b' },
    panel: 'p',
    shown: { id: 1, title: 'p', type, columns: 24, targets: [] },
    range: { name: '1h', milliseconds: 3_600_000 },
    choice: { whole: true, text: 'All', variables: {}, optionless: [] },
    queries,
  };
  const answers = new Map(answer === undefined ? [] : queries.map((query) => [pathOf(query), answer]));
  return classify(look, answers).state;
}

const of = (data: QueryData, milliseconds = 10): Answer => ({ data, milliseconds });
const many = lines(...Array.from({ length: 101 }, () => ['1']));

describe('what one sees in a panel', () => {
  it.each([
    ['ERROR', { error: 'no', milliseconds: 10 }],
    ['EMPTY', of(lines())],
    ['NAN', of(lines(['NaN']))],
    ['ZERO', of(lines(['0', '0']))],
    ['OK', of(lines(['0', '2']))],
    ['OK', of({ resultType: 'vector', result: [{ value: [0, '2'] }] })],
    ['OK', of({ resultType: 'scalar', result: [0, '1'] })],
    ['OK', of({ resultType: 'matrix', result: [{ histograms: [[0, {}]] }] })],
    ['SLOW', of(lines(['1']), 2_001)],
    ['UNASKED', undefined],
  ] as const)('is %s for %j', (expected, answer) => {
    expect(state('timeseries', answer)).toBe(expected);
  });

  it('is too much only where each series is a line', () => {
    expect(state('timeseries', of(many))).toBe('TOO MANY SERIES');
    expect(state('table', of(many))).toBe('OK');
  });
});
