import { load } from 'js-yaml';
import { inbox, isNot, nowhere, secretFile } from 'narthex';
import { describe, expect, it } from 'vitest';
import type { Plan } from '../../stacks/model/index.ts';
import sergas from '../../stacks/sergas.ts';
import { composeFile, composeText } from '../support/compose.ts';
import { planOf, shop, smallest } from '../support/stacks.ts';

interface RouteEntry {
  readonly matchers?: readonly string[];
  readonly receiver: string;
  readonly routes?: readonly RouteEntry[];
  readonly [key: string]: unknown;
}

interface AlertmanagerFile {
  readonly global: Readonly<Record<string, unknown>>;
  readonly route: RouteEntry & { readonly routes: readonly RouteEntry[] };
  readonly inhibit_rules: readonly Readonly<Record<string, readonly string[]>>[];
  readonly templates?: readonly string[];
  readonly time_intervals?: readonly unknown[];
  readonly receivers: readonly ({ readonly name: string } & Readonly<Record<string, unknown>>)[];
}

const alertmanagerFile = (plan: Plan) => load(composeText(plan, 'alertmanager/alertmanager.yml')) as AlertmanagerFile;
const production = planOf(sergas, 'production');
const routed = (routes: readonly object[]) =>
  alertmanagerFile(planOf(shop({ routing: { ...smallest.routing, routes } }))).route.routes.slice(1);

describe('the routes of Sergas in production', () => {
  const { route } = alertmanagerFile(production);

  it('begin with the watchdog, every minute, to the heartbeat', () => {
    expect(route.routes[0]).toEqual({
      matchers: ['alertname="Watchdog"'],
      receiver: 'heartbeat',
      group_by: ['alertname'],
      group_wait: '0s',
      group_interval: '1m',
      repeat_interval: '50s',
    });
  });

  it('go by severity, the critical ones fast', () => {
    expect(route.routes.slice(1)).toEqual([
      {
        matchers: ['severity="critical"'],
        receiver: 'team',
        group_by: ['...'],
        group_wait: '30m',
        repeat_interval: '1h',
        continue: true,
      },
      { matchers: ['severity="critical"'], receiver: 'oncall', group_wait: '10s', repeat_interval: '1h' },
      { matchers: ['severity="warning"'], receiver: 'team' },
      { matchers: ['severity="info"'], receiver: 'archive', repeat_interval: '24h' },
    ]);
  });

  it('group by alert and job, and leave nothing without a receiver', () => {
    expect(route).toMatchObject({
      receiver: 'team',
      group_by: ['alertname', 'job'],
      group_wait: '30s',
      group_interval: '5m',
      repeat_interval: '4h',
    });
  });
});

describe('a route', () => {
  it('matches one value, one of several, or a pattern', () => {
    const [route] = routed([{ match: { job: 'api', severity: ['info', 'a.b|c'], region: /eu-.+/ }, receiver: 'team' }]);
    expect(route?.matchers).toEqual(['job="api"', 'severity=~"info|a\\\\.b\\\\|c"', 'region=~"eu-.+"']);
  });

  it('quotes what a matcher would read as its end', () => {
    const [route] = routed([{ match: { path: 'C:\\"x"' }, receiver: 'team' }]);
    expect(route?.matchers).toEqual(['path="C:\\\\\\"x\\""']);
  });

  it('refuses a value, several, or a pattern', () => {
    const match = { job: isNot('api'), severity: isNot(['info', 'a.b']), region: isNot(/eu-.+/) };
    const [route] = routed([{ match, receiver: 'team' }]);
    expect(route?.matchers).toEqual(['job!="api"', 'severity!~"info|a\\\\.b"', 'region!~"eu-.+"']);
  });

  it('escalates by a branch that waits, of the same alerts, one by one, before its own', () => {
    const night = { ...smallest.receivers, boss: nowhere('asleep') };
    const route = {
      match: { severity: 'critical' },
      receiver: 'team',
      repeatInterval: '1h',
      escalate: [{ after: '15m', to: 'boss' }],
    };
    const plan = planOf(shop({ receivers: night, routing: { ...smallest.routing, routes: [route] } }));
    expect(alertmanagerFile(plan).route.routes.slice(1)).toEqual([
      {
        matchers: ['severity="critical"'],
        receiver: 'boss',
        group_by: ['...'],
        group_wait: '15m',
        repeat_interval: '1h',
        continue: true,
      },
      { matchers: ['severity="critical"'], receiver: 'team', repeat_interval: '1h' },
    ]);
  });

  it('hands mute times on to the routes below, which Alertmanager does not, and to escalations', () => {
    const child = { match: { job: 'api' }, receiver: 'team', escalate: [{ after: '1h', to: 'boss' }] };
    const loud = { match: { job: 'db' }, receiver: 'team', mute: [] };
    const plan = planOf(
      shop({
        receivers: { ...smallest.receivers, boss: nowhere('asleep') },
        muteTimes: { nights: { times: [{ from: '22:00', to: '24:00' }] }, office: { weekdays: ['monday'] } },
        routing: {
          ...smallest.routing,
          routes: [
            {
              match: { severity: 'info' },
              receiver: 'team',
              mute: ['nights'],
              activeOnly: ['office'],
              routes: [child, loud],
            },
          ],
        },
      }),
    );
    const timed = { mute_time_intervals: ['nights'], active_time_intervals: ['office'] };
    const [, route] = alertmanagerFile(plan).route.routes;
    expect(route).toMatchObject(timed);
    expect(route?.routes?.slice(0, 2)).toMatchObject([timed, timed]);
    expect(route?.routes?.[2]).not.toHaveProperty('mute_time_intervals');
    expect(route?.routes?.[2]).toHaveProperty('active_time_intervals', ['office']);
  });

  it('has routes of its own, and lets an alert go on where it says so', () => {
    const child = { match: { job: 'api' }, receiver: 'team', groupBy: ['job'], groupInterval: '2m' };
    const [route] = routed([{ match: { severity: 'info' }, receiver: 'team', continue: true, routes: [child] }]);
    expect(route).toEqual({
      matchers: ['severity="info"'],
      receiver: 'team',
      continue: true,
      routes: [{ matchers: ['job="api"'], receiver: 'team', group_by: ['job'], group_interval: '2m' }],
    });
  });
});

