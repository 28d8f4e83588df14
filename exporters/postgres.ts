import {
  type Duration,
  type Exporter,
  type Place,
  partJob,
  type SecretRef,
  type Service,
} from '../stacks/model/index.ts';
import { postgresMetrics } from './catalogs/postgres.ts';
import { serviceConnection } from './service-connection.ts';
import { answersOn, smallExporter } from './small.ts';

/** Which server to watch, and as whom. */
export interface PostgresExporterOptions {
  /** The service of the stack that is the server. */
  readonly service: string;
  readonly database: string;
  /** A role with `pg_monitor`; never a superuser. */
  readonly user: string;
  readonly password: SecretRef;
  /** `verify-full` for a server elsewhere; `disable` only where nobody else is on the network. Default `disable` for a server of the stack, else `verify-full`. */
  readonly sslmode?: 'disable' | 'require' | 'verify-ca' | 'verify-full';
  readonly interval?: Duration;
}

/** Watches a PostgreSQL server. */
export function postgresExporter(options: PostgresExporterOptions): Exporter {
  const { service, interval = '30s' } = options;
  const name = 'postgres-exporter';
  const port = 9187;
  return {
    name,
    port,
    metrics: postgresMetrics,
    services: [service],
    jobs: () => [
      partJob({
        name: 'postgres',
        part: name,
        port,
        interval,
        keep: ['pg_static', 'pg_stat_database_xact_commit', 'pg_stat_database_xact_rollback'],
      }),
    ],
    workload: (stack) => ({
      ...smallExporter,
      name,
      summary: `Measures the PostgreSQL server '${service}'.`,
      image: stack.versions.postgresExporter,
      program: 'postgres_exporter',
      args: (at) => [
        `--web.listen-address=${at.listen('http')}`,
        // How close each database is to running out of transaction numbers, and when the server started: off by default.
        '--collector.database_wraparound',
        '--collector.postmaster',
      ],
      environment: (at) => ({
        DATA_SOURCE_URI: dataSource(options, stack.services[service], at),
        DATA_SOURCE_USER: options.user,
        DATA_SOURCE_PASS_FILE: at.secret(options.password.name),
      }),
      ports: [{ name: 'http', number: port }],
      health: answersOn('/'),
      connects: serviceConnection(stack, service),
      secrets: [options.password],
    }),
  };
}

function dataSource(
  { service: name, database, sslmode }: PostgresExporterOptions,
  service: Service | undefined,
  at: Place,
): string {
  const own = service?.run.kind === 'workload';
  const address = service?.run.kind === 'deployed' ? service.run.address : at.address(name);
  return `${address}/${database}?sslmode=${sslmode ?? (own ? 'disable' : 'verify-full')}`;
}
