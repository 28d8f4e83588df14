/**
 * Where a program comes from when the machine does not have it.
 *
 * `upstream`: the Debian suite that follows the upstream releases closely; its Go programs need little of the C
 * library and run on older releases. `own`: the release of this very machine, for C programs that need its libraries.
 */
export type Suite = 'upstream' | 'own';

/** The Debian suite behind `upstream`. It moves: what it really delivers is checked against {@link minimum}. */
export const upstreamSuite = 'forky';

/** One program: how it is called on PATH, and which Debian package carries it. */
export interface ProgramEntry {
  name: string;
  /** Names under which it may stand on PATH; Debian prefixes most of them with `prometheus-`. */
  commands: readonly string[];
  debian: {
    package: string;
    suite: Suite;
    /** Path inside the package; a `*` stands for one folder name, such as the major version. */
    path: string;
  };
  /** Further folders to look in after PATH; `*` as above, the highest number first. */
  folders?: readonly string[];
  /** Programs that must stand in the same folder, because they only work with their own release. */
  together?: readonly string[];
  /** Arguments that make it print its version; `--version` where absent. */
  versionArguments?: readonly string[];
  /** Arguments that the packaged program needs to run outside `/`; `{root}` is the unpacked package. */
  packagedArguments?: readonly string[];
  /** A folder whose absolute path is compiled into the packaged program, see `relocate.ts`. */
  compiledFolder?: string;
}

const pluginFolders = ['/usr/local/lib/docker/cli-plugins', '/usr/local/libexec/docker/cli-plugins'].concat([
  '/usr/lib/docker/cli-plugins',
  '/usr/libexec/docker/cli-plugins',
]);

/** Every program that Narthex runs or checks with. */
export const programs = {
  prometheus: upstream('prometheus', 'prometheus', 'usr/bin/prometheus'),
  promtool: upstream('promtool', 'promtool', 'usr/bin/promtool'),
  alertmanager: {
    ...upstream('alertmanager', 'prometheus-alertmanager', 'usr/bin/prometheus-alertmanager'),
    // Upstream embeds its templates and its page; Debian reads them from disk and does not start without the templates.
    compiledFolder: '/usr/share/prometheus/alertmanager',
    packagedArguments: ['--web.ui-path={root}/usr/share/prometheus/alertmanager/no-ui'],
  },
  amtool: upstream('amtool', 'prometheus-alertmanager', 'usr/bin/amtool'),
  blackbox_exporter: upstream(
    'blackbox_exporter',
    'prometheus-blackbox-exporter',
    'usr/bin/prometheus-blackbox-exporter',
  ),
  node_exporter: upstream('node_exporter', 'prometheus-node-exporter', 'usr/bin/prometheus-node-exporter'),
  postgres_exporter: upstream(
    'postgres_exporter',
    'prometheus-postgres-exporter',
    'usr/bin/prometheus-postgres-exporter',
  ),
  pushgateway: {
    ...upstream('pushgateway', 'prometheus-pushgateway', 'usr/bin/prometheus-pushgateway'),
    // Only its page needs this (500 otherwise); upstream embeds the page.
    packagedArguments: ['--web.local-assets={root}/usr/share/prometheus/pushgateway'],
  },
  redis_exporter: upstream('redis_exporter', 'prometheus-redis-exporter', 'usr/bin/prometheus-redis-exporter'),
  'docker-compose': {
    ...upstream('docker-compose', 'docker-compose', 'usr/libexec/docker/cli-plugins/docker-compose'),
    folders: pluginFolders,
    versionArguments: ['version', '--short'],
  },
  busybox: { ...upstream('busybox', 'busybox-static', 'usr/bin/busybox'), versionArguments: ['--help'] },
  'redis-server': own('redis-server', 'redis-server', 'usr/bin/redis-server'),
  'redis-cli': own('redis-cli', 'redis-server', 'usr/bin/redis-cli'),
  postgres: postgres('postgres'),
  initdb: postgres('initdb'),
  pg_ctl: postgres('pg_ctl'),
  psql: postgres('psql'),
  // For tests of pages. What stands on PATH in Debian is a script around this file.
  chromium: { ...own('chromium', 'chromium', 'usr/lib/chromium/chromium'), packagedArguments: ['--no-sandbox'] },
} satisfies Record<string, ProgramEntry>;

/** The name of a program in {@link programs}. */
export type ProgramName = keyof typeof programs;

/** The oldest release of each program that Narthex works with. */
export const minimum: Record<ProgramName, string> = {
  prometheus: '3.5.0',
  promtool: '3.5.0',
  alertmanager: '0.28.0',
  amtool: '0.28.0',
  blackbox_exporter: '0.25.0',
  node_exporter: '1.8.0',
  postgres_exporter: '0.16.0',
  pushgateway: '1.9.0',
  redis_exporter: '1.60.0',
  'docker-compose': '2.23.0',
  busybox: '1.30.0',
  'redis-server': '6.0',
  'redis-cli': '6.0',
  postgres: '13',
  initdb: '13',
  pg_ctl: '13',
  psql: '13',
  chromium: '123',
};

/** One Debian package and the programs of the table that come out of it. */
export interface Bundle {
  package: string;
  suite: Suite;
  programs: readonly ProgramEntry[];
}

/** The bundle that carries a program; programs of one package share one. */
export function bundleOf(name: ProgramName): Bundle {
  const { debian } = programs[name];
  const entries: ProgramEntry[] = Object.values(programs);
  return {
    package: debian.package,
    suite: debian.suite,
    programs: entries.filter((entry) => entry.debian.package === debian.package),
  };
}

/** The environment variable that names a program's file and overrides every search: `NARTHEX_NODE_EXPORTER`. */
export function overrideVariable(name: string): string {
  return `NARTHEX_${name.toUpperCase().replaceAll('-', '_')}`;
}

function upstream(name: string, debianPackage: string, path: string): ProgramEntry {
  const commands = [...new Set([name, path.slice(path.lastIndexOf('/') + 1)])];
  return { name, commands, debian: { package: debianPackage, suite: 'upstream', path } };
}

function own(name: string, debianPackage: string, path: string): ProgramEntry {
  return { name, commands: [name], debian: { package: debianPackage, suite: 'own', path } };
}

function postgres(name: string): ProgramEntry {
  return {
    ...own(name, 'postgresql', `usr/lib/postgresql/*/bin/${name}`),
    // Debian puts only the client on PATH; the server's programs stand here.
    folders: ['/usr/lib/postgresql/*/bin'],
    together: name === 'psql' ? [] : ['postgres', 'initdb', 'pg_ctl'],
  };
}
