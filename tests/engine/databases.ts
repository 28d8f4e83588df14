import type { Owner, Recipe } from './recipe.ts';

const path = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** Redis as Debian builds it, entered as the official image is; the `alpine` tags number their group differently. */
export function redis(tag: string): Recipe {
  const owner: Owner = tag.includes('alpine') ? '999:1000' : '999:999';
  return {
    what: 'redis of Debian',
    base: { packages: ['redis-server', 'dash', 'coreutils', 'util-linux'] },
    files: { '/usr/local/bin/docker-entrypoint.sh': redisEntry },
    folders: { '/data': owner },
    openFolders: ['/tmp'],
    users: [{ name: 'redis', owner, home: '/data' }],
    instructions: [
      `ENV PATH=${path}`,
      'EXPOSE 6379',
      'VOLUME /data',
      'WORKDIR /data',
      'ENTRYPOINT ["docker-entrypoint.sh"]',
      'CMD ["redis-server"]',
    ],
  };
}

/**
 * PostgreSQL as Debian builds it, entered as the official image is: `POSTGRES_*` variables and their `_FILE` forms,
 * `/docker-entrypoint-initdb.d`. The data folder is the one of the release that the tag names.
 */
export function postgres(tag: string): Recipe {
  const owner: Owner = tag.includes('alpine') ? '70:70' : '999:999';
  const major = Number.parseInt(tag, 10);
  const home = '/var/lib/postgresql';
  const [data, volume] = major < 18 ? [`${home}/data`, `${home}/data`] : [`${home}/18/docker`, home];
  return {
    what: 'postgresql 18 of Debian',
    base: { packages: ['postgresql-18', 'gosu', 'bash', 'dash', 'coreutils', 'findutils', 'sed', 'grep', 'gzip'] },
    files: { '/usr/local/bin/docker-entrypoint.sh': postgresEntry },
    folders: { [home]: owner, [volume]: owner, '/run/postgresql': owner, '/docker-entrypoint-initdb.d': '0:0' },
    openFolders: ['/tmp', home, volume, '/run/postgresql'],
    users: [{ name: 'postgres', owner, home }],
    instructions: [
      // First, because Debian's psql in /usr/bin is a Perl script that chooses between releases.
      `ENV PATH=/usr/lib/postgresql/18/bin:${path}`,
      'ENV LANG=C.UTF-8',
      `ENV PGDATA=${data}`,
      'EXPOSE 5432',
      `VOLUME ${volume}`,
      'ENTRYPOINT ["docker-entrypoint.sh"]',
      'CMD ["postgres"]',
    ],
    // SIGTERM would let it wait until every client has gone.
    stopSignal: 'SIGINT',
  };
}

/** Options alone or a configuration file mean the server; root hands over to the user redis. */
const redisEntry = `#!/bin/sh
set -e
case "$1" in -* | *.conf) set -- redis-server "$@" ;; esac
if [ "$1" = redis-server ]; then
  if [ "$(id -u)" = 0 ]; then
    [ "$(stat -c %U .)" = redis ] || chown -R redis .
    exec setpriv --reuid=redis --regid="$(id -g redis)" --clear-groups "$0" "$@"
  fi
  # Other containers are not on the loopback interface; a password is the answer, as in the official image.
  set -- "$@" --protected-mode no
fi
exec "$@"
`;

const postgresEntry = `#!/bin/bash
set -eo pipefail
case "$1" in -*) set -- postgres "$@" ;; esac

from_file() {
  local file="$1_FILE"
  if [ -n "\${!file:-}" ]; then
    if [ -n "\${!1:-}" ]; then echo "error: both $1 and $file are set" >&2; exit 1; fi
    export "$1=$(<"\${!file}")"
    # This script runs again as another user, and must not find both.
    unset "$file"
  fi
}
from_file POSTGRES_PASSWORD
from_file POSTGRES_USER
from_file POSTGRES_DB
from_file POSTGRES_INITDB_ARGS
: "\${POSTGRES_USER:=postgres}" "\${POSTGRES_HOST_AUTH_METHOD:=}"
: "\${POSTGRES_DB:=$POSTGRES_USER}"
export POSTGRES_USER POSTGRES_DB

if [ "$1" = postgres ] && [ "$(id -u)" = 0 ]; then
  mkdir -p "$PGDATA" /var/run/postgresql
  find "$PGDATA" /var/run/postgresql \\! -user postgres -exec chown postgres '{}' +
  chmod 700 "$PGDATA"
  exec gosu postgres "$0" "$@"
fi

first_start() {
  if [ -z "\${POSTGRES_PASSWORD:-}" ] && [ "$POSTGRES_HOST_AUTH_METHOD" != trust ]; then
    echo 'error: POSTGRES_PASSWORD or POSTGRES_PASSWORD_FILE must be set for a new database' >&2
    exit 1
  fi
  mkdir -p "$PGDATA"
  chmod 700 "$PGDATA" || :
  local arguments=(-D "$PGDATA" -U "$POSTGRES_USER" --auth-local=trust --no-sync)
  # shellcheck disable=SC2206
  arguments+=(\${POSTGRES_INITDB_ARGS:-})
  if [ -n "\${POSTGRES_PASSWORD:-}" ]; then
    initdb "\${arguments[@]}" --auth-host=scram-sha-256 --pwfile=<(printf '%s\\n' "$POSTGRES_PASSWORD")
  else
    initdb "\${arguments[@]}" --auth-host=trust
  fi
  printf '\\nhost all all all %s\\n' "\${POSTGRES_HOST_AUTH_METHOD:-scram-sha-256}" >>"$PGDATA/pg_hba.conf"
  pg_ctl -D "$PGDATA" -o "-c listen_addresses=''" -w start
  local query=(psql -v ON_ERROR_STOP=1 --no-psqlrc -U "$POSTGRES_USER")
  if [ "$POSTGRES_DB" != postgres ]; then
    "\${query[@]}" -d postgres -v name="$POSTGRES_DB" <<<'CREATE DATABASE :"name";'
  fi
  query+=(-d "$POSTGRES_DB")
  local file
  for file in /docker-entrypoint-initdb.d/*; do
    case "$file" in
      *.sh) if [ -x "$file" ]; then "$file"; else . "$file"; fi ;;
      *.sql) "\${query[@]}" -f "$file" ;;
      *.sql.gz) gunzip -c "$file" | "\${query[@]}" ;;
    esac
  done
  pg_ctl -D "$PGDATA" -m fast -w stop
}

if [ "$1" = postgres ] && [ ! -s "$PGDATA/PG_VERSION" ]; then first_start; fi
# Other containers are not on the loopback interface; what the caller says comes later and wins.
if [ "$1" = postgres ]; then set -- postgres -c 'listen_addresses=*' "\${@:2}"; fi
exec "$@"
`;
