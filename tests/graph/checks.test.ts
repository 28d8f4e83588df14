import { blackboxExporter, nowhere, promql } from 'narthex';
import { describe, expect, it } from 'vitest';
import { graphChecks, runGraphChecks, stackGraph } from '../../stacks/graph/index.ts';
import { environmentNames } from '../../stacks/model/index.ts';
import sergas from '../../stacks/sergas.ts';
import { planOf, smallest } from '../support/stacks.ts';
import { findings, metrics, plainAlert, planned, recording, routing, rules, service } from './stacks.ts';

const byChannel = recording('channel:orders:rate5m', promql`sum by (channel) (rate(${metrics.orders}[5m]))`);
const fewOrders = plainAlert('FewOrders', promql`channel:orders:rate5m < 1`);
/** Reads something of the service, so that nothing but what is tested is found. */
const noOrders = plainAlert('NoOrders', promql`rate(${metrics.orders}[5m]) == 0`);

it.each(environmentNames)('Sergas has nothing to find in %s', (environment) => {
  const plan = planOf(sergas, environment);
  const graph = stackGraph(plan);
  expect(graph.unreadable).toEqual([]);
  expect(runGraphChecks(graph, plan)).toEqual([]);
});

it('every check has a code and a name of its own', () => {
  expect(new Set(graphChecks.map(({ code }) => code)).size).toBe(graphChecks.length);
  expect(new Set(graphChecks.map(({ name }) => name)).size).toBe(graphChecks.length);
});

describe('series-read-by-nobody', () => {
  it('finds a recorded series that nobody reads', () => {
    expect(findings({ rules: rules(byChannel, noOrders) })).toMatchObject([
      {
        code: 'NX900',
        severity: 'warning',
        where: 'recording rule channel:orders:rate5m (group own)',
        file: 'rules/own.yml',
        message: "nobody reads the recorded series 'channel:orders:rate5m'",
      },
    ]);
  });

  it.each([
    ['an alert reads it', { rules: rules(byChannel, fewOrders) }],
    [
      'a selector by pattern reads it',
      { rules: rules(byChannel, plainAlert('Few', promql`{__name__=~"channel:orders:.+"} < 1`)) },
    ],
    ['there is a reason', { rules: rules(byChannel, noOrders), unread: { 'channel:orders:rate5m': 'read by hand' } }],
  ])('is content when %s', (_, changes) => {
    expect(findings(changes)).toEqual([]);
  });

  it('is not content with a reader whose conditions it cannot meet', () => {
    const wrong = plainAlert('Few', promql`channel:orders:rate5m{channel="fax"} < 1`);
    expect(findings({ rules: rules(byChannel, wrong) }, 'NX900')).toHaveLength(1);
  });

  it('says nothing as long as an expression cannot be read', () => {
    const broken = plainAlert('Broken', promql`sum by (`);
    expect(findings({ rules: rules(byChannel, broken) })).toEqual([]);
  });
});

describe('job-read-by-nobody', () => {
  it('finds a job of which only `up` is read', () => {
    expect(findings()).toMatchObject([
      { code: 'NX901', severity: 'warning', where: 'job api', message: "of the job 'api' nothing is read but 'up'" },
    ]);
  });

  it('finds a job whose metrics are read of another job only', () => {
    const services = { api: service, store: { ...service, port: 8001 } };
    const ofStore = plainAlert('NoOrders', promql`rate(${metrics.orders}{job="store"}[5m]) == 0`);
    expect(findings({ services, rules: rules(ofStore) })).toMatchObject([{ code: 'NX901', where: 'job api' }]);
  });

  it.each([
    ['an alert reads a metric of it', { rules: rules(noOrders) }],
    ['a recorded series is made of it', { rules: rules(byChannel, fewOrders) }],
    ['there is a reason', { unread: { api: 'asked by hand while the shop is being built' } }],
  ])('is content when %s', (_, changes) => {
    expect(findings(changes)).toEqual([]);
  });
});

