import { load } from 'js-yaml';
import { inbox, nowhere, secretFile } from 'narthex';
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
  it('mute the warnings of a critical alert about the same thing, and the probes of a service that is down', () => {
    expect(alertmanagerFile(production).inhibit_rules).toEqual([
      {
        source_matchers: ['severity="critical"', 'symptom=~".+"'],
        target_matchers: ['severity=~"warning|info"', 'symptom=~".+"'],
        equal: ['symptom', 'job', 'instance', 'device', 'mountpoint'],
      },
      {
        source_matchers: ['alertname="ServiceDown"'],
        target_matchers: ['alertname="ProbeFailed"', 'service=~".+"'],
        equal: ['service'],
      },
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
    expect(alertmanagerFile(plan).receivers).toEqual([
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

  it('without a channel are there by name and deliver nothing', () => {
    const plan = planOf(shop({ receivers: { ...smallest.receivers, silent: nowhere('on purpose') } }));
    expect(alertmanagerFile(plan).receivers).toContainEqual({ name: 'silent' });
  });

  it('bring the inbox with them, and only they do', () => {
    expect(Object.keys(composeFile(planOf(shop({ receivers: { team: inbox() } }))).services)).toContain('inbox');
    expect(Object.keys(composeFile(planOf(shop())).services)).not.toContain('inbox');
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
