import { load } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import { kubernetes } from '../../kubernetes/index.ts';
import { dataSourceUid } from '../../servers/index.ts';
import type { Plan } from '../../stacks/model/index.ts';
import sergas from '../../stacks/sergas.ts';
import { type BoardJson, panelsOf } from '../dashboards/boards.ts';
import { flavours, objectsOf, the } from '../kubernetes/objects.ts';
import { composeFile, composeText } from '../support/compose.ts';
import { define, planOf, problemsOf, shop } from '../support/stacks.ts';

interface DataSource {
  readonly uid: string;
  readonly url: string;
  readonly editable: boolean;
  readonly jsonData: Readonly<Record<string, unknown>>;
}

const dataSources = (plan: Plan) =>
  (
    load(composeText(plan, 'grafana/provisioning/datasources/stack.yml')) as {
      readonly datasources: readonly DataSource[];
    }
  ).datasources;
const settings = (plan: Plan) => composeFile(plan).services.grafana?.environment ?? {};
const development = planOf(sergas, 'development');
const production = planOf(sergas, 'production');

describe('the data sources of Grafana', () => {
  it.each(['15s', '30s', '1m'])('know that Prometheus reads every %s', (interval) => {
    const [prometheus] = dataSources(planOf(shop({ prometheus: { interval } })));
    expect(prometheus?.jsonData.timeInterval).toBe(interval);
  });

  it('are Prometheus, under the uid of the dashboards, and Alertmanager', () => {
    expect(dataSources(development)).toMatchObject([
      { uid: dataSourceUid, type: 'prometheus', url: 'http://prometheus:9090', isDefault: true, editable: false },
      { uid: 'alertmanager', type: 'alertmanager', url: 'http://alertmanager:9093', editable: false },
    ]);
    expect(dataSources(development)[0]?.jsonData.prometheusVersion).toBe('3.5.3');
  });
});

describe('the dashboards of Grafana', () => {
  it('come from the definition and cannot be changed or deleted elsewhere', () => {
    const text = composeText(development, 'grafana/provisioning/dashboards/stack.yml');
    expect(load(text)).toMatchObject({
      providers: [
        {
          name: 'sergas',
          disableDeletion: true,
          allowUiUpdates: false,
          options: { path: '/etc/narthex/dashboards' },
        },
      ],
    });
    expect(composeFile(development).services.grafana?.volumes).toContain('../dashboards:/etc/narthex/dashboards:ro');
  });
});

describe('the settings of Grafana', () => {
  it('are safer than its defaults', () => {
    expect(settings(development)).toMatchObject({
      GF_SECURITY_ADMIN_PASSWORD__FILE: '/run/secrets/grafana-admin-password',
      GF_SECURITY_SECRET_KEY__FILE: '/run/secrets/grafana-secret-key',
      GF_SECURITY_DISABLE_GRAVATAR: 'true',
      GF_SECURITY_COOKIE_SAMESITE: 'strict',
      GF_SECURITY_CONTENT_SECURITY_POLICY: 'true',
      GF_SECURITY_DATA_SOURCE_PROXY_WHITELIST: 'prometheus:9090 alertmanager:9093',
      GF_AUTH_ANONYMOUS_HIDE_VERSION: 'true',
      GF_USERS_AUTO_ASSIGN_ORG_ROLE: 'Viewer',
      GF_USERS_VIEWERS_CAN_EDIT: 'false',
      GF_SNAPSHOTS_EXTERNAL_ENABLED: 'false',
      GF_ANALYTICS_REPORTING_ENABLED: 'false',
      GF_ANALYTICS_CHECK_FOR_UPDATES: 'false',
      GF_ANALYTICS_CHECK_FOR_PLUGIN_UPDATES: 'false',
      GF_ANALYTICS_FEEDBACK_LINKS_ENABLED: 'false',
      GF_PLUGINS_PREINSTALL_DISABLED: 'true',
      GF_PLUGINS_PLUGIN_ADMIN_ENABLED: 'false',
      GF_LOG_MODE: 'console',
      GF_DATABASE_WAL: 'true',
    });
  });

  it('keep what is safe by default', () => {
    const kept = [
      'GF_SECURITY_ALLOW_EMBEDDING',
      'GF_SECURITY_DISABLE_BRUTE_FORCE_LOGIN_PROTECTION',
      'GF_SECURITY_X_CONTENT_TYPE_OPTIONS',
      'GF_SECURITY_X_XSS_PROTECTION',
      'GF_AUTH_ANONYMOUS_ENABLED',
      'GF_USERS_ALLOW_SIGN_UP',
      'GF_USERS_ALLOW_ORG_CREATE',
      'GF_SECURITY_ADMIN_PASSWORD',
      'GF_SECURITY_SECRET_KEY',
    ];
    for (const name of kept) expect(settings(development)).not.toHaveProperty(name);
  });

  it('bind cookies to TLS where people open it by https, and only there', () => {
    expect(settings(production)).toMatchObject({
      GF_SERVER_ROOT_URL: 'https://grafana.sergas.internal',
      GF_SECURITY_COOKIE_SECURE: 'true',
      GF_SECURITY_STRICT_TRANSPORT_SECURITY: 'true',
      GF_AUTH_LOGIN_COOKIE_NAME: '__Host-grafana_session',
    });
    expect(settings(development)).toMatchObject({
      GF_SECURITY_COOKIE_SECURE: 'false',
      GF_SECURITY_STRICT_TRANSPORT_SECURITY: 'false',
    });
    expect(settings(development)).not.toHaveProperty('GF_AUTH_LOGIN_COOKIE_NAME');
  });

  it('make its passwords at random, so that nobody is tempted by a default', () => {
    const secrets = development.workloads.find(({ name }) => name === 'grafana')?.secrets ?? [];
    expect(secrets.map(({ name, generated }) => [name, generated])).toEqual([
      ['grafana-admin-password', true],
      ['grafana-secret-key', true],
    ]);
  });
});

