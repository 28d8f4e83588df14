import { availability, freshness, latency, probe, promql, type Slo } from 'narthex';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Tool } from '../../../local/tools/index.ts';
import { groupGaps } from '../../../rules/index.ts';
import { realPromtool, testGroup } from '../../support/promtool.ts';
import { metrics, sloPlan } from './stacks.ts';

const { requests, duration, synced } = metrics;
const summary = 'Users get what they ask for.';
const errors = promql`${requests}{code=~"5.."}`;
const none = { none: 'there is always traffic' };
const answers = { summary, objective: 99.9, requests, errors, lowTraffic: none };
const speed = { summary, objective: 95, histogram: duration, within: 0.5, lowTraffic: none };

const kinds: Readonly<Record<string, Slo>> = {
  'of a week': availability({ ...answers, window: '7d' }),
  'of three months': availability({ ...answers, window: '90d', objective: 99.99 }),
  'of little traffic': availability({ ...answers, lowTraffic: { atLeast: 5 } }),
  'of uneven traffic': availability({ ...answers, lowTraffic: { floor: 2 } }),
  'of services with budgets of their own': availability({ ...answers, by: ['service'] }),
  'with a longer delay': availability({
    ...answers,
    tiers: { fastest: { for: '10m' }, fast: { for: '10m' }, slow: { for: '0s' }, slowest: { for: '0s' } },
  }),
  'with one pair of windows': availability({
    ...answers,
    tiers: { fast: { off: 'a' }, slow: { off: 'b' }, slowest: { off: 'c' } },
  }),
  'with the names of Sloth': availability({ ...answers, names: { sloth: { service: 'api', alertName: 'ApiErrors' } } }),
  'of a histogram': latency({ ...speed, where: 'route=~"/|/pay"' }),
  'of a native histogram': latency({ ...speed, within: 0.4, native: true }),
  'of probes by instance': probe({ summary, objective: 99.9, probe: 'front', by: ['instance'] }),
  'of one instance that is fresh': freshness({
    summary,
    objective: 95,
    timestamp: synced,
    within: '10m',
    by: ['instance'],
    tiers: { fastest: { budget: 1 } },
  }),
};

describe('promtool agrees with the scenarios of an SLO', () => {
  let tool: Tool | undefined;
  beforeAll(async () => {
    tool = await realPromtool('the unit tests of SLOs');
  }, 180_000);

  it.each(Object.entries(kinds))('%s', async (_, slo) => {
    if (tool === undefined) return;
    const { groups, stack } = sloPlan({ shop: slo });
    const own = groups.filter(({ name }) => name.startsWith('slo-shop'));
    expect(own.map(({ name }) => name)).toEqual(['slo-shop', 'slo-shop-period']);
    for (const group of own) {
      expect(groupGaps(group, stack)).toEqual([]);
      expect(await testGroup(tool, group, stack)).toEqual([]);
    }
  });
});
