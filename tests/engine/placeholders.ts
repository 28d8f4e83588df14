import type { Recipe } from './recipe.ts';

/** A placeholder for Grafana, of which Debian has no package: its port, user and health address, and nothing of Grafana. */
export function grafana(): Recipe {
  const base = metricsPlaceholder('grafana', 3000, '/api/health');
  return {
    ...base,
    folders: { '/var/lib/grafana': '472:0', '/usr/share/grafana': '472:0' },
    users: [{ name: 'grafana', owner: '472:0', home: '/home/grafana' }],
    instructions: [...base.instructions, 'USER 472', 'WORKDIR /usr/share/grafana'],
  };
}

/**
 * A web server that answers its health address and `/metrics` (one gauge that says what it is), 404 otherwise. It keeps
 * a part's place in a stack where the real one cannot be had; whoever scrapes or checks it finds it up.
 */
export function metricsPlaceholder(name: string, port: number, health: string): Recipe {
  return {
    what: 'placeholder',
    base: 'busybox',
    files: { '/run.sh': server(port), '/answer.sh': answers(name, health) },
    instructions: [`EXPOSE ${port}`, 'ENTRYPOINT ["/run.sh"]'],
  };
}

/** The shell stays process 1 and passes the end on: a first process without a handler ignores SIGTERM. */
function server(port: number): string {
  return `#!/bin/sh
nc -ll -p ${port} -e /answer.sh &
child=$!
trap 'kill $child; exit 0' TERM INT
wait $child
`;
}

function answers(name: string, health: string): string {
  return `#!/bin/sh
read -r method path version
while read -r line && [ "\${#line}" -gt 1 ]; do :; done
status='200 OK' type='text/plain; version=0.0.4'
case "\${path%%\\?*}" in
  ${health}) type=application/json body='{"database":"ok","version":"placeholder"}' ;;
  /metrics) body='# HELP narthex_placeholder This is not ${name}, it only keeps its place.
# TYPE narthex_placeholder gauge
narthex_placeholder{of="${name}"} 1
' ;;
  *) status='404 Not Found' body='This is a placeholder for ${name}.
' ;;
esac
length=\${#body}
[ "$method" = HEAD ] && body=''
printf 'HTTP/1.1 %s\\r\\nContent-Type: %s\\r\\nContent-Length: %d\\r\\nConnection: close\\r\\n\\r\\n%s' "$status" "$type" "$length" "$body"
`;
}
