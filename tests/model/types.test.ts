import { defineStack, deployed, inbox, secretFile } from 'narthex';
import { describe, expect, it } from 'vitest';
import { resolveStack } from '../../stacks/model/index.ts';
import { problemsOf } from '../support/stacks.ts';

// The compiler is the test: `tsc` fails where an `@ts-expect-error` meets no error. What runs shows that JavaScript is told the same.

const common = {
  name: 'shop',
  summary: 'Sells things.',
  team: 'shop',
  exporters: [],
} as const;
const api = { summary: 'The API.', port: 8000, run: deployed('api.internal:8000') };
const team = { webhook: [{ url: secretFile('team-url', 'where the team is told') }] };
const waits = { groupBy: ['alertname'], groupWait: '30s', groupInterval: '5m', repeatInterval: '4h' } as const;
const routing = { ...waits, receiver: 'team', watchdog: 'team', routes: [] } as const;

const codes = (definition: Parameters<typeof resolveStack>[0]) =>
  problemsOf(() => resolveStack(definition, 'development')).map(({ code }) => code);

describe('the compiler refuses', () => {
  it('a connection to a service that is not declared', () => {
    const definition = defineStack({
      ...common,
      // @ts-expect-error: there is no service 'web'
      services: { api: { ...api, connects: ['web'] } },
      receivers: { team },
      routing,
    });
    expect(codes(definition)).toEqual(['NX104']);
  });

  it('a route, a default and a watchdog to a receiver that is not declared', () => {
    const definition = defineStack({
      ...common,
      services: { api },
      receivers: { team },
      routing: {
        ...waits,
        // @ts-expect-error: there is no receiver 'tame'
        receiver: 'tame',
        // @ts-expect-error: there is no receiver 'heart'
        watchdog: 'heart',
        // @ts-expect-error: there is no receiver 'oncall'
        routes: [{ match: { severity: 'critical' }, receiver: 'oncall' }],
      },
    });
    expect(codes(definition)).toEqual(['NX112', 'NX112', 'NX112']);
  });

  it('a probe of a module or a service that is not declared', () => {
    const definition = defineStack({
      ...common,
      services: { api },
      receivers: { team },
      routing,
      modules: { posted: { prober: 'http', timeout: '3s' } },
      probes: {
        // @ts-expect-error: there is no module 'post'
        one: { module: 'post', interval: '30s', targets: [{ service: 'api' }] },
        // @ts-expect-error: there is no service 'apis'
        two: { module: 'posted', interval: '30s', targets: [{ service: 'apis' }] },
        three: { module: 'http_2xx', interval: '30s', targets: [{ service: 'api' }] },
      },
    });
    expect(codes(definition)).toEqual(['NX105', 'NX104', 'NX106']);
  });

  it('an environment that does not exist', () => {
    const definition = defineStack({
      ...common,
      services: { api },
      receivers: { team },
      routing,
      // @ts-expect-error: the environment is called 'production'
      environments: { live: {} },
    });
    expect(codes(definition)).toEqual(['NX116']);
  });

  it('an environment that changes a service or a receiver that does not exist', () => {
    const definition = defineStack({
      ...common,
      services: { api },
      receivers: { team },
      routing,
      environments: {
        staging: {
          // @ts-expect-error: there is no service 'web'
          services: { web: { run: deployed('web.internal:80') } },
          // @ts-expect-error: there is no receiver 'oncall'
          receivers: { oncall: inbox() },
        },
      },
    });
    expect(codes(definition)).toEqual(['NX117', 'NX117']);
  });

  it('a secret given as a value, and an interval that is no duration', () => {
    const definition = defineStack({
      ...common,
      services: {
        // @ts-expect-error: a duration has a unit
        api: { ...api, metrics: { catalog: {}, interval: '15' } },
      },
      // @ts-expect-error: a URL is a reference to a secret
      receivers: { team: { webhook: [{ url: 'https://example.org' }] } },
      routing,
    });
    expect(codes(definition)).toEqual(['NX115', 'NX108']);
  });

  it('a setting that does not exist', () => {
    const definition = defineStack({
      ...common,
      services: { api },
      receivers: { team },
      routing,
      // @ts-expect-error: it is called 'retention'
      prometheus: { retain: '30d' },
    });
    expect(codes(definition)).toEqual(['NX117']);
  });
});

describe('the compiler accepts', () => {
  it('names of services, receivers and modules that are declared', () => {
    const definition = defineStack({
      ...common,
      services: { api: { ...api, connects: ['database'] }, database: { ...api, port: 5432 } },
      receivers: { team, oncall: team },
      routing: { ...routing, routes: [{ match: { severity: 'critical' }, receiver: 'oncall' }] },
      environments: { development: { receivers: { oncall: inbox() } } },
    });
    expect(codes(definition)).toEqual([]);
  });
});