describe('alert-without-receiver', () => {
  const { team } = smallest.receivers;
  const night = nowhere('nobody is there at night');

  it('finds a critical alert that reaches a receiver that delivers nothing, whatever the reason', () => {
    const changes = {
      receivers: { team, night },
      routing: routing([{ match: { severity: 'critical' }, receiver: 'night' }]),
    };
    const found = findings({ ...changes, rules: rules(noOrders) });
    expect(found.map(({ code }) => code)).toEqual(found.map(() => 'NX903'));
    expect(found).toContainEqual(
      expect.objectContaining({
        where: 'alert InstanceDown',
        message: "InstanceDown reaches 'night', and is critical: 'night' delivers nothing",
      }),
    );
    expect(found.map(({ where }) => where)).not.toContain('alert TargetDown');
  });

  it('takes a written reason for what is not critical', () => {
    const changes = {
      receivers: { team, night },
      routing: routing([{ match: { severity: 'warning' }, receiver: 'night' }]),
    };
    expect(findings({ ...changes, rules: rules(noOrders) })).toEqual([]);
  });

  it('follows the labels that the expression leaves, and says which value leads nowhere', () => {
    const found = findings({
      receivers: { team, night },
      routing: routing([{ match: { channel: 'phone' }, receiver: 'night' }]),
      rules: rules(plainAlert('NoOrders', promql`rate(${metrics.orders}[5m]) == 0`, { severity: 'critical' })),
    });
    expect(found.map(({ message }) => message)).toEqual([
      "NoOrders with channel 'phone' reaches 'night', and is critical: 'night' delivers nothing",
    ]);
  });

  it('knows that an aggregation took a label away', () => {
    const changes = { receivers: { team, night }, routing: routing([{ match: { channel: /.+/ }, receiver: 'night' }]) };
    const all = plainAlert('NoOrders', promql`sum(rate(${metrics.orders}[5m])) == 0`, { severity: 'critical' });
    expect(findings({ ...changes, rules: rules(all) })).toEqual([]);
  });
});

describe('idle-inhibition', () => {
  const inhibited = (inhibition: object) => findings({ rules: rules(noOrders), inhibitions: [inhibition] });

  it.each([
    ['the source', { alertname: 'ServiceDwn' }, { alertname: 'NoOrders' }, ['job'], ['no alert can be the source']],
    ['the target', { alertname: 'InstanceDown' }, { severity: 'page' }, ['job'], ['no alert can be the target']],
    [
      'a label that no target carries',
      { alertname: 'InstanceDown' },
      { alertname: 'Watchdog' },
      ['service'],
      ["no target can carry the label 'service' that has to be equal"],
    ],
    [
      'a label that nobody carries',
      { alertname: 'InstanceDown' },
      { alertname: 'NoOrders' },
      ['instnace'],
      ["no source and no target can carry the label 'instnace' that has to be equal"],
    ],
    [
      'values that are never equal',
      { alertname: 'InstanceDown' },
      { alertname: 'TargetDown' },
      ['job'],
      ["no source and target can agree in 'job'"],
    ],
  ])('finds %s', (_, source, target, equal, messages) => {
    const found = inhibited({ source, target, equal });
    expect(found.map(({ message }) => message)).toEqual(messages);
    expect(found[0]).toMatchObject({ code: 'NX904', where: 'inhibitions[0]' });
  });

  it('is content with a service that is down and mutes what is said of it', () => {
    const inhibition = { source: { alertname: 'InstanceDown' }, target: { severity: 'warning' }, equal: ['service'] };
    expect(inhibited(inhibition)).toEqual([]);
  });

  it('leaves the built-in inhibitions alone, which stand in stacks without such alerts as well', () => {
    expect(findings({ rules: rules(noOrders) })).toEqual([]);
  });
});

