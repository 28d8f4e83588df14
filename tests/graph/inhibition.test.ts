import { defaultInhibitions, inhibitWithin, isNot, promql } from 'narthex';
import { describe, expect, it } from 'vitest';
import { inhibitedBy } from '../../stacks/graph/inhibition.ts';
import type { Inhibition } from '../../stacks/model/index.ts';
import { findings, metrics, plainAlert, rules } from './stacks.ts';

const hostDown = { alertname: 'HostDown', host: 'a', severity: 'critical' };

describe('an alert', () => {
  const two = [
    { source: { severity: 'critical' }, target: { severity: /.+/ }, equal: ['job'] },
  ] satisfies readonly Inhibition[];

  it.each<[string, Record<string, string>, Record<string, string>[], readonly Inhibition[], string | undefined]>([
    ['of a host that is down', { alertname: 'X', host: 'a' }, [hostDown], defaultInhibitions, 'HostDown'],
    ['of another host', { alertname: 'X', host: 'b' }, [hostDown], defaultInhibitions, undefined],
    [
      'without a host, while one without a host is down',
      { alertname: 'X' },
      [{ alertname: 'HostDown' }],
      defaultInhibitions,
      undefined,
    ],
    [
      'that says of another host that it is down',
      { alertname: 'HostDown', host: 'a', job: 'x' },
      [hostDown],
      defaultInhibitions,
      undefined,
    ],
    ['that is the watchdog', { alertname: 'Watchdog', host: 'a' }, [hostDown], defaultInhibitions, undefined],
    [
      'that is less grave',
      { alertname: 'X', severity: 'warning', job: 'j' },
      [{ alertname: 'Y', severity: 'critical', job: 'j' }],
      two,
      'Y',
    ],
    [
      'that stands on both sides, as the other does',
      { alertname: 'X', severity: 'critical', job: 'j' },
      [{ alertname: 'Y', severity: 'critical', job: 'j' }],
      two,
      undefined,
    ],
    [
      'without a label that the other does not have either',
      { alertname: 'X', severity: 'info' },
      [{ alertname: 'Y', severity: 'critical' }],
      two,
      'Y',
    ],
  ])('%s is muted as Alertmanager does it', (_, alert, firing, inhibitions, source) => {
    expect(inhibitedBy(alert, firing, inhibitions)?.source.alertname).toBe(source);
  });
});

describe('inhibitWithin', () => {
  it('asks both sides for the label, and spares the alert itself and the watchdog', () => {
    expect(inhibitWithin('datacenter', 'DatacenterDown', { severity: isNot('info') })).toEqual({
      source: { alertname: 'DatacenterDown', datacenter: /.+/ },
      target: { alertname: isNot(['DatacenterDown', 'Watchdog']), severity: isNot('info'), datacenter: /.+/ },
      equal: ['datacenter'],
    });
  });
});

const orders = (name: string, changes: object = {}) =>
  plainAlert(name, promql`rate(${metrics.orders}[5m]) == 0`, changes);
const ring = (names: readonly string[], more: object = {}) =>
  names.map((name, index) => ({
    source: { alertname: name },
    target: { alertname: names[(index + 1) % names.length], ...more },
    equal: ['job'],
  }));

describe('inhibition-loop', () => {
  const all = rules(orders('One'), orders('Two'), orders('Three'));
  const looped = (inhibitions: readonly object[], code = 'NX909') => findings({ rules: all, inhibitions }, code);

  it('finds two alerts that mute one another', () => {
    expect(looped(ring(['One', 'Two']))).toMatchObject([
      {
        code: 'NX909',
        severity: 'error',
        where: 'inhibitions[0]',
        message: 'One mutes Two (inhibitions[0]), Two mutes One (inhibitions[1]): when both fire, nobody is told',
      },
    ]);
  });

  it('finds a circle of three, once', () => {
    expect(looped(ring(['One', 'Two', 'Three'])).map(({ message }) => message)).toEqual([
      expect.stringContaining('when all fire, nobody is told'),
    ]);
  });

  it('finds a source of which one case is a target', () => {
    const inhibitions = [
      { source: { alertname: 'One', channel: 'web' }, target: { alertname: 'Two' }, equal: ['job'] },
      { source: { alertname: 'Two' }, target: { alertname: 'One', channel: /w.+/ }, equal: ['job'] },
    ];
    expect(looped(inhibitions)).toHaveLength(1);
  });

  it.each<[string, readonly object[]]>([
    ['a chain that ends', ring(['One', 'Two', 'Three']).slice(0, 2)],
    [
      'two cases of an alert, of which one is muted and the other mutes',
      [
        { source: { alertname: 'One', channel: 'web' }, target: { alertname: 'Two' }, equal: ['job'] },
        { source: { alertname: 'Two' }, target: { alertname: 'One', channel: 'phone' }, equal: ['job'] },
      ],
    ],
    [
      'alerts that never agree',
      [{ ...ring(['One', 'Two'])[0] }, { ...ring(['One', 'Two'])[1], source: { alertname: 'Watchdog' } }],
    ],
    ['what is built in', defaultInhibitions],
  ])('is content with %s', (_, inhibitions) => {
    expect(looped(inhibitions)).toEqual([]);
  });

  it('knows that of two alerts on both sides neither mutes the other', () => {
    const both = { alertname: ['One', 'Two'] };
    const inhibition = [{ source: both, target: both, equal: [] }];
    expect(looped(inhibition)).toEqual([]);
    expect(looped(inhibition, 'NX904')).toMatchObject([
      { message: 'every source is a target as well, and none of those mutes another' },
    ]);
  });

  it('warns of an alert that is muted and a source as well, because Alertmanager may remember the wrong one', () => {
    const warned = (target: object) =>
      looped([{ source: { alertname: ['One', 'Two'] }, target, equal: ['job'] }], 'NX911');
    expect(warned({ alertname: ['Two', 'Three'] })).toMatchObject([
      {
        severity: 'warning',
        where: 'inhibitions[0]',
        message: 'Two is a source of it as well: it is left to chance whether One mutes it',
      },
    ]);
    expect(warned({ alertname: 'Three' })).toEqual([]);
    expect(looped(defaultInhibitions, 'NX911')).toEqual([]);
  });

  it('finds a watchdog that is muted', () => {
    expect(
      looped([{ source: { alertname: 'One' }, target: { environment: /.+/ }, equal: ['environment'] }]),
    ).toContainEqual(expect.objectContaining({ message: 'One mutes Watchdog, and the heartbeat stops' }));
  });
});
