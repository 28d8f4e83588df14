import { type Duration, type Exporter, partJob, type SecretRef } from '../stacks/model/index.ts';
import { redisMetrics } from './catalogs/redis.ts';
import { serviceConnection } from './service-connection.ts';
import { answersOn, smallExporter } from './small.ts';

/** Which server to watch, and as whom. */
export interface RedisExporterOptions {
  /** The service of the stack that is the server. */
  readonly service: string;
  /**
   * Passwords as this exporter wants them: a JSON object from server URI to password, such as `{"redis://redis:6379": "…"}`.
   */
  readonly passwords?: SecretRef;
  readonly interval?: Duration;
}

/** Watches a Redis server. */
export function redisExporter(options: RedisExporterOptions): Exporter {
  const { service, passwords, interval = '30s' } = options;
  const name = 'redis-exporter';
  const port = 9121;
  return {
    name,
    port,
    metrics: redisMetrics,
    services: [service],
    jobs: () => [
      partJob({
        name: 'redis',
        part: name,
        port,
        interval,
        keep: ['redis_instance_info', 'redis_uptime_in_seconds'],
      }),
    ],
    workload: (stack) => {
      const run = stack.services[service]?.run;
      return {
        ...smallExporter,
        name,
        summary: `Measures the Redis server '${service}'.`,
        image: stack.versions.redisExporter,
        program: 'redis_exporter',
        args: (at) => [`--web.listen-address=${at.listen('http')}`],
        environment: (at) => ({
          REDIS_ADDR: `redis://${run?.kind === 'deployed' ? run.address : at.address(service)}`,
          ...(passwords && { REDIS_PASSWORD_FILE: at.secret(passwords.name) }),
          // Its other endpoint asks any server that a visitor names.
          REDIS_EXPORTER_DISABLE_SCRAPE_ENDPOINT: 'true',
          REDIS_EXPORTER_REDACT_CONFIG_METRICS: 'true',
        }),
        ports: [{ name: 'http', number: port }],
        health: answersOn('/health'),
        hardening: { user: { uid: 59000, gid: 59000 }, exceptions: [] },
        connects: serviceConnection(stack, service),
        secrets: passwords ? [passwords] : [],
      };
    },
  };
}
