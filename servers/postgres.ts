import {
  type Place,
  type RunByStack,
  type SecretRef,
  type ServiceContext,
  splitAddress,
  type Workload,
  workloadDefaults,
} from '../stacks/model/index.ts';

/** A PostgreSQL server for stacks that bring their own: development and tests. */
export interface PostgresServer {
  readonly database: string;
  /** The superuser's password. */
  readonly password: SecretRef;
  /** A role with nothing but `pg_monitor`, for the exporter. */
  readonly monitor: { readonly user: string; readonly password: SecretRef };
}

/** Runs a service as a PostgreSQL server of its own, with an empty database and a role that may only look. Throws on names that SQL would have to quote. */
export function postgresServer(server: PostgresServer): RunByStack {
  for (const name of [server.database, server.monitor.user]) {
    // They become part of SQL; plain names need no quoting.
    if (!/^[a-z_][a-z0-9_]*$/.test(name))
      throw new TypeError(`'${name}' is not a plain PostgreSQL name: use lower-case letters, digits and underscores`);
  }
  return { kind: 'workload', workload: (context) => postgresWorkload(context, server) };
}

function postgresWorkload({ stack, name, service }: ServiceContext, server: PostgresServer): Workload {
  const data = (at: Place) => `${at.data('data')}/pgdata`;
  const listen = (at: Place) => splitAddress(at.listen('postgres'));
  const connection = (at: Place) => {
    const [host, port] = listen(at);
    return ['-c', `listen_addresses=${host === '' ? '*' : host}`, '-c', `port=${port}`];
  };
  return {
    ...workloadDefaults,
    name,
    summary: `PostgreSQL with the database '${server.database}'.`,
    image: stack.versions.postgres,
    program: 'postgres',
    args: (at) => connection(at),
    processArgs: (at) => ['-D', data(at), ...connection(at), '-c', 'unix_socket_directories='],
    environment: (at) => ({
      PGDATA: data(at),
      POSTGRES_DB: server.database,
      POSTGRES_PASSWORD_FILE: at.secret(server.password.name),
    }),
    configFolder: '/docker-entrypoint-initdb.d',
    files: [{ path: '10-monitor.sql', content: (at) => monitorRole(server, at) }],
    volumes: [{ name: 'data', mountPath: '/var/lib/postgresql', size: '5Gi' }],
    ports: [{ name: 'postgres', number: service.port }],
    health: { port: 'postgres', command: ['pg_isready', '-q', '-U', 'postgres', '-h', '127.0.0.1'], startWithin: '2m' },
    resources: {
      cpu: { request: 0.1, limit: 1 },
      memory: { request: '128Mi', limit: '512Mi' },
      pids: 200,
    },
    hardening: {
      user: { uid: 999, gid: 999 },
      tmpfs: [
        { path: '/var/run/postgresql', size: '1Mi' },
        { path: '/tmp', size: '64Mi' },
      ],
      exceptions: [],
    },
    secrets: [server.password, server.monitor.password],
    stopWithin: '30s',
    watched: true,
    prepare: {
      volume: 'data',
      commands: [
        {
          program: 'initdb',
          args: (at) => [
            '-D',
            data(at),
            '-U',
            'postgres',
            `--pwfile=${at.secret(server.password.name)}`,
            '--auth=scram-sha-256',
            '--encoding=UTF8',
            '--locale=C.UTF-8',
          ],
        },
        // Single-user mode with -j: a statement ends at a semicolon before an empty line.
        {
          program: 'postgres',
          args: (at) => ['--single', '-j', '-D', data(at), 'postgres'],
          stdin: () => `CREATE DATABASE ${server.database};\n\n`,
        },
        {
          program: 'postgres',
          args: (at) => ['--single', '-j', '-D', data(at), server.database],
          stdin: (at) => monitorRole(server, at),
        },
      ],
    },
  };
}

/** The server reads the password from its file, so that no statement and no log holds it. */
function monitorRole({ monitor }: PostgresServer, at: Place): string {
  return `DO $do$ BEGIN EXECUTE format('CREATE ROLE ${monitor.user} LOGIN PASSWORD %L', rtrim(pg_read_file('${at.secret(monitor.password.name)}'), E'\\n')); END $do$;

GRANT pg_monitor TO ${monitor.user};

`;
}
