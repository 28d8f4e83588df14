import { availability, freshness, latency, probe, promql, type Slo } from 'narthex';
import { describe, expect, it } from 'vitest';
import { parse, walk } from '../../../promql/index.ts';
import { checkExpressions } from '../../../stacks/analysis/index.ts';
import { type AlertRule, type Plan, type RecordingRule, resolveStack } from '../../../stacks/model/index.ts';
import { metrics, sloPlan, sloStack } from './stacks.ts';

const { requests, duration, synced } = metrics;
const errors = promql`${requests}{code="5xx"}`;
const common = { summary: 'Requests are answered.', objective: 99.9, requests, errors };
const none = { none: 'there is always traffic' };

const rulesOf = ({ groups }: Plan) =>
  groups.filter(({ name }) => name.startsWith('slo-')).flatMap(({ rules }) => rules);
const records = (slo: Slo): readonly RecordingRule[] =>
  rulesOf(sloPlan({ shop: slo })).filter((rule) => rule.kind === 'recording');
const alerts = (slo: Slo): readonly AlertRule[] =>
  rulesOf(sloPlan({ shop: slo })).filter((rule) => rule.kind === 'alert');
const windows = (text: string) =>
  [...walk(parse(text))].flatMap((part) =>
    part.kind === 'MatrixSelector' && part.range.kind === 'DurationLiteral' ? [part.range.seconds] : [],
  );

describe('the records of an SLO', () => {
  it('look back as far as their names say, on both sides', () => {
    const lengths = {
      '30m': 1800,
      '1h': 3600,
      '2h': 7200,
      '6h': 21_600,
      '1d': 86_400,
      '3d': 259_200,
      '30d': 2_592_000,
    };
    const ratios = records(availability({ ...common, lowTraffic: none }));
    for (const [window, seconds] of Object.entries(lengths)) {
      const ratio = ratios.find(({ name }) => name === `slo:errors:ratio_rate${window}`);
      expect(windows(ratio?.expr.text ?? '')).toEqual([seconds, seconds]);
    }
  });

  it('are evaluated together, before the alerts', () => {
    const group = sloPlan({ shop: availability({ ...common, lowTraffic: none }) }).groups.find(
      ({ name }) => name === 'slo-shop',
    );
    const kinds = group?.rules.map(({ kind }) => kind) ?? [];
    expect(kinds.lastIndexOf('recording')).toBeLessThan(kinds.indexOf('alert'));
    expect(kinds.length).toBeLessThanOrEqual(20);
  });

  it('say less often than the others what is left of the budget, and often enough to be there all the time', () => {
    const groups = (slo: Slo) =>
      sloPlan({ shop: slo }).groups.flatMap(({ name, interval, rules }) =>
        name.startsWith('slo-') ? [{ name, interval, rules: rules.map((rule) => rule.name) }] : [],
      );
    const [often, seldom] = groups(availability({ ...common, lowTraffic: none }));
    expect(seldom).toEqual({
      name: 'slo-shop-period',
      interval: '2m',
      rules: ['slo:errors:ratio_rate30d', 'slo:budget_left:ratio'],
    });
    expect(often).toMatchObject({ name: 'slo-shop', interval: '1m' });
    expect(often?.rules).not.toContain('slo:budget_left:ratio');
  });

  it('have rates that look back four scrapes where those are far apart', () => {
    const plan = sloPlan(
      { seen: probe({ summary: 'Seen.', objective: 99, probe: 'front', tiers: { fastest: { short: '10m' } } }) },
      { jobs: { front: { interval: '2m' } } },
    );
    const [events] = rulesOf(plan);
    expect(events?.name).toBe('slo:events:rate8m');
    expect(windows(events?.expr.text ?? '')).toEqual([480]);
  });

  it('ask for the bucket as Prometheus 3 stores it', () => {
    const slow = records(
      latency({ summary: 'Fast.', objective: 95, histogram: duration, within: 1, lowTraffic: none }),
    ).find(({ name }) => name === 'slo:errors:rate5m');
    expect(slow?.expr.text).toContain('le="1.0"');
  });
});

