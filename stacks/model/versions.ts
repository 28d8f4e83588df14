import type { Image } from './workload.ts';

/**
 * The pinned images, one place for all of them. A stack may name others (`versions`); what is emitted suits Prometheus 3.5 and
 * Alertmanager 0.28 or newer.
 */
export const versions = {
  prometheus: { name: 'prom/prometheus', tag: 'v3.5.3' },
  alertmanager: { name: 'prom/alertmanager', tag: 'v0.33.1' },
  grafana: { name: 'grafana/grafana', tag: '13.1.3' },
  nodeExporter: { name: 'prom/node-exporter', tag: 'v1.11.1' },
  cadvisor: { name: 'ghcr.io/google/cadvisor', tag: '0.54.0' },
  blackboxExporter: { name: 'prom/blackbox-exporter', tag: 'v0.28.0' },
  pushgateway: { name: 'prom/pushgateway', tag: 'v1.11.2' },
  postgresExporter: { name: 'quay.io/prometheuscommunity/postgres-exporter', tag: 'v0.19.1' },
  /** The `-alpine` image: the plain one has no shell, so nothing in it could check its health. */
  redisExporter: { name: 'oliver006/redis_exporter', tag: 'v1.86.0-alpine' },
  /** Databases of development stacks. */
  postgres: { name: 'postgres', tag: '18.6' },
  redis: { name: 'redis', tag: '8.0.6' },
  /** Runs Narthex's own small programs. */
  node: { name: 'node', tag: '22-alpine' },
} as const satisfies Record<string, Image>;

/** The images of a stack, by role. */
export type Versions = { readonly [role in keyof typeof versions]: Image };