describe('a stack that keeps traces', () => {
  const traced = (traces: object) => planOf(shop({ grafana: { traces } }));
  const plan = traced({ type: 'tempo', url: 'http://tempo.internal:3200', label: 'traceID' });

  it('has them as a data source, to which the exemplars of Prometheus lead', () => {
    expect(dataSources(plan)).toMatchObject([
      { jsonData: { exemplarTraceIdDestinations: [{ name: 'traceID', datasourceUid: 'traces' }] } },
      { uid: 'alertmanager' },
      { uid: 'traces', type: 'tempo', url: 'http://tempo.internal:3200', editable: false },
    ]);
    expect(settings(plan).GF_SECURITY_DATA_SOURCE_PROXY_WHITELIST).toContain('tempo.internal:3200');
  });

  it.each([
    ['http://tempo.internal:3200', 3200, 'tempo.internal:3200'],
    ['http://tempo.internal/store', 80, 'tempo.internal'],
    ['https://tempo.internal', 443, 'tempo.internal'],
    ['http://tempo.internal:80', 80, 'tempo.internal:80'],
    ['https://Tempo.internal:443/store', 443, 'Tempo.internal:443'],
  ])('has a way to %s, and no other', (url, port, host) => {
    const of = traced({ type: 'tempo', url });
    const outside = (other: Plan) => other.edges.filter(({ from, to }) => from === 'grafana' && to === 'outside');
    expect(outside(of)).toMatchObject([{ port, purpose: 'query' }]);
    expect(outside(development)).toEqual([]);
    expect(composeFile(of).services.grafana?.networks).toContain('egress');
    expect(settings(of).GF_SECURITY_DATA_SOURCE_PROXY_WHITELIST?.split(' ').at(-1)).toBe(host);
  });

  it.each(flavours)('may be asked through the network policy in the flavour %s', (flavour) => {
    const ports = (of: Plan) =>
      the(objectsOf(kubernetes.render(of), flavour), 'NetworkPolicy', 'grafana').spec.egress.flatMap(
        (rule: { readonly ports?: readonly { readonly port: number }[] }) => rule.ports?.map(({ port }) => port) ?? [],
      );
    expect(ports(plan)).toContain(3200);
    expect(ports(planOf(shop()))).not.toContain(3200);
  });

  it('has a Prometheus that keeps exemplars; another one has not', () => {
    const flags = (of: Plan) => composeFile(of).services.prometheus?.command ?? [];
    expect(flags(plan)).toContain('--enable-feature=exemplar-storage');
    expect(flags(planOf(shop()))).not.toContain('--enable-feature=exemplar-storage');
  });

  it('asks for exemplars where a graph reads buckets, and nowhere else', () => {
    const asking = (of: Plan) =>
      of.dashboards.flatMap(({ json }) =>
        panelsOf(json as unknown as BoardJson).flatMap(({ targets = [] }) =>
          targets.flatMap(({ expr, exemplar }) => (exemplar ? [expr] : [])),
        ),
      );
    const { grafana } = sergas.stack;
    const traces = { type: 'jaeger', url: 'http://jaeger.internal:16686' } as const;
    const exprs = asking(planOf(define({ ...sergas.stack, grafana: { ...grafana, traces } })));
    expect(exprs.length).toBeGreaterThan(0);
    for (const expr of exprs) expect(expr).toContain('_bucket');
    expect(asking(development)).toEqual([]);
  });

  it('is refused with an address that is none', () => {
    expect(problemsOf(() => traced({ type: 'tempo', url: 'tempo:3200' })).map(({ code }) => code)).toEqual(['NX118']);
  });
});

describe('Grafana', () => {
  it('opens with the home of the stack, which is there', () => {
    const path = settings(development).GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH ?? '';
    expect(path).toMatch(/\/dashboards\/sergas-home\.json$/);
    expect(development.dashboards.map(({ uid }) => uid)).toContain('sergas-home');
  });
});