describe('inhibitions', () => {
  it('mute the warnings of a critical alert, the probes of an instance that is down, and what a dead host runs', () => {
    expect(alertmanagerFile(planOf(shop())).inhibit_rules).toEqual([
      {
        source_matchers: ['severity="critical"', 'symptom=~".+"'],
        target_matchers: ['severity=~"warning|info"', 'symptom=~".+"'],
        equal: expect.arrayContaining(['symptom', 'job', 'instance', 'device', 'mountpoint', 'datname']),
      },
      {
        source_matchers: ['alertname="InstanceDown"', 'severity="critical"'],
        target_matchers: ['alertname="ProbeFailed"', 'service=~".+"'],
        equal: ['service'],
      },
      ...['instance', 'host'].map((label) => ({
        source_matchers: ['alertname="HostDown"', `${label}=~".+"`],
        target_matchers: ['alertname!~"HostDown|Watchdog"', `${label}=~".+"`],
        equal: [label],
      })),
    ]);
  });

  it('are those of the author where there are any', () => {
    const inhibitions = [{ source: { alertname: 'A' }, target: { alertname: 'B' }, equal: ['job'] }];
    expect(alertmanagerFile(planOf(shop({ inhibitions }))).inhibit_rules).toEqual([
      { source_matchers: ['alertname="A"'], target_matchers: ['alertname="B"'], equal: ['job'] },
    ]);
  });
});

