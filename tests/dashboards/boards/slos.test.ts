import { availability, freshness, latency, probe, promql, type Slo } from 'narthex';
import { describe, expect, it } from 'vitest';
import { thresholdSteps } from '../../../dashboards/guard.ts';
import { checkExpressions } from '../../../stacks/analysis/index.ts';
import { sloTiers } from '../../../stacks/model/index.ts';
import sergas from '../../../stacks/sergas.ts';
import { metrics, sloStack } from '../../rules/slo/stacks.ts';
import { planOf, shop } from '../../support/stacks.ts';
import { allPanels, boardNamed, made, panelKeyed } from './stacks.ts';

const { requests, duration, synced } = metrics;
const summary = 'Users get what they ask for.';
const none = { none: 'there is always traffic' };
const answers = { summary, objective: 99.9, requests, errors: promql`${requests}{code=~"5.."}`, lowTraffic: none };
const speed = { summary, objective: 95, histogram: duration, within: 0.5, lowTraffic: none };
const sloth = { sloth: { service: 'api', alertName: 'ApiErrors' } };

const kinds: Readonly<Record<string, Slo>> = {
  plain: availability(answers),
  'counted-by-what-succeeds': availability({
    summary,
    objective: 99,
    requests,
    good: metrics.payments,
    lowTraffic: none,
  }),
  'of-parts': availability({ ...answers, by: ['service', 'route'] }),
  sloth: availability({ ...answers, names: sloth }),
  'one-pair': availability({ ...answers, tiers: { fast: { off: 'a' }, slow: { off: 'b' }, slowest: { off: 'c' } } }),
  'of-a-week': availability({ ...answers, window: '7d' }),
  speed: latency({ ...speed, where: 'route=~"/|/pay"' }),
  native: latency({ ...speed, native: true }),
  probed: probe({ summary, objective: 99.9, probe: 'front', by: ['instance'] }),
  fresh: freshness({ summary, objective: 95, timestamp: synced, within: '10m', by: ['module'] }),
};
const all = sloStack(kinds);
const { boards, alerts } = made(all);
const boardOf = (slo: string) => boardNamed(boards, `slo-${slo}`);

describe('the boards of SLOs', () => {
  it('are there for each SLO of a stack, and one for all of them', () => {
    expect(boards.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['slos', ...Object.keys(kinds).map((name) => `slo-${name}`)]),
    );
  });

  it('are not there for a stack that promises nothing', () => {
    expect(made(shop()).boards.filter(({ name }) => name.startsWith('slo'))).toEqual([]);
  });

  it('ask nothing that the checker finds fault with, whatever kind of SLO it is', () => {
    const { findings } = checkExpressions(planOf(all), '2026-01-01');
    const ours = findings.filter(({ expression: { usage } }) => usage.kind === 'panel' && usage.name.includes('slo'));
    expect(ours.map(({ message, expression: { text } }) => `${message}: ${text}`)).toEqual([]);
  });

  it.each(Object.entries(kinds))('draw the line of each pair of windows where the alert fires: %s', (name, slo) => {
    for (const tier of sloTiers(slo)) {
      const panel = panelKeyed(boardOf(name), `burn-${tier.name}`);
      expect(panel.guard?.alerts).toHaveLength(1);
      const alert = alerts.get(panel.guard?.alerts[0] ?? '');
      expect(alert).toMatchObject({ severity: tier.severity, labels: { slo: name } });
      expect(alert?.expr.text).toContain(`> ${tier.bound}`);
      expect(thresholdSteps(panel, alerts).map(({ value }) => value)).toEqual([null, tier.factor]);
      expect(panel.queries.map(({ expr }) => expr.text)).toEqual([
        expect.stringContaining(`_rate${tier.long}{`),
        expect.stringContaining(`_rate${tier.short}{`),
      ]);
    }
  });

  it('have only the pairs of windows that the SLO has', () => {
    const burns = allPanels(boardOf('one-pair')).filter(({ key }) => key.startsWith('burn-'));
    expect(burns.map(({ title }) => title)).toEqual(['1h and 5m']);
  });

  it('let one choose among the parts that have budgets of their own, the second among those of the first', () => {
    const { variables } = boardOf('of-parts');
    expect(variables.map(({ name }) => name)).toEqual(['service', 'route']);
    expect(variables[1]?.query.text).toContain('service=~"$service"');
    expect(boardOf('plain').variables).toEqual([]);
  });

  it('read what is recorded under the names that the SLO has', () => {
    const text = JSON.stringify(boardOf('sloth'));
    expect(text).toContain('slo:period_error_budget_remaining:ratio{sloth_id=\\"api-sloth\\"}');
    expect(text).not.toContain('slo:budget_left:ratio');
    expect(JSON.stringify(boardNamed(boards, 'slos'))).toContain('slo:period_error_budget_remaining:ratio');
  });

  it('show where the share comes from: failed requests, times, probes, ages', () => {
    const origin = (slo: string) => boardOf(slo).rows.find(({ key }) => key === 'origin');
    const keys = (slo: string) => origin(slo)?.lines.flatMap(({ panels }) => panels.map(({ key }) => key));
    expect(keys('plain')).toEqual(['requests']);
    expect(keys('speed')).toEqual(['durations', 'distribution']);
    expect(keys('native')).toBeUndefined();
    expect(keys('probed')).toEqual(['probes']);
    expect(keys('fresh')).toEqual(['ages']);
  });

  it('are where the alerts about budgets lead', () => {
    const { groups } = planOf(sergas, 'production');
    const rules = groups.flatMap((group) => group.rules).filter(({ labels }) => labels?.slo !== undefined);
    const urls = rules.flatMap((rule) =>
      rule.kind === 'alert' ? [rule.dashboardUrl ?? `no panel for ${rule.name}`] : [],
    );
    expect(urls.length).toBeGreaterThan(7);
    for (const url of urls) expect(url).toMatch(/\/d\/sergas-slo-[a-z-]+\?viewPanel=\d+$/);
  });
});
