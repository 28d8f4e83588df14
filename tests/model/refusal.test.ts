import { blackboxExporter, secretFile } from 'narthex';
import { describe, expect, it } from 'vitest';
import {
  checkDefinition,
  NarthexError,
  nearest,
  pathText,
  problemText,
  resolveStack,
  unknownNameFix,
} from '../../stacks/model/index.ts';
import { define, planOf, problemsOf, shop, smallest } from '../support/stacks.ts';

const broken = {
  ...smallest,
  name: 'Shop',
  services: { api: { ...smallest.services.api, port: 0, connects: ['database'] } },
  receivers: { ...smallest.receivers, pager: {} },
  routing: { ...smallest.routing, receiver: 'temm', watchdog: 'pager' },
  environments: { produktion: {}, development: { prometheus: { replicas: 0 } } },
};

describe('a refusal', () => {
  it('lists every mistake of every environment, not only the first', () => {
    const problems = problemsOf(() => resolveStack(define(broken), 'production'));
    expect(problems.map(({ code, path }) => `${code} ${pathText(path)}`).sort()).toEqual([
      'NX102 name',
      'NX104 services.api.connects[0]',
      'NX107 services.api.port',
      'NX110 receivers.pager',
      'NX112 routing.receiver',
      'NX113 routing.watchdog',
      'NX113 routing.watchdog',
      'NX113 routing.watchdog',
      'NX116 environments.produktion',
      'NX118 environments.development.prometheus.replicas',
    ]);
  });

  it('says each mistake once, although three environments show it', () => {
    const problems = problemsOf(() => resolveStack(shop({ prometheus: { replicas: 0 } }), 'staging'));
    expect(problems).toHaveLength(1);
  });

  it('counts the mistakes and says each with its place, its code, its cause and its fix', () => {
    const refuse = () => resolveStack(shop({ name: 'A', team: undefined }), 'staging');
    expect(refuse).toThrow(NarthexError);
    expect(refuse).toThrow(/^The definition of 'A' has a mistake\.\nteam {2}NX100 {2}'team' is missing\n {4}fix: /);
  });

  it('says only what is missing when a required part is missing', () => {
    const problems = checkDefinition(define({ name: 'x' }).stack);
    expect(new Set(problems.map(({ code }) => code))).toEqual(new Set(['NX100']));
    expect(problems.map(({ path }) => path[0])).toEqual([
      'summary',
      'team',
      'services',
      'exporters',
      'receivers',
      'routing',
    ]);
  });

  it('holds for every environment, also for those that are fine', () => {
    const definition = shop({ environments: { production: { prometheus: { volume: '1Gi' } } } });
    expect(problemsOf(() => resolveStack(definition, 'development'))).toHaveLength(1);
  });
});

describe('a secret given as a value', () => {
  // None of these is real; each has the form of the real thing.
  const hook = ['https://hooks.slack.com', 'services', 'T0000', 'B0000', 'XXXX'].join('/');
  const key = '-----BEGIN PRIVATE KEY-----\nMIIE';
  const bearer = 'Bearer abcdefgh12345';
  const url = 'https://user:hunter22@example.org/';
  const receivers = (receiver: object) => ({ receivers: { ...smallest.receivers, other: receiver } });
  const service = smallest.services.api;
  const places: Readonly<Record<string, readonly [changes: object, path: string, value: string]>> = {
    'the URL of Slack': [receivers({ slack: [{ url: hook, channel: '#x' }] }), 'receivers.other.slack[0].url', hook],
    'the token of a webhook': [
      receivers({ webhook: [{ url: secretFile('u', '-'), token: 'hunter22' }] }),
      'receivers.other.webhook[0].token',
      'hunter22',
    ],
    'the routing key of PagerDuty': [
      receivers({ pagerduty: [{ routingKey: 'hunter22' }] }),
      'receivers.other.pagerduty[0].routingKey',
      'hunter22',
    ],
    'the password of the mail server': [
      { mail: { server: 'a:25', from: 'a@b', password: 'hunter22' } },
      'mail.password',
      'hunter22',
    ],
    'the token of a probe module': [
      { modules: { own: { prober: 'http', timeout: '5s', bearerToken: 'hunter22' } } },
      'modules.own.bearerToken',
      'hunter22',
    ],
    'a header in a receiver': [receivers({ inbox: true, header: bearer }), 'receivers.other.header', bearer],
    'credentials in the address of a service': [
      { services: { api: { ...service, run: { kind: 'deployed', address: url } } } },
      'services.api.run.address',
      'hunter22',
    ],
    'credentials in the address of a probe': [
      {
        exporters: [blackboxExporter()],
        probes: { web: { module: 'http_2xx', interval: '30s', targets: [{ address: url, name: 'web' }] } },
      },
      'probes.web.targets[0].address',
      'hunter22',
    ],
    'credentials in the URL of Grafana': [{ grafana: { url } }, 'grafana.url', 'hunter22'],
    'a key in a label of Prometheus': [
      { prometheus: { externalLabels: { key } } },
      'prometheus.externalLabels.key',
      'MIIE',
    ],
    'the URL of a receiver in an environment': [
      { environments: { staging: { receivers: { team: { webhook: [{ url: hook }] } } } } },
      'environments.staging.receivers.team.webhook[0].url',
      hook,
    ],
  };

  it.each(Object.entries(places))('is refused as %s, and not repeated', (_, [changes, path, value]) => {
    const problems = problemsOf(() => resolveStack(shop(changes), 'production'));
    expect(problems.map((problem) => `${problem.code} ${pathText(problem.path)}`)).toContain(`NX115 ${path}`);
    expect(problems.map(problemText).join('\n')).not.toContain(value);
  });

  it('is refused with a reference that can be put in its place', () => {
    const changes = receivers({ pagerduty: [{ routingKey: 'hunter22' }] });
    const [problem] = problemsOf(() => planOf(shop(changes)));
    expect(problem?.fix).toContain("secretFile('routing-key',");
  });
});

describe('the fix for a misspelt name', () => {
  it('is the nearest known name, a swapped pair of letters included', () => {
    expect(nearest('taem', ['team', 'oncall'])).toBe('team');
    expect(nearest('onc4ll', ['team', 'oncall'])).toBe('oncall');
  });

  it('is the only name that begins so, for who writes the short form', () => {
    expect(nearest('prod', ['development', 'production'])).toBe('production');
    expect(nearest('post', ['postgres-primary', 'postgres-replica'])).toBeUndefined();
    expect(nearest('p', ['production'])).toBeUndefined();
  });

  it('is no name that looks different, but a list of what there is', () => {
    expect(nearest('database', ['team', 'oncall'])).toBeUndefined();
    expect(unknownNameFix('database', ['team', 'oncall'])).toBe('use one of: team, oncall');
    expect(unknownNameFix('database', [])).toContain('declare it first');
  });
});
