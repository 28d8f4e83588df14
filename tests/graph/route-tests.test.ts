import { inbox, isNot, nowhere, promql } from 'narthex';
import { describe, expect, it } from 'vitest';
import { runGraphChecks, stackGraph } from '../../stacks/graph/index.ts';
import { smallest } from '../support/stacks.ts';
import { findings, metrics, plainAlert, planned, rules, service } from './stacks.ts';

const expr = promql`rate(${metrics.orders}[5m]) == 0`;
const stack = {
  services: { api: service, store: { ...service, port: 8001 } },
  rules: rules(plainAlert('NoOrders', expr, { severity: 'critical' }), plainAlert('FewOrders', expr)),
  receivers: { team: inbox(), oncall: inbox(), boss: inbox(), archive: inbox() },
  muteTimes: {
    nights: {
      times: [
        { from: '22:00', to: '24:00' },
        { from: '00:00', to: '06:00' },
      ],
      timeZone: 'Europe/Berlin',
    },
    office: { weekdays: [{ from: 'monday', to: 'friday' }] },
  },
  inhibitions: [
    { source: { alertname: 'InstanceDown' }, target: { alertname: isNot('InstanceDown') }, equal: ['job', 'service'] },
  ],
};
const routes = [
  {
    match: { severity: 'critical' },
    receiver: 'oncall',
    groupBy: ['alertname', 'channel'],
    escalate: [{ after: '15m', to: 'boss' }],
  },
  { match: { severity: 'warning', channel: 'phone' }, receiver: 'archive', activeOnly: ['office'] },
  { match: { severity: 'warning' }, receiver: 'team', mute: ['nights'] },
];

/** What is wrong with the routing when it is asked for this. */
function faults(test: object, changes: object = {}): string[] {
  const routing = { ...smallest.routing, routes, tests: [{ name: 'a test', ...test }] };
  return findings({ ...stack, routing, ...changes }, 'NX910').map(({ message }) => message);
}

const night = '2026-01-03T03:00:00+01:00';
const day = '2026-01-05T12:00:00+01:00';
const noOrders = { alertname: 'NoOrders' };
const fewOrders = { alertname: 'FewOrders' };
const instanceDown = { alertname: 'InstanceDown', job: 'api', service: 'api' };

