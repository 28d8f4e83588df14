import { defineMetrics, gauge, pushgateway } from 'narthex';
import { describe, expect, it } from 'vitest';
import { expectRefused } from '../model/mistake.ts';
import { planOf, shop } from '../support/stacks.ts';

const metrics = defineMetrics({
  // A set may call one of its metrics like the key that says how often a job runs.
  every: gauge('sync_accounts', 'Accounts that were compared.'),
});

describe('a batch job', () => {
  it('runs once a day where only its metrics are declared, else as often as it says', () => {
    expect(pushgateway({ pushes: { nightly: metrics, hourly: { metrics, every: '1h' } } }).pushes).toEqual({
      nightly: { metrics, every: '1d' },
      hourly: { metrics, every: '1h' },
    });
  });

  it('is missed and found stale only where it is declared', () => {
    const alerts = (exporter: ReturnType<typeof pushgateway>) =>
      planOf(shop({ exporters: [exporter] })).groups.flatMap(({ rules }) => rules.map(({ name }) => name));
    const known = ['BatchJobStale', 'BatchJobMissing'];
    expect(alerts(pushgateway({ pushes: { nightly: metrics } }))).toEqual(expect.arrayContaining(known));
    expect(alerts(pushgateway()).filter((name) => known.includes(name))).toEqual([]);
  });

  it('is refused when it says no duration', () => {
    const pushes = { nightly: { metrics, every: 'daily' as '1d' } };
    expectRefused([
      { exporters: [pushgateway({ pushes })] },
      'NX108',
      'exporters[0].pushes.nightly.every',
      'daily',
      '1d',
    ]);
  });
});
