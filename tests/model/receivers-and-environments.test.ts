import { inbox, nodeExporter, nowhere, simulated } from 'narthex';
import { describe, it } from 'vitest';
import { smallest } from '../support/stacks.ts';
import { development, expectRefused, type Mistake } from './mistake.ts';

const { receivers, routing } = smallest;

const mistakes: Readonly<Record<string, Mistake>> = {
  'a receiver that delivers nothing': [
    { receivers: { ...receivers, pager: {} } },
    'NX110',
    'receivers.pager',
    "'pager' delivers nothing",
    'nowhere(',
  ],
  'a receiver with an empty list of channels': [
    { receivers: { ...receivers, pager: { slack: [] } } },
    'NX110',
    'receivers.pager',
    "'pager' delivers nothing",
    'nowhere(',
  ],
  'a receiver that goes nowhere without a reason': [
    { receivers: { ...receivers, pager: nowhere(' ') } },
    'NX110',
    'receivers.pager',
    'no reason',
    'nowhere(',
  ],
  'a receiver by a channel that does not exist': [
    { receivers: { ...receivers, pager: { slak: [{}] } } },
    'NX117',
    'receivers.pager.slak',
    "'slak'",
    "did you mean 'slack'?",
  ],
  'mail without a mail server': [
    { receivers: { ...receivers, people: { email: [{ to: 'a@example.org' }] } } },
    'NX111',
    'receivers.people.email',
    'no mail server',
    'mail:',
  ],
  'a mail server without a port': [
    { mail: { server: 'smtp.example.org', from: 'a@example.org' } },
    'NX111',
    'mail.server',
    'host:port',
    'smtp.example.org:587',
  ],

  'a route to a receiver that is not declared': [
    { routing: { ...routing, routes: [{ match: { severity: 'critical' }, receiver: 'taem' }] } },
    'NX112',
    'routing.routes[0].receiver',
    "'taem'",
    "did you mean 'team'?",
  ],
  'a route within a route to a receiver that is not declared': [
    {
      routing: {
        ...routing,
        routes: [
          { match: { severity: 'critical' }, receiver: 'team', routes: [{ match: { job: 'api' }, receiver: 'x' }] },
        ],
      },
    },
    'NX112',
    'routing.routes[0].routes[0].receiver',
    "'x'",
    'team',
  ],
  'a default receiver that is not declared': [
    { routing: { ...routing, receiver: 'tem' } },
    'NX112',
    'routing.receiver',
    "'tem'",
    "did you mean 'team'?",
  ],
  'a route of an environment to a receiver that is not declared': [
    development({ routing: { routes: [{ match: { severity: 'info' }, receiver: 'teams' }] } }),
    'NX112',
    'environments.development.routing.routes[0].receiver',
    "'teams'",
    "did you mean 'team'?",
  ],
  'a watchdog to a receiver that is not declared': [
    { routing: { ...routing, watchdog: 'heart' } },
    'NX112',
    'routing.watchdog',
    "'heart'",
    'team',
  ],
  'a watchdog to nowhere': [
    { receivers: { ...receivers, heart: nowhere('later') }, routing: { ...routing, watchdog: 'heart' } },
    'NX113',
    'routing.watchdog',
    "'heart'",
    'heartbeat service',
  ],
  'a route that takes every alert': [
    { routing: { ...routing, routes: [{ match: {}, receiver: 'team' }] } },
    'NX114',
    'routing.routes[0].match',
    'every alert',
    'name a label',
  ],

  'a URL of a receiver as a value': [
    { receivers: { team: { webhook: [{ url: 'https://example.org/hook' }] } } },
    'NX115',
    'receivers.team.webhook[0].url',
    'given as a value',
    'secretFile(',
  ],
  'an environment that does not exist': [
    { environments: { prodction: {} } },
    'NX116',
    'environments.prodction',
    "'prodction'",
    "did you mean 'production'?",
  ],
  'an override of something that environments do not change': [
    development({ service: {} }),
    'NX117',
    'environments.development.service',
    "'service'",
    "did you mean 'services'?",
  ],
  'an override of a service that is not declared': [
    development({ services: { aip: { run: simulated() } } }),
    'NX117',
    'environments.development.services.aip',
    "'aip'",
    'api',
  ],
  'an override of something that a service keeps': [
    development({ services: { api: { port: 1 } } }),
    'NX117',
    'environments.development.services.api.port',
    "'port'",
    'run',
  ],
  'an override of a receiver that is not declared': [
    development({ receivers: { tean: inbox() } }),
    'NX117',
    'environments.development.receivers.tean',
    "'tean'",
    "did you mean 'team'?",
  ],
  'an override of a wait that does not exist': [
    development({ routing: { groupWiat: '1s' } }),
    'NX117',
    'environments.development.routing.groupWiat',
    "'groupWiat'",
    "did you mean 'groupWait'?",
  ],
  'an override of a setting that does not exist': [
    development({ prometheus: { retension: {} } }),
    'NX117',
    'environments.development.prometheus.retension',
    "'retension'",
    "did you mean 'retention'?",
  ],
  'a setting of the stack that does not exist': [
    { grafana: { uri: 'http://localhost' } },
    'NX117',
    'grafana.uri',
    "'uri'",
    "did you mean 'url'?",
  ],
  'an override of a job that does not exist': [
    { ...development({ jobs: { nod: { interval: '1m' } } }), exporters: [nodeExporter()] },
    'NX117',
    'environments.development.jobs.nod',
    "'nod'",
    "did you mean 'node'?",
  ],
  'an override of something that a job does not have': [
    { ...development({ jobs: { node: { intervall: '1m' } } }), exporters: [nodeExporter()] },
    'NX117',
    'environments.development.jobs.node.intervall',
    "'intervall'",
    "did you mean 'interval'?",
  ],
  'a change of an alert that does not exist': [
    { alerts: { TargetDwon: { for: '1m' } } },
    'NX117',
    'alerts.TargetDwon',
    "'TargetDwon'",
    "did you mean 'TargetDown'?",
  ],
  'a change of an alert that does not exist, in an environment': [
    development({ alerts: { Watchdg: { for: '1m' } } }),
    'NX117',
    'environments.development.alerts.Watchdg',
    "'Watchdg'",
    "did you mean 'Watchdog'?",
  ],
  'a change of something that an alert does not have': [
    { alerts: { TargetDown: { treshold: 1 } } },
    'NX117',
    'alerts.TargetDown.treshold',
    "'treshold'",
    "did you mean 'threshold'?",
  ],
  'a threshold of an alert that compares with none': [
    { alerts: { TargetDown: { threshold: 1 } } },
    'NX117',
    'alerts.TargetDown.threshold',
    "'TargetDown'",
    "'for'",
  ],
  'an alert that is left out without a reason': [
    { alerts: { TargetDown: { off: '' } } },
    'NX117',
    'alerts.TargetDown.off',
    'without a reason',
    'write the reason',
  ],

  'a retention of no time': [
    { prometheus: { retention: { time: 'forever', size: '1Gi' } } },
    'NX118',
    'prometheus.retention.time',
    "'forever'",
    "'30d'",
  ],
  'a retention as large as the volume': [
    { prometheus: { retention: { time: '1d', size: '50Gi' } } },
    'NX118',
    'prometheus.retention',
    'no room',
    '85 %',
  ],
  'a volume that an environment makes too small': [
    development({ prometheus: { volume: '1Gi' } }),
    'NX118',
    'prometheus.retention',
    'no room',
    '85 %',
  ],
  'a volume whose size is none': [
    { alertmanager: { volume: '1 GB' } },
    'NX118',
    'alertmanager.volume',
    "'1 GB'",
    "'50Gi'",
  ],
  'half a replica': [{ prometheus: { replicas: 1.5 } }, 'NX118', 'prometheus.replicas', '1.5', 'whole number'],
  'no replica, in an environment': [
    development({ alertmanager: { replicas: 0 } }),
    'NX118',
    'environments.development.alertmanager.replicas',
    '0 is not',
    'whole number',
  ],
  'a Grafana at no URL': [{ grafana: { url: 'http://' } }, 'NX118', 'grafana.url', "'http://'", 'https://'],
  'a simulation of a service without metrics': [
    development({ services: { api: { run: simulated() } } }),
    'NX119',
    'services.api.metrics',
    'no metrics',
    'catalog',
  ],
};

describe('a definition is refused for', () => {
  it.each(Object.entries(mistakes))('%s', (_, mistake) => expectRefused(mistake));
});