describe('dead-link', () => {
  const runbooks = 'https://runbooks.example.org/shop';
  const linked = (text: string, changes: object = {}) =>
    findings({
      rules: rules(plainAlert('NoOrders', promql`rate(${metrics.orders}[5m]) == 0`, { description: text })),
      ...changes,
    });

  it.each([
    ['a runbook that is not there', `See ${runbooks}/NoOrdres.md.`, "there is no runbook 'NoOrdres.md'"],
    ['a dashboard that is not there', 'http://localhost:3000/d/shop-overvew', "there is no dashboard 'shop-overvew'"],
    [
      'a panel that is not there',
      'http://localhost:3000/d/shop-overview/x?viewPanel=12',
      "the dashboard 'shop-overview' has no panel 12",
    ],
    [
      'an alert that is not there',
      'http://localhost:3000/alerting/list?search=NoOrdres',
      "there is no alert 'NoOrdres'",
    ],
    ['an address that is none', 'https://[wiki', "'https://[wiki' is no valid address"],
  ])('finds %s', (_, text, message) => {
    const where = 'annotation description of NoOrders';
    expect(linked(text, { runbooks })).toMatchObject([{ code: 'NX905', severity: 'error', where, message }]);
  });

  it.each([
    ['a runbook of the stack', `${runbooks}/NoOrders.md#impact`],
    ['a dashboard of the stack', 'http://localhost:3000/d/shop-overview?from=now-1h'],
    ['an address outside, whether it is there or not', 'https://wiki.example.org/orders?a=b'],
    ['an address with a label in it', `${runbooks}/{{ $labels.alertname }}.md`],
    ['a text without an address', 'Ask the shop.'],
  ])('is content with %s', (_, text) => {
    expect(linked(text, { runbooks })).toEqual([]);
  });

  it('follows links within a runbook', () => {
    const runbook = {
      meaning: '[a](InstanceDown.md)',
      impact: '[b](../dashboards/shop-overview.json)',
      diagnosis: '[c](Nothing.md)',
      mitigation: 'd',
    };
    expect(
      findings({ rules: rules(plainAlert('NoOrders', promql`rate(${metrics.orders}[5m]) == 0`, { runbook })) }),
    ).toMatchObject([
      {
        code: 'NX905',
        where: 'runbook of NoOrders',
        file: 'runbooks/NoOrders.md',
        message: "there is no runbook 'Nothing.md'",
      },
    ]);
  });

  it('knows the pages that the stack serves itself', () => {
    expect(linked('See http://localhost:9096/NoOrders#impact or http://localhost:9096/ for all.')).toEqual([]);
    expect(linked('See http://localhost:9096/NoOrdres')).toMatchObject([
      { code: 'NX905', message: "there is no runbook 'NoOrdres'" },
    ]);
  });

  it('leaves alone what else is in a wiki that has the runbooks among its pages', () => {
    const wiki = { runbooks: 'https://wiki.example.org/{alert}' };
    expect(linked('See https://wiki.example.org/NoOrders and https://wiki.example.org/shop.', wiki)).toEqual([]);
  });

  it('looks into dashboards: links of panels and of the board, tags', () => {
    const plan = planned({ rules: rules(noOrders) });
    const [board, ...others] = plan.dashboards;
    if (board === undefined) throw new Error('there is no dashboard');
    const panels = [{ id: 7, title: 'Orders', links: [{ url: '/alerting/list?search=NoOrder' }] }];
    const unlinked = plan.groups.map((group) => ({
      ...group,
      rules: group.rules.map((rule) =>
        rule.kind === 'alert' ? { ...rule, dashboardUrl: 'http://localhost:3000/d/shop-overview' } : rule,
      ),
    }));
    const links = [
      { type: 'dashboards', tags: ['stor'] },
      { type: 'link', url: '/d/shop-overview?viewPanel=panel-7' },
    ];
    const changed = {
      ...plan,
      groups: unlinked,
      dashboards: [{ ...board, json: { ...board.json, panels, links } }, ...others],
    };
    expect(runGraphChecks(stackGraph(changed), changed)).toMatchObject([
      { where: 'dashboard shop-overview', message: "no dashboard has the tag 'stor'" },
      {
        where: "panel 'Orders' of shop-overview",
        message: "there is no alert 'NoOrder'",
        fix: "did you mean 'NoOrders'?",
      },
    ]);
  });
});

describe('unwatched-service', () => {
  const renamed = (severity: string) => ({
    alerts: { ServiceMissing: { off: 'tested without' } },
    rules: rules(noOrders, plainAlert('ApiDown', promql`up{service="api"} == 0`, { severity })),
  });

  it('finds a service of which no alert reads `up`', () => {
    const plan = planned({ rules: rules(noOrders) });
    const without = {
      ...plan,
      groups: plan.groups.map((group) => ({
        ...group,
        rules: group.rules.filter(({ name }) => name !== 'InstanceDown'),
      })),
    };
    const found = runGraphChecks(stackGraph(without), without);
    expect(found.filter(({ code }) => code === 'NX906')).toMatchObject([
      { code: 'NX906', where: 'service api', message: "no alert reads 'up' or 'probe_success' of the service 'api'" },
    ]);
  });

  it.each([
    ['the built-in alert', { rules: rules(noOrders) }],
    ['an alert of its own', renamed('critical')],
    [
      'a reason why the built-in alert is left out',
      { rules: rules(noOrders), alerts: { InstanceDown: { off: 'the platform calls' } } },
    ],
    [
      'a probe alone',
      {
        services: { api: { ...service, metrics: undefined } },
        exporters: [blackboxExporter()],
        probes: { tcp: { module: 'tcp_connect', interval: '30s', targets: [{ service: 'api' }] } },
      },
    ],
    ['nothing to read of it', { services: smallest.services }],
  ])('is content with %s', (_, changes) => {
    expect(findings(changes, 'NX906')).toEqual([]);
  });
});

describe('stale-reason', () => {
  it.each([
    ['nothing', { ordesr: 'x' }, "there is no job and no recorded series 'ordesr'"],
    ['something that is read', { api: 'x' }, "'api' has a reason for being unread, and somebody reads it"],
    ['no reason at all', { 'channel:orders:rate5m': ' ' }, "'channel:orders:rate5m' is unread without a reason"],
  ])('finds a reason for %s', (_, unread, message) => {
    expect(findings({ unread, rules: rules(byChannel, noOrders) }, 'NX908')).toMatchObject([{ message }]);
  });

  it('is content with a reason that is needed', () => {
    expect(findings({ unread: { api: 'not yet' } })).toEqual([]);
  });
});