describe('receivers', () => {
  it('read every secret from a file that the part is given', () => {
    const secrets = [...composeText(production, 'alertmanager/alertmanager.yml').matchAll(/_file: (\S+)/g)].map(
      ([, path = '']) => path,
    );
    expect(new Set(secrets)).toEqual(
      new Set(
        ['slack-webhook-url', 'pagerduty-routing-key', 'archive-webhook-url', 'heartbeat-url', 'smtp-password'].map(
          (name) => `/run/secrets/${name}`,
        ),
      ),
    );
    expect(
      composeFile(production)
        .services.alertmanager?.secrets?.map((name) => `/run/secrets/${name}`)
        .sort(),
    ).toEqual([...new Set(secrets)].sort());
  });

  it('of each kind say how they are reached, and report the end of an alert too', () => {
    const secret = (name: string) => secretFile(name, '-');
    const everything = {
      slack: [{ url: secret('s'), channel: '#c' }],
      email: [{ to: 'a@example.org' }],
      webhook: [{ url: secret('w'), token: secret('t') }],
      pagerduty: [{ routingKey: secret('p') }],
      inbox: true,
    };
    const plan = planOf(
      shop({ receivers: { team: everything }, mail: { server: 'smtp.example.org:25', from: 'b@example.org' } }),
    );
    expect(alertmanagerFile(plan).receivers).toMatchObject([
      {
        name: 'team',
        slack_configs: [{ api_url_file: '/run/secrets/s', channel: '#c', send_resolved: true }],
        email_configs: [{ to: 'a@example.org', send_resolved: true }],
        webhook_configs: [
          { url: 'http://inbox:9095/alerts/team', send_resolved: true, timeout: '10s' },
          {
            url_file: '/run/secrets/w',
            send_resolved: true,
            timeout: '10s',
            http_config: { authorization: { credentials_file: '/run/secrets/t' } },
          },
        ],
        pagerduty_configs: [{ routing_key_file: '/run/secrets/p', send_resolved: true }],
      },
    ]);
    expect(composeFile(plan).services.alertmanager?.secrets?.slice().sort()).toEqual(['p', 's', 't', 'w']);
  });

  it('show messages of ours where people read them: every template that they name is in the file beside', () => {
    const shown = composeText(production, 'alertmanager/alertmanager.yml');
    const named = [...shown.matchAll(/template "(narthex\.[\w.]+)"/g)].map(([, name]) => name);
    const defined = composeText(production, 'alertmanager/narthex.tmpl').matchAll(/define "([\w.]+)"/g);
    const all = [...defined].map(([, name]) => name);
    expect(new Set(named).size).toBeGreaterThan(5);
    expect(named.filter((name) => !all.includes(name))).toEqual([]);
    expect(new Set(all).size).toBe(all.length);
    expect(alertmanagerFile(production).templates).toEqual(['/etc/alertmanager/narthex.tmpl']);
  });

  it('need no templates where programs read them', () => {
    const development = planOf(sergas, 'development');
    expect(alertmanagerFile(development)).not.toHaveProperty('templates');
    expect(() => composeText(development, 'alertmanager/narthex.tmpl')).toThrow();
  });

  it('without a channel are there by name and deliver nothing', () => {
    const plan = planOf(shop({ receivers: { ...smallest.receivers, silent: nowhere('on purpose') } }));
    expect(alertmanagerFile(plan).receivers).toContainEqual({ name: 'silent' });
  });

  it('bring the inbox with them, and only they do', () => {
    expect(Object.keys(composeFile(planOf(shop({ receivers: { team: inbox() } }))).services)).toContain('inbox');
    expect(Object.keys(composeFile(planOf(shop())).services)).not.toContain('inbox');
  });
});

describe('mute times', () => {
  it('are written as Alertmanager reads them; ranges of names name by name, also over the end of the week', () => {
    const holidays = [
      { daysOfMonth: [-1, { from: 24, to: 26 }], months: ['december' as const] },
      { weekdays: [{ from: 'friday' as const, to: 'monday' as const }], years: [2027, { from: 2029, to: 2031 }] },
      { months: [{ from: 'november' as const, to: 'january' as const }], timeZone: 'Europe/Berlin' },
    ];
    const route = { match: { severity: 'info' }, receiver: 'team', mute: ['holidays'] };
    const plan = planOf(shop({ muteTimes: { holidays }, routing: { ...smallest.routing, routes: [route] } }));
    expect(alertmanagerFile(plan).time_intervals).toEqual([
      {
        name: 'holidays',
        time_intervals: [
          { days_of_month: ['-1', '24:26'], months: ['december'] },
          { weekdays: ['friday', 'saturday', 'sunday', 'monday'], years: ['2027', '2029:2031'] },
          { months: ['november', 'december', 'january'], location: 'Europe/Berlin' },
        ],
      },
    ]);
  });
});

describe('the address at which people open it', () => {
  it('is where links lead, and changes no path of the part itself', () => {
    const plan = planOf(shop({ alertmanager: { url: 'https://ops.example.org/alerts/' } }));
    const { command } = composeFile(plan).services.alertmanager ?? {};
    expect(command).toContain('--web.external-url=https://ops.example.org/alerts/');
    expect(command).toContain('--web.route-prefix=/');
    expect(plan.workloads.find(({ name }) => name === 'alertmanager')?.health.readyPath).toBe('/-/ready');
  });
});

describe('the mail server', () => {
  it('is set where somebody is sent mail, over TLS', () => {
    expect(alertmanagerFile(production).global).toMatchObject({
      smtp_smarthost: 'smtp.sergas.internal:587',
      smtp_from: 'alerts@sergas.internal',
      smtp_require_tls: true,
      smtp_auth_username: 'alerts',
      smtp_auth_password_file: '/run/secrets/smtp-password',
    });
  });

  it('is not, where nobody is', () => {
    const development = planOf(sergas, 'development');
    expect(alertmanagerFile(development).global).toEqual({ resolve_timeout: '5m' });
    expect(composeFile(development).services.alertmanager).not.toHaveProperty('secrets');
  });
});
