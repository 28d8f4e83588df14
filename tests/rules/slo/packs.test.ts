import { availability, freshness, latency, probe, promql } from 'narthex';
import { describePack } from '../../support/packs.ts';
import { metrics, sloPlan } from './stacks.ts';

const { requests, duration, synced, payments, failures } = metrics;
const summary = 'Requests are answered.';
// One pair of windows for each severity: each pair takes seconds.
const tiers = { fast: { off: 'one is enough here' }, slowest: { off: 'one is enough here' } };

describePack(
  'of an SLO of each kind',
  sloPlan({
    answers: availability({
      summary,
      objective: 99.9,
      requests: promql`${requests}{route!="/health"}`,
      good: promql`${requests}{code!="5xx", route!="/health"}`,
      lowTraffic: { none: 'there is always traffic' },
      tiers,
    }),
    speed: latency({
      summary,
      objective: 95,
      histogram: duration,
      within: 0.5,
      where: 'route!="/health"',
      by: ['service'],
      lowTraffic: { floor: 0.5 },
      tiers,
    }),
    seen: probe({
      summary,
      objective: 99.5,
      probe: 'front',
      tiers: { fastest: tiers.fast, slowest: tiers.slowest },
    }),
    fresh: freshness({ summary, objective: 99, timestamp: synced, within: '1h', by: ['module'], tiers }),
    paid: availability({
      summary,
      objective: 99,
      requests: payments,
      errors: failures,
      lowTraffic: { atLeast: 10 },
      tiers: { ...tiers, slow: tiers.fast },
    }),
  }),
  ['answers', 'speed', 'seen', 'fresh', 'paid'].flatMap((name) => [`slo-${name}`, `slo-${name}-period`]),
);
