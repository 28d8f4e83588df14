import {
  type RunByStack,
  type ServiceContext,
  splitAddress,
  type Workload,
  workloadDefaults,
} from '../stacks/model/index.ts';

/** Runs a service as a Redis server of its own, without persistence: for development and tests. */
export function redisServer(): RunByStack {
  return { kind: 'workload', workload: redisWorkload };
}

function redisWorkload({ stack, name, service }: ServiceContext): Workload {
  return {
    ...workloadDefaults,
    name,
    summary: 'Redis, kept in memory only.',
    image: stack.versions.redis,
    program: 'redis-server',
    entrypoint: false,
    args: (at) => {
      const [host, port] = splitAddress(at.listen('redis'));
      return [
        '--port',
        port,
        // In a container nothing but its own network reaches it; on a shared machine only loopback does.
        ...(host === '' ? ['--bind', '*', '--protected-mode', 'no'] : ['--bind', host]),
        '--save',
        '',
        '--appendonly',
        'no',
        '--maxmemory',
        '64mb',
        '--maxmemory-policy',
        'allkeys-lru',
        '--dir',
        '/tmp',
      ];
    },
    configFolder: '/etc/narthex/redis',
    ports: [{ name: 'redis', number: service.port }],
    health: { port: 'redis', command: ['redis-cli', '-p', String(service.port), 'ping'], startWithin: '30s' },
    resources: {
      cpu: { request: 0.05, limit: 0.5 },
      memory: { request: '32Mi', limit: '128Mi' },
      pids: 64,
    },
    hardening: { user: { uid: 999, gid: 999 }, tmpfs: [{ path: '/tmp', size: '16Mi' }], exceptions: [] },
    watched: true,
  };
}
