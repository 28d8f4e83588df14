import { seconds, type Workload } from '../stacks/model/index.ts';
import { type k8s, port } from './api.ts';

/** How the kubelet sees that a container has started, lives, and may be talked to. */
export function probes({ health }: Workload): Pick<k8s.Container, 'startupProbe' | 'livenessProbe' | 'readinessProbe'> {
  const every = 5;
  const ready = check(health, health.readyPath);
  return {
    // Until it succeeds the other two do not run, so that nobody kills a server which is still reading its log.
    startupProbe: {
      ...ready,
      periodSeconds: every,
      timeoutSeconds: 5,
      failureThreshold: Math.max(3, Math.ceil(seconds(health.startWithin) / every)),
    },
    livenessProbe: { ...check(health, health.livePath), periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 6 },
    readinessProbe: { ...ready, periodSeconds: every, timeoutSeconds: 5, failureThreshold: 3 },
  };
}

/** By HTTP where there is a path, by the image's own command where it has one, else by whether the port accepts a connection. */
function check(health: Workload['health'], path: string | undefined): k8s.Probe {
  if (path !== undefined) return { httpGet: { path, port: port(health.port) } };
  if (typeof health.command !== 'string') return { exec: { command: [...health.command] } };
  return { tcpSocket: { port: port(health.port) } };
}
