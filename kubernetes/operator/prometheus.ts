import type { IPrometheus } from '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/Prometheus';
import { bytes, yaml } from '../../stacks/model/index.ts';
import { k8s } from '../api.ts';
import type { Cluster } from '../cluster.ts';
import type { Manifest } from '../manifest.ts';
import { stackLabels } from '../names.ts';
import type { Part } from '../part.ts';
import { commonSpec } from './common.ts';
import type { PrometheusConfig, ScrapeConfig } from './config.ts';
import { prometheusFlags } from './flags.ts';

type Spec = IPrometheus['spec'];

/** The key of the scrape configurations that no resource can say. */
const additionalKey = 'scrape-configs.yaml';

/** A Prometheus that the operator runs, and the Secret with the jobs that its monitors cannot find. */
export function prometheusResource(
  part: Part,
  config: PrometheusConfig,
  additional: readonly ScrapeConfig[],
  cluster: Cluster,
): Manifest[] {
  const { name, secrets } = part.workload;
  const metadata = { name, namespace: part.namespace, labels: part.labels };
  const mine = { matchLabels: stackLabels(cluster.plan) };
  const additionalName = `${name}-additional`;
  const spec: Spec = {
    ...commonSpec(part, cluster),
    scrapeInterval: config.global.scrape_interval,
    scrapeTimeout: config.global.scrape_timeout,
    evaluationInterval: config.global.evaluation_interval,
    externalLabels: externalLabels(config),
    // The operator drops this label from alerts, as the plain configuration does, so that replicas send the same ones.
    replicaExternalLabelName: 'replica',
    prometheusExternalLabelName: '',
    serviceMonitorSelector: mine,
    probeSelector: mine,
    ruleSelector: mine,
    ...(additional.length > 0 && { additionalScrapeConfigs: { name: additionalName, key: additionalKey } }),
    ...alerting(cluster),
    ...remoteWrite(config),
    ...(secrets.length > 0 && { secrets: secrets.map((secret) => secret.name) }),
    ...bodyLimit(config),
    ...prometheusFlags(part.args),
  };
  return [
    ...additionalSecret(additional, { ...metadata, name: additionalName }),
    { apiVersion: 'monitoring.coreos.com/v1', kind: 'Prometheus', metadata, spec },
  ];
}

/** Only a Secret may hold them. Nothing in them is secret: tokens are paths of files. */
function additionalSecret(configs: readonly ScrapeConfig[], metadata: Manifest['metadata']): Manifest[] {
  if (configs.length === 0) return [];
  return [k8s.KubeSecret.manifest({ metadata, type: 'Opaque', stringData: { [additionalKey]: yaml(configs) } })];
}

/** Without those that a variable fills in: the operator has its own way to name replicas. */
function externalLabels({ global }: PrometheusConfig): Record<string, string> {
  return Object.fromEntries(Object.entries(global.external_labels).filter(([, value]) => !value.includes('$')));
}

function alerting({ members }: Cluster): Pick<Spec, 'alerting'> {
  const alertmanagers = [...members.values()]
    .filter(({ operator }) => operator === 'alertmanager')
    .map(({ workload, namespace }) => ({ name: workload.name, namespace, port: workload.ports[0]?.name ?? 'http' }));
  return alertmanagers.length > 0 ? { alerting: { alertmanagers } } : {};
}

/** The same storages, whose tokens the operator mounts where the configuration looks for them. */
function remoteWrite({ remote_write = [] }: PrometheusConfig): Pick<Spec, 'remoteWrite'> {
  if (remote_write.length === 0) return {};
  return {
    remoteWrite: remote_write.map(({ name, url, authorization }) => ({
      name,
      url,
      ...(authorization && {
        authorization: { type: authorization.type, credentialsFile: authorization.credentials_file },
      }),
    })),
  };
}

/** The operator knows this limit for all jobs together: the largest of theirs. */
function bodyLimit({ scrape_configs }: PrometheusConfig): Pick<Spec, 'enforcedBodySizeLimit'> {
  const largest = scrape_configs
    .map(({ body_size_limit }) => body_size_limit)
    .sort((a, b) => binaryBytes(b) - binaryBytes(a))[0];
  return largest === undefined ? {} : { enforcedBodySizeLimit: largest };
}

function binaryBytes(size: string): number {
  return bytes(size.replace(/B$/, 'i')) ?? 0;
}
