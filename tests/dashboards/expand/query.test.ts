// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the variables of Grafana look like this
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { macroNames } from '../../../dashboards/expand/macros.ts';
import { expandQuery, type PanelQuery, type QueryContext } from '../../../dashboards/expand/query.ts';

const to = 1_700_000_007_000;
const hour = 3_600_000;
const context: QueryContext = { from: to - hour, to, maxDataPoints: 1200, timeInterval: '15s', variables: {} };
const two = { ...context, from: to - 48 * hour, maxDataPoints: 1500 };
const expr = (query: PanelQuery, where = context) => expandQuery(query, where).map((each) => each.expr);

describe('a query of a panel', () => {
  // The vectors of promlib's `TestParse`, all over 48 hours.
  it.each([
    ['rate(ALERTS{job="test" [$__interval]})', 'rate(ALERTS{job="test" [2m]})'],
    ['rate(ALERTS{job="test" [${__interval}]})', 'rate(ALERTS{job="test" [2m]})'],
    ['[$__interval_ms] [$__interval]', '[120000] [2m]'],
    ['[${__interval_ms}] [${__interval}]', '[120000] [2m]'],
    ['[$__range]', '[172800s]'],
    ['[$__range_s]', '[172800]'],
    ['[${__range_s}s]', '[172800s]'],
    ['[$__range_ms]', '[172800000]'],
    ['[$__rate_interval_ms] [$__rate_interval]', '[135000] [2m15s]'],
    ['[${__rate_interval_ms}] [${__rate_interval}]', '[135000] [2m15s]'],
  ])('is expanded: %s', (template, expected) => {
    expect(expr({ expr: template }, two)).toEqual([expected]);
  });

  it.each([
    [40, '[0]'],
    [800, '[1]'],
  ])('rounds a range of %i ms', (length, expected) => {
    expect(expr({ expr: '[$__range_s]' }, { ...context, from: to - length })).toEqual([expected]);
  });

  it('has what is chosen, and the ends of the range', () => {
    const job = { name: 'job', multi: true, value: ['a.b', 'c'] };
    const one = { name: 'one', value: "it's" };
    const query = { expr: 'x{job=~"$job", a="$one"} > $__from + ${__to:date:seconds}' };
    expect(expr(query, { ...context, variables: { job, one } })).toEqual([
      `x{job=~"(a\\\\.b|c)", a="it\\\\'s"} > ${to - hour} + ${to / 1000}`,
    ]);
  });

  it('takes its least step and its legend from variables too', () => {
    const variables = { step: { name: 'step', value: '5m' }, job: { name: 'job', multi: true, value: ['a', 'b'] } };
    const [found] = expandQuery({ expr: 'x', interval: '$step', legendFormat: '$job' }, { ...context, variables });
    expect(found).toMatchObject({ step: 300, legendFormat: '{a,b}' });
  });

  it('says what nobody replaces', () => {
    const [found] = expandQuery({ expr: 'rate(x{a="$b"}[$__interval_s])' }, context);
    expect(found).toMatchObject({ expr: 'rate(x{a="$b"}[15s_s])', unexpanded: ['$b', '$__interval_s'] });
  });
});

describe('what is asked', () => {
  it('is a range whose ends are multiples of the step, unless an instant is wanted', () => {
    const [found] = expandQuery({ expr: 'x' }, context);
    expect(found).toMatchObject({ kind: 'range', start: 1_699_996_395, end: 1_699_999_995, step: 15 });
  });

  it('is the end of the range as it is for an instant', () => {
    expect(expandQuery({ expr: 'x', instant: true }, context)).toEqual([
      { refId: 'A', expr: 'x', legendFormat: '', unexpanded: [], kind: 'instant', time: to / 1000 },
    ]);
  });

  it('is both for both', () => {
    const kinds = expandQuery({ expr: 'x', instant: true, range: true }, context).map(({ kind }) => kind);
    expect(kinds).toEqual(['range', 'instant']);
  });

  it('is nothing for a hidden or an empty query', () => {
    expect(expandQuery({ expr: 'x', hide: true }, context)).toEqual([]);
    expect(expandQuery({ expr: '  ' }, context)).toEqual([]);
    expect(expandQuery({}, context)).toEqual([]);
  });

  it('begins at multiples of the step in the time zone of the dashboard', () => {
    // The vectors of promlib's `TestAlignTimeRange`.
    const align = (time: number, step: string, utcOffsetSeconds: number) =>
      expandQuery(
        { expr: 'x', interval: step },
        { from: time - 1000, to: time, maxDataPoints: 1e6, variables: {}, utcOffsetSeconds },
      )[0];
    expect(align(1_664_816_826_000, '10s', 0)).toMatchObject({ end: 1_664_816_820 });
    expect(align(1_664_816_825_005, '10ms', 0)).toMatchObject({ end: 1_664_816_825 });
    expect(align(1_664_816_825_005, '2s', -3)).toMatchObject({ end: 1_664_816_825 });
    expect(align(1_704_672_000_000, '1w', 0)).toMatchObject({ end: 1_704_326_400 });
  });

  it('never holds a macro that Grafana knows, whatever stands around it', () => {
    const macro = fc.constantFrom(...macroNames).chain((name) => fc.constantFrom(`$${name}`, `\${${name}}`));
    const text = fc.array(fc.oneof(macro, fc.stringMatching(/^[a-z(){}"=~ +]*$/))).map((parts) => parts.join(' '));
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 1e10 }), (template, range) => {
        for (const found of expandQuery({ expr: template }, { ...context, from: to - range })) {
          expect(found.expr).not.toMatch(/\$\{?__/);
          expect(found.unexpanded).toEqual([]);
          expect(expr({ expr: found.expr })).toEqual([found.expr]);
        }
      }),
    );
  });
});
