import {
  alert,
  blackboxExporter,
  deployed,
  nodeExporter,
  nowhere,
  postgresExporter,
  promql,
  rulePack,
  secretFile,
  simulated,
} from 'narthex';
import { describe, expect, it } from 'vitest';
import { planOf, problemsOf, shop, smallest } from '../support/stacks.ts';
import { development, expectRefused, type Mistake } from './mistake.ts';

const { services, receivers, routing } = smallest;
const here = { summary: 'Runs here.', run: simulated(), metrics: { catalog: {}, interval: '15s' } };
const quiet = { name: 'quiet', rules: [] };
const runbook = { meaning: '-', impact: '-', diagnosis: '-', mitigation: '-' };
const ownAlert = (name: string) =>
  alert(name, {
    expr: promql`vector(1)`,
    for: '1m',
    severity: 'info',
    summary: '-',
    description: '-',
    runbook,
    scenarios: [],
  });
const watched = (metrics: object) => ({ services: { api: { ...services.api, metrics: { catalog: {}, ...metrics } } } });
const probing = (probes: object) => ({ exporters: [blackboxExporter()], probes });

const mistakes: Readonly<Record<string, Mistake>> = {
  'a stack without a name': [{ name: undefined }, 'NX100', 'name', 'missing', "'name'"],
  'a stack without services': [{ services: undefined }, 'NX100', 'services', 'missing', "'services'"],
  'a key that a stack does not have': [{ recievers: {} }, 'NX101', 'recievers', "'recievers'", "'receivers'"],

  'services that share a job, but not its interval': [
    {
      services: {
        api: { ...services.api, metrics: { catalog: {}, job: 'shop', interval: '15s' } },
        worker: { ...services.api, port: 8099, metrics: { catalog: {}, job: 'shop', interval: '30s' } },
      },
    },
    'NX121',
    'services.worker.metrics.interval',
    "shares the job 'shop' with 'api'",
    'a job of its own',
  ],
  'a stack whose name no folder can have': [{ name: 'My Shop' }, 'NX102', 'name', "'My Shop'", 'lower-case'],
  'a service whose name no host can have': [
    { services: { ...services, Web_Front: services.api } },
    'NX102',
    'services.Web_Front',
    "'Web_Front'",
    'hyphens',
  ],
  'a probe whose name no host can have': [
    probing({ 'http probe': { module: 'http_2xx', interval: '30s', targets: [] } }),
    'NX102',
    "probes['http probe']",
    "'http probe'",
    'hyphens',
  ],
  'a module with a hyphen in its name': [
    { modules: { 'http-post': { prober: 'http', timeout: '5s' } } },
    'NX102',
    "modules['http-post']",
    "'http-post'",
    'underscores',
  ],
  'a job that an expression would read as something else': [
    watched({ job: 'api|web', interval: '15s' }),
    'NX102',
    'services.api.metrics.job',
    "'api|web'",
    'letters',
  ],
  'rules whose name leads out of the folder': [
    { rules: [{ ...quiet, name: '../../escape' }] },
    'NX102',
    'rules[0].name',
    "'../../escape'",
    'lower-case',
  ],
  'a secret whose name leads out of the folder': [
    { receivers: { team: { webhook: [{ url: secretFile('../shadow', '-') }] } } },
    'NX102',
    'receivers.team.webhook[0].url',
    "'../shadow'",
    'lower-case',
  ],
  'an alert whose name no file can have': [
    { rules: [rulePack('own', [ownAlert('Too/Slow')])] },
    'NX102',
    'rules[0].rules[0].name',
    "'Too/Slow'",
    'letters',
  ],

  'a service with the name of an exporter': [
    { services: { ...services, 'node-exporter': services.api }, exporters: [nodeExporter()] },
    'NX103',
    'exporters[0]',
    "'node-exporter'",
    'rename',
  ],
  'a service with the name of a server': [
    { services: { ...services, grafana: services.api } },
    'NX103',
    'services.grafana',
    "'grafana'",
    'rename',
  ],
  'the same exporter twice': [
    { exporters: [nodeExporter(), nodeExporter()] },
    'NX103',
    'exporters[1]',
    "'node-exporter'",
    'rename',
  ],
  'a probe with the job of a service': [
    {
      ...watched({ interval: '15s' }),
      ...probing({ api: { module: 'http_2xx', interval: '30s', targets: [{ service: 'api' }] } }),
    },
    'NX103',
    'probes.api',
    "'api'",
    'rename',
  ],
  'a service with the job of an exporter': [
    { ...watched({ job: 'node', interval: '15s' }), exporters: [nodeExporter()] },
    'NX103',
    'exporters[0]',
    "'node'",
    'rename',
  ],
  'a service with the job of a server': [
    watched({ job: 'prometheus', interval: '15s' }),
    'NX103',
    'services.api.metrics.job',
    "'prometheus'",
    'rename',
  ],
  'two groups of rules with one name': [{ rules: [quiet, quiet] }, 'NX103', 'rules[1]', "'quiet'", 'name of its own'],
  'rules with the name of a built-in group': [
    { rules: [rulePack('targets', [ownAlert('Mine')])] },
    'NX103',
    'rules[0].name',
    "'targets'",
    'name of its own',
  ],
  'an alert with the name of a built-in one': [
    { rules: [rulePack('own', [ownAlert('TargetDown')])] },
    'NX103',
    'rules[0].rules[0].name',
    "'TargetDown'",
    'name of its own',
  ],

  'a connection to a service that is not declared': [
    { services: { api: { ...services.api, connects: ['apl'] } } },
    'NX104',
    'services.api.connects[0]',
    "'apl'",
    "did you mean 'api'?",
  ],
  'an exporter of a service that is not declared': [
    { exporters: [postgresExporter({ service: 'db', database: 'd', user: 'u', password: secretFile('p', '-') })] },
    'NX104',
    'exporters[0].service',
    "'db'",
    'use one of: api',
  ],
  'a probe of a service that is not declared': [
    probing({ web: { module: 'http_2xx', interval: '30s', targets: [{ service: 'apii' }] } }),
    'NX104',
    'probes.web.targets[0].service',
    "'apii'",
    "did you mean 'api'?",
  ],
  'a probe of a module that is not declared': [
    probing({ web: { module: 'http_2x', interval: '30s', targets: [{ service: 'api' }] } }),
    'NX105',
    'probes.web.module',
    "'http_2x'",
    "did you mean 'http_2xx'?",
  ],
  'probes without anything that probes': [
    { probes: { web: { module: 'icmp', interval: '30s', targets: [{ service: 'api' }] } } },
    'NX106',
    'probes',
    'no exporter that probes',
    'blackboxExporter()',
  ],

  'a port that is none': [
    { services: { api: { ...services.api, port: 70_000 } } },
    'NX107',
    'services.api.port',
    '70000',
    '65535',
  ],
  'two services of the stack on one port': [
    { services: { api: { ...here, port: 8000 }, web: { ...here, port: 8000 } } },
    'NX107',
    'services.web.port',
    'taken by api',
    'port of its own',
  ],
  'a service on the port of a server': [
    { services: { api: { ...here, port: 9093 } } },
    'NX107',
    'services.api.port',
    'taken by alertmanager',
    'port of its own',
  ],
  'an exporter on the port of a service': [
    { services: { api: { ...here, port: 9100 } }, exporters: [nodeExporter()] },
    'NX107',
    'exporters[0].port',
    'taken by api',
    'port of its own',
  ],

  'an interval that is no duration': [
    watched({ interval: 'often' }),
    'NX108',
    'services.api.metrics.interval',
    "'often'",
    "'15s'",
  ],
  'an interval of no time at all': [
    watched({ interval: '0s' }),
    'NX108',
    'services.api.metrics.interval',
    "'0s'",
    "'15s'",
  ],
  'an exporter whose interval is no duration': [
    { exporters: [nodeExporter({ interval: '15 seconds' as never })] },
    'NX108',
    'exporters[0].interval',
    "'15 seconds'",
    "'15s'",
  ],
  'a wait of a route that is no duration': [
    { routing: { ...routing, routes: [{ match: { severity: 'info' }, receiver: 'team', groupWait: '5' }] } },
    'NX108',
    'routing.routes[0].groupWait',
    "'5'",
    "'30s'",
  ],
  'a wait that an environment spoils': [
    development({ routing: { groupInterval: 'soon' } }),
    'NX108',
    'environments.development.routing.groupInterval',
    "'soon'",
    "'30s'",
  ],
  'an alert that an environment delays by no duration': [
    development({ alerts: { TargetDown: { for: 'a while' } } }),
    'NX108',
    'environments.development.alerts.TargetDown.for',
    "'a while'",
    "'5m'",
  ],
  'an interval shorter than the timeout': [
    watched({ interval: '5s', timeout: '10s' }),
    'NX109',
    'services.api.metrics.timeout',
    '10s is longer than the interval 5s',
    '3s',
  ],
  'a probe that waits longer than its interval': [
    probing({ web: { module: 'icmp', interval: '10s', timeout: '15s', targets: [{ service: 'api' }] } }),
    'NX109',
    'probes.web.timeout',
    '15s is longer than the interval 10s',
    'at most 10s',
  ],
  'an environment that makes a timeout longer than the interval of its job': [
    { ...development({ jobs: { node: { timeout: '20s' } } }), exporters: [nodeExporter({ interval: '15s' })] },
    'NX109',
    'environments.development.jobs.node.timeout',
    '20s is longer than the interval 15s',
    'at most 15s',
  ],
};

describe('a definition is refused for', () => {
  it.each(Object.entries(mistakes))('%s', (_, mistake) => expectRefused(mistake));
});

describe('a definition passes', () => {
  const fine: Readonly<Record<string, object>> = {
    'when nothing is wrong with it': {},
    'with two services of somebody else on one port of two machines': {
      services: { api: services.api, web: { ...services.api, run: deployed('web.internal:8000') } },
    },
    'with a receiver that says why it goes nowhere': {
      receivers: { ...receivers, silent: nowhere('a ticket is opened elsewhere') },
    },
    'with a module of its own and a probe that uses it': {
      ...probing({ web: { module: 'posted', interval: '30s', targets: [{ service: 'api' }] } }),
      modules: { posted: { prober: 'http', timeout: '3s', validStatusCodes: [204] } },
    },
  };
  it.each(Object.entries(fine))('%s', (_, changes) => {
    expect(problemsOf(() => planOf(shop(changes)))).toEqual([]);
  });
});