describe('a routing test', () => {
  it.each<[string, object]>([
    ['who is told, with the labels that the alert always has', { alert: noOrders, reaches: ['oncall'] }],
    ['who is told later', { alert: noOrders, reaches: ['oncall'], escalatesTo: ['boss'] }],
    ['that nobody is told later', { alert: fewOrders, reaches: ['team'], escalatesTo: [] }],
    [
      'the group',
      {
        alert: { ...noOrders, channel: 'web', job: 'api' },
        reaches: ['oncall'],
        group: { alertname: 'NoOrders', channel: 'web' },
      },
    ],
    ['the mute time that holds', { alert: fewOrders, at: night, reaches: [], mutedBy: 'nights' }],
    ['that none holds', { alert: fewOrders, at: day, reaches: ['team'] }],
    [
      'the time that would have to hold',
      { alert: { ...fewOrders, channel: 'phone' }, at: night, reaches: [], mutedBy: 'office' },
    ],
    ['nothing of times without a moment', { alert: fewOrders, reaches: ['team'] }],
    [
      'what mutes it',
      {
        alert: { ...noOrders, job: 'api', service: 'api' },
        firing: [instanceDown],
        reaches: [],
        escalatesTo: [],
        inhibitedBy: 'InstanceDown',
      },
    ],
    [
      'that something about another service does not',
      {
        alert: { ...noOrders, job: 'api', service: 'api' },
        firing: [{ ...instanceDown, job: 'store', service: 'store' }],
        reaches: ['oncall'],
      },
    ],
    ['something in another environment only', { alert: noOrders, reaches: ['team'], environments: ['production'] }],
  ])('may say %s', (_, test) => {
    expect(faults(test)).toEqual([]);
  });

  it.each<[string, object, string[]]>([
    [
      'somebody else is told',
      { alert: noOrders, reaches: ['team'] },
      [
        "'team' is not told, 'oncall' is told as well: 'boss' by routing.routes[0].escalate[0]; 'oncall' by routing.routes[0]",
      ],
    ],
    [
      'nobody escalates',
      { alert: noOrders, reaches: ['oncall'], escalatesTo: ['team'] },
      [expect.stringContaining("'team' is not told later, 'boss' is told later as well")],
    ],
    [
      'the root takes it',
      { alert: { alertname: 'InstanceDown', severity: 'critical' }, reaches: ['team'] },
      [expect.stringContaining("'oncall' is told as well")],
    ],
    [
      'a mute time holds',
      { alert: fewOrders, at: night, reaches: ['team'] },
      ["'team' is not told: 'team' by routing.routes[2], which 'nights' mutes"],
    ],
    [
      'another mute time is expected',
      { alert: fewOrders, at: night, reaches: [], mutedBy: 'office' },
      [expect.stringContaining("the mute time 'office' mutes no branch that takes it")],
    ],
    [
      'an inhibition mutes it',
      { alert: { ...noOrders, job: 'api', service: 'api' }, firing: [instanceDown], reaches: ['oncall'] },
      ["'oncall' is not told: it is muted by InstanceDown (inhibitions[0])"],
    ],
    [
      'no inhibition mutes it',
      {
        alert: noOrders,
        firing: [{ ...instanceDown, job: 'store', service: 'store' }],
        reaches: ['oncall'],
        inhibitedBy: 'InstanceDown',
      },
      ['it is expected to be muted by InstanceDown, and no inhibition mutes it'],
    ],
    [
      'the group is another',
      { alert: noOrders, reaches: ['oncall'], group: { job: 'api' } },
      ['routing.routes[0] groups it by {alertname="NoOrders"}, and {job="api"} is expected'],
    ],
    ['there is no such alert', { alert: { alertname: 'NoOrder' }, reaches: [] }, ["there is no alert 'NoOrder'"]],
    [
      'the alert is never so grave',
      { alert: { ...fewOrders, severity: 'critical' }, reaches: [] },
      ["FewOrders never has severity 'critical'"],
    ],
    [
      'the alert never has the label',
      { alert: { ...fewOrders, pod: 'x' }, reaches: [] },
      ["FewOrders never has the label 'pod'"],
    ],
  ])('fails where %s, and says what took it', (_, test, messages) => {
    expect(faults(test)).toEqual(messages);
  });

  it('is an error that names the test', () => {
    const routing = { ...smallest.routing, routes, tests: [{ name: 'a night', alert: noOrders, reaches: [] }] };
    expect(findings({ ...stack, routing }, 'NX910')).toMatchObject([
      { severity: 'error', where: "routing test 'a night'", written: { path: ['routing', 'tests', 0] } },
    ]);
  });
});

describe('in production', () => {
  const production = (changes: object) => {
    const plan = planned({ ...stack, ...changes }, 'production');
    return runGraphChecks(stackGraph(plan), plan)
      .filter(({ code }) => code === 'NX903')
      .map(({ message }) => message);
  };

  it('a critical alert that goes nowhere is found, whatever the reason, also if it only escalates there', () => {
    const receivers = { ...stack.receivers, boss: nowhere('asleep') };
    const routing = { ...smallest.routing, routes };
    expect(production({ routing, receivers })).toContainEqual(
      "NoOrders with channel 'web' reaches 'boss' and 'oncall', and is critical: 'boss' delivers nothing",
    );
    const dropped = { ...smallest.routing, routes: [{ match: { alertname: 'NoOrders' }, receiver: 'boss' }] };
    expect(production({ routing: dropped, receivers, muteTimes: {} })).toEqual([
      "NoOrders reaches 'boss', and is critical: 'boss' delivers nothing",
    ]);
  });

  it('an alert is found whose receivers are all muted at all times', () => {
    const muteTimes = { always: { times: [{ from: '00:00', to: '24:00' }] } };
    const muted = [{ match: { alertname: 'FewOrders' }, receiver: 'team', mute: ['always'] }];
    const also = [
      { ...muted[0], continue: true },
      { match: { alertname: 'FewOrders' }, receiver: 'archive' },
    ];
    const by = (list: readonly object[]) => ({ routing: { ...smallest.routing, routes: list }, muteTimes });
    expect(production(by(muted))).toEqual([
      "FewOrders reaches 'team', and 'team' is muted at all times: nobody gets it, ever",
    ]);
    expect(production(by(also))).toEqual([]);
    expect(production({ routing: { ...smallest.routing, routes } })).toEqual([]);
  });
});