describe('the alerts of an SLO', () => {
  it('are one for each severity, over the pairs that have it', () => {
    const made = alerts(availability({ ...common, lowTraffic: none }));
    expect(made.map(({ name, severity, for: pending }) => [name, severity, pending])).toEqual([
      ['ShopBudgetBurnFast', 'critical', '2m'],
      ['ShopBudgetBurnSlow', 'warning', '15m'],
    ]);
    expect(made[0]?.expr.text).toContain('> 0.0144');
    expect(made[1]?.expr.text).toContain('> 0.001');
  });

  it('move with the severity of their pairs', () => {
    const made = alerts(
      availability({ ...common, lowTraffic: none, tiers: { fast: { severity: 'warning', for: '15m' } } }),
    );
    expect(made[0]?.expr.text).not.toContain('ratio_rate6h');
    expect(made[1]?.expr.text).toContain('ratio_rate30m');
  });

  it('go to another team, and mute each other', () => {
    const [page, ticket] = alerts(availability({ ...common, lowTraffic: none, team: 'payments' }));
    expect(page?.labels).toMatchObject({ slo: 'shop', team: 'payments' });
    expect(ticket?.labels?.symptom).toBe(page?.labels?.symptom);
  });

  it('mute each other for the same part only, where parts have budgets of their own', () => {
    const slo = availability({ ...common, lowTraffic: none, by: ['service'] });
    expect(alerts(slo)[0]?.labels).not.toHaveProperty('symptom');
    const { inhibitions } = resolveStack(sloStack({ shop: slo }), 'development');
    expect(inhibitions.at(-1)).toMatchObject({ source: { slo: 'shop' }, equal: ['service'] });
  });

  it('count bad events where little goes on: as many as were asked for, or as a floor makes of them', () => {
    const few = alerts(availability({ ...common, lowTraffic: { atLeast: 12 } }))[0]?.expr.text;
    expect(few?.match(/\* 60 >= [\d.]+/g)).toEqual(['* 60 >= 12', '* 60 >= 12']);
    const floor = alerts(availability({ ...common, lowTraffic: { floor: 0.5 } }))[0]?.expr.text;
    // 14.4 times 0.1 % of 1,800 events in an hour; 6 times 0.1 % of 10,800 in six.
    expect(floor?.match(/\* 60 >= [\d.]+/g)).toEqual(['* 60 >= 25.92', '* 60 >= 64.8']);
  });

  it('say what it is about, and how to look further', () => {
    const kinds: Record<string, Slo> = {
      answers: availability({ ...common, lowTraffic: none }),
      speed: latency({ summary: 'Fast.', objective: 95, histogram: duration, within: 0.5, lowTraffic: none }),
      seen: probe({ summary: 'Seen.', objective: 99, probe: 'front' }),
      fresh: freshness({ summary: 'Fresh.', objective: 99, timestamp: synced, within: '1h' }),
    };
    const texts = Object.values(kinds).map((slo) => alerts(slo)[0]?.runbook.diagnosis);
    expect(new Set(texts).size).toBe(4);
  });
});

describe('the names of Sloth', () => {
  const names = { sloth: { service: 'api', slo: 'answers', alertName: 'ApiErrors' } };
  const plan = sloPlan({ shop: availability({ ...common, lowTraffic: none, names }) });

  it('are those that its dashboards read', () => {
    const found = rulesOf(plan).flatMap((rule) => (rule.kind === 'recording' ? [rule] : []));
    const identity = { sloth_id: 'api-answers', sloth_service: 'api', sloth_slo: 'answers' };
    for (const name of [
      ...['5m', '30m', '1h', '2h', '6h', '1d', '3d', '30d'].map((window) => `slo:sli_error:ratio_rate${window}`),
      'slo:objective:ratio',
      'slo:error_budget:ratio',
      'slo:time_period:days',
      'slo:current_burn_rate:ratio',
      'slo:period_burn_rate:ratio',
      'slo:period_error_budget_remaining:ratio',
      'sloth_slo_info',
    ])
      expect(found.find((rule) => rule.name === name)?.labels).toMatchObject(identity);
  });

  it('are given to the alerts as well', () => {
    const made = rulesOf(plan).flatMap((rule) =>
      rule.kind === 'alert' ? [[rule.name, rule.labels?.sloth_severity]] : [],
    );
    expect(made).toEqual([
      ['ApiErrors', 'page'],
      ['ApiErrorsTicket', 'ticket'],
    ]);
  });
});

describe('the checks', () => {
  it('find nothing in rules of any kind, window or name', () => {
    const plan = sloPlan({
      answers: availability({ ...common, lowTraffic: { atLeast: 5 }, window: '7d' }),
      sloth: availability({
        ...common,
        lowTraffic: none,
        names: { sloth: { service: 'api', alertName: 'ApiErrors' } },
      }),
      native: latency({
        summary: 'Fast.',
        objective: 95,
        histogram: duration,
        within: 0.4,
        native: true,
        lowTraffic: none,
      }),
      speed: latency({
        summary: 'Fast.',
        objective: 95,
        histogram: duration,
        within: 0.5,
        by: ['service', 'route'],
        lowTraffic: { floor: 1 },
      }),
      fresh: freshness({ summary: 'Fresh.', objective: 99, timestamp: synced, within: '1h', by: ['instance'] }),
    });
    const { findings } = checkExpressions(plan, '2026-01-01');
    const own = findings.filter(({ expression }) => expression.where.includes('(group slo-'));
    expect(own.map(({ code, message, expression }) => `${code} ${expression.where}: ${message}`)).toEqual([]);
  });
});
