import {
  bytes,
  distinctSecrets,
  escapeRegExp,
  isOnThisMachine,
  prometheusSize,
  type Size,
  type Stack,
  strict,
  type Workload,
  workloadDefaults,
} from '../../stacks/model/index.ts';
import { prometheusConfig, replicaVariable, type StoredJob } from './config.ts';
import { remoteWritePorts } from './remote-write.ts';

/** Prometheus itself, with at most so much memory. */
export function prometheusWorkload(stack: Stack, jobs: readonly StoredJob[], memory: Size = '512Mi'): Workload {
  const { url, retention, volume, replicas, resendDelay, features, remoteWrite } = stack.prometheus;
  // Without it, Prometheus drops the traces that samples name.
  const enabled = [...features, ...(stack.grafana.traces === undefined ? [] : ['exemplar-storage'])];
  return {
    ...workloadDefaults,
    name: 'prometheus',
    summary: 'Reads every target, evaluates the rules, keeps the history.',
    image: stack.versions.prometheus,
    program: 'prometheus',
    args: (at) => [
      `--config.file=${at.file('prometheus.yml')}`,
      `--storage.tsdb.path=${at.data('data')}`,
      // As flags, not in the file: the file's form is newer than 3.5 and kept a million times too long before 3.11.
      `--storage.tsdb.retention.time=${retention.time}`,
      `--storage.tsdb.retention.size=${prometheusSize(retention.size)}`,
      `--web.listen-address=${at.listen('http')}`,
      // Where the links of alerts lead. What stands in front takes the path off.
      `--web.external-url=${url}`,
      '--web.route-prefix=/',
      // The default lets every page that an operator visits read this server.
      `--web.cors.origin=${escapeRegExp(new URL(stack.grafana.url).origin)}`,
      '--web.max-connections=128',
      '--query.timeout=1m',
      '--query.max-concurrency=20',
      `--query.max-samples=${maxSamples(memory)}`,
      `--rules.alert.resend-delay=${resendDelay}`,
      ...(enabled.length > 0 ? [`--enable-feature=${enabled.join(',')}`] : []),
    ],
    environment: () => ({ [replicaVariable]: { replica: 'name' } }),
    configFolder: '/etc/prometheus',
    files: [{ path: 'prometheus.yml', content: (at) => prometheusConfig(stack, jobs, at) }],
    shared: [{ folder: 'rules', mountPath: '/etc/narthex/rules' }],
    volumes: [{ name: 'data', mountPath: '/prometheus', size: volume }],
    ports: [{ name: 'http', number: 9090 }],
    // Replaying the log of a large server takes minutes; until then it is alive and not ready.
    // Nobody has to log in: only where people open it on this machine.
    ...(isOnThisMachine(stack.prometheus.url) && { published: { port: 'http', title: 'Prometheus', login: false } }),
    health: { port: 'http', readyPath: '/-/ready', livePath: '/-/healthy', command: 'wget', startWithin: '15m' },
    resources: {
      cpu: { request: 0.25, limit: 2 },
      // All of it is set aside: on a machine that runs short it would else be killed in the middle of an incident.
      memory: { request: memory, limit: memory },
      pids: 200,
    },
    hardening: strict,
    connects: [
      { to: 'alertmanager', port: 'http', purpose: 'alert' },
      ...remoteWritePorts(remoteWrite).map(
        (port) => ({ outside: 'remote storage', port, purpose: 'deliver' }) as const,
      ),
    ],
    secrets: distinctSecrets(remoteWrite.flatMap(({ token }) => token ?? [])),
    replicas,
    operator: 'prometheus',
    stopWithin: '60s',
  };
}

/** Bytes of a sample while a query works on it: time and value. */
const bytesPerPoint = 16;

/** How many samples one query may load: a quarter of the memory, so that no single question ends the server; at most the default of Prometheus. */
function maxSamples(memory: Size): number {
  return Math.min(50_000_000, Math.floor((bytes(memory) ?? 0) / 4 / bytesPerPoint));
}
