import {
  type Channels,
  type Connection,
  type Duration,
  delivers,
  isOnThisMachine,
  type SecretRef,
  type Stack,
  seconds,
  strict,
  type Workload,
  workloadDefaults,
} from '../../stacks/model/index.ts';
import { alertmanagerConfig, hasMessages, usedMailServer } from './config.ts';
import { templateFile, templates } from './templates/index.ts';

/** Alertmanager: groups, routes, mutes and delivers. */
export function alertmanagerWorkload(stack: Stack): Workload {
  const { url, replicas, volume, retention } = stack.alertmanager;
  return {
    ...workloadDefaults,
    name: 'alertmanager',
    summary: 'Groups, routes and delivers alerts.',
    image: stack.versions.alertmanager,
    program: 'alertmanager',
    args: (at) => {
      const peers = at.addresses('alertmanager', 'cluster');
      return [
        `--config.file=${at.file('alertmanager.yml')}`,
        `--storage.path=${at.data('data')}`,
        ...(retention === undefined ? [] : [`--data.retention=${goDuration(retention)}`]),
        `--web.listen-address=${at.listen('http')}`,
        // Where links lead. What stands in front takes the path off, so that the part itself is the same everywhere.
        `--web.external-url=${url}`,
        '--web.route-prefix=/',
        '--web.timeout=30s',
        // Which receiver failed is what an operator asks first.
        '--enable-feature=receiver-name-in-metrics',
        ...(peers.length > 1
          ? [
              `--cluster.listen-address=${at.listen('cluster')}`,
              `--cluster.advertise-address=${at.advertise('cluster')}`,
              `--cluster.label=${stack.name}-${stack.environment}`,
              ...peers.map((peer) => `--cluster.peer=${peer}`),
            ]
          : ['--cluster.listen-address=']),
      ];
    },
    environment: () => (replicas > 1 ? { POD_IP: { replica: 'address' } } : {}),
    configFolder: '/etc/alertmanager',
    files: [
      { path: 'alertmanager.yml', content: (at) => alertmanagerConfig(stack, at) },
      ...(hasMessages(stack) ? [{ path: templateFile, content: templates }] : []),
    ],
    volumes: [{ name: 'data', mountPath: '/alertmanager', size: volume }],
    ports: [
      { name: 'http', number: 9093 },
      { name: 'cluster', number: 9094, udp: true },
    ],
    // Nobody has to log in: only where people open it on this machine.
    ...(isOnThisMachine(stack.alertmanager.url) && {
      published: { port: 'http', title: 'Alertmanager', login: false },
    }),
    health: { port: 'http', readyPath: '/-/ready', livePath: '/-/healthy', command: 'wget', startWithin: '2m' },
    resources: {
      cpu: { request: 0.02, limit: 0.5 },
      memory: { request: '64Mi', limit: '256Mi' },
      pids: 100,
    },
    hardening: strict,
    connects: connections(stack),
    secrets: secrets(stack),
    replicas,
    operator: 'alertmanager',
    stopWithin: '30s',
  };
}

/** As Go reads it, which knows no days; nothing but whole numbers, which is all that the operator takes. */
function goDuration(duration: Duration): string {
  const hours = seconds(duration) / 3600;
  return Number.isInteger(hours) ? `${hours}h` : `${Math.ceil(seconds(duration))}s`;
}

function channels(stack: Stack): Channels[] {
  return Object.values(stack.receivers).filter(delivers);
}

function connections(stack: Stack): Connection[] {
  const used = channels(stack);
  const mailPort = Number(stack.mail?.server.split(':').at(-1) ?? 587);
  const web = used.some(({ slack, webhook, pagerduty }) => slack ?? webhook ?? pagerduty);
  return [
    ...(stack.alertmanager.replicas > 1 ? [{ to: 'alertmanager', port: 'cluster', purpose: 'alert' } as const] : []),
    ...(used.some((channel) => channel.inbox) ? [{ to: 'inbox', port: 'http', purpose: 'alert' } as const] : []),
    ...(web ? [{ outside: 'chat, paging and webhook services', port: 443, purpose: 'deliver' } as const] : []),
    ...(used.some(({ email }) => email)
      ? [{ outside: 'the mail server', port: mailPort, purpose: 'deliver' } as const]
      : []),
  ];
}

/** Every secret that a receiver names, each once. */
function secrets(stack: Stack): SecretRef[] {
  const used = channels(stack);
  const mailPassword = usedMailServer(stack)?.password;
  const refs = [
    ...used.flatMap(({ slack = [] }) => slack.map(({ url }) => url)),
    ...used.flatMap(({ webhook = [] }) => webhook.flatMap(({ url, token }) => (token ? [url, token] : [url]))),
    ...used.flatMap(({ pagerduty = [] }) => pagerduty.map(({ routingKey }) => routingKey)),
    ...(mailPassword ? [mailPassword] : []),
  ];
  return [...new Map(refs.map((ref) => [ref.name, ref])).values()];
}
