import { postgres, redis } from './databases.ts';
import { grafana, metricsPlaceholder } from './placeholders.ts';
import { type Recipe, readReference } from './recipe.ts';

const nobody = '65534:65534';

/** A recipe by the repository of the official image; the tag decides details where the official images differ by it. */
const recipes: Record<string, (tag: string) => Recipe> = {
  'prom/prometheus': () => ({
    what: 'prometheus of Debian',
    base: 'busybox',
    programs: { '/bin/prometheus': 'prometheus', '/bin/promtool': 'promtool' },
    assets: {
      '/usr/share/prometheus/web': { of: 'prometheus', path: 'usr/share/prometheus/web' },
      '/etc/prometheus/prometheus.yml': { of: 'prometheus', path: 'etc/prometheus/prometheus.yml' },
    },
    folders: { '/prometheus': nobody, '/etc/prometheus': nobody },
    instructions: [
      'USER nobody',
      'EXPOSE 9090',
      'VOLUME /prometheus',
      'WORKDIR /prometheus',
      'ENTRYPOINT ["/bin/prometheus"]',
      'CMD ["--config.file=/etc/prometheus/prometheus.yml","--storage.tsdb.path=/prometheus"]',
    ],
  }),
  'prom/alertmanager': () => ({
    what: 'alertmanager of Debian',
    base: 'busybox',
    programs: { '/bin/alertmanager': 'alertmanager', '/bin/amtool': 'amtool' },
    assets: {
      '/usr/share/prometheus/alertmanager': { of: 'alertmanager', path: 'usr/share/prometheus/alertmanager' },
      '/etc/alertmanager/alertmanager.yml': { of: 'alertmanager', path: 'etc/prometheus/alertmanager.yml' },
    },
    folders: { '/alertmanager': nobody, '/etc/alertmanager': nobody },
    instructions: [
      'USER nobody',
      'EXPOSE 9093',
      'VOLUME /alertmanager',
      'WORKDIR /alertmanager',
      'ENTRYPOINT ["/bin/alertmanager"]',
      'CMD ["--config.file=/etc/alertmanager/alertmanager.yml","--storage.path=/alertmanager"]',
    ],
  }),
  'prom/node-exporter': () => ({
    what: 'node_exporter of Debian',
    base: 'busybox',
    programs: { '/bin/node_exporter': 'node_exporter' },
    instructions: ['USER nobody', 'EXPOSE 9100', 'ENTRYPOINT ["/bin/node_exporter"]'],
  }),
  'prom/blackbox-exporter': () => ({
    what: 'blackbox_exporter of Debian',
    base: 'busybox',
    programs: { '/bin/blackbox_exporter': 'blackbox_exporter' },
    assets: { '/etc/blackbox_exporter/config.yml': { of: 'blackbox_exporter', path: 'etc/prometheus/blackbox.yml' } },
    instructions: [
      'EXPOSE 9115',
      'ENTRYPOINT ["/bin/blackbox_exporter"]',
      'CMD ["--config.file=/etc/blackbox_exporter/config.yml"]',
    ],
  }),
  'prom/pushgateway': () => ({
    what: 'pushgateway of Debian',
    base: 'busybox',
    programs: { '/bin/pushgateway': 'pushgateway' },
    assets: { '/usr/share/prometheus/pushgateway': { of: 'pushgateway', path: 'usr/share/prometheus/pushgateway' } },
    folders: { '/pushgateway': nobody },
    instructions: ['USER 65534', 'EXPOSE 9091', 'WORKDIR /pushgateway', 'ENTRYPOINT ["/bin/pushgateway"]'],
  }),
  'quay.io/prometheuscommunity/postgres-exporter': () => ({
    what: 'postgres_exporter of Debian',
    base: 'busybox',
    programs: { '/bin/postgres_exporter': 'postgres_exporter' },
    instructions: ['USER nobody', 'EXPOSE 9187', 'ENTRYPOINT ["/bin/postgres_exporter"]'],
  }),
  'oliver006/redis_exporter': () => ({
    what: 'redis_exporter of Debian',
    base: 'busybox',
    programs: { '/redis_exporter': 'redis_exporter' },
    instructions: ['USER 59000:59000', 'EXPOSE 9121', 'ENTRYPOINT ["/redis_exporter"]'],
  }),
  'ghcr.io/google/cadvisor': () => ({
    what: 'cadvisor 0.38 of Debian bullseye',
    base: 'busybox',
    programs: { '/usr/bin/cadvisor': { package: 'cadvisor', suite: 'bullseye', path: 'usr/bin/cadvisor' } },
    instructions: ['EXPOSE 8080', 'ENTRYPOINT ["/usr/bin/cadvisor","-logtostderr"]'],
  }),
  node: () => ({
    what: "this machine's Node",
    base: 'busybox',
    programs: { '/usr/local/bin/node': { file: process.execPath } },
    files: { '/usr/local/bin/docker-entrypoint.sh': nodeEntry },
    folders: { '/home/node': '1000:1000' },
    users: [{ name: 'node', owner: '1000:1000', home: '/home/node' }],
    instructions: [
      'ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
      'ENTRYPOINT ["docker-entrypoint.sh"]',
      'CMD ["node"]',
    ],
  }),
  'grafana/grafana': grafana,
  redis,
  postgres,
};

/** As in the official image: arguments that are no command go to Node. */
const nodeEntry = `#!/bin/sh
if [ "\${1#-}" != "$1" ] || ! command -v "$1" >/dev/null 2>&1 || { [ -f "$1" ] && [ ! -x "$1" ]; }; then
  set -- node "$@"
fi
exec "$@"
`;

/** The repositories for which there is a recipe. */
export const knownRepositories = Object.keys(recipes);

/** The recipe for an official image; undefined when there is none. */
export function recipeFor(image: string): Recipe | undefined {
  const { repository, tag } = readReference(image);
  return recipes[repository]?.(tag);
}

/** What to make instead when a recipe's program cannot be had; undefined when nothing honest is left. */
export function fallbackFor(image: string): Recipe | undefined {
  return readReference(image).repository === 'ghcr.io/google/cadvisor'
    ? metricsPlaceholder('cadvisor', 8080, '/healthz')
    : undefined;
}
