/** The check of a TCP port. */
import { connect } from 'node:net';
import type { DependencyCheck } from '../check.ts';
import type { DependencySettings } from './settings.ts';

/** What `tcpCheck` is told. */
export interface TcpCheckOptions extends DependencySettings {
  readonly host: string;
  readonly port: number;
}

/** A check that something accepts connections: `tcpCheck('broker', { host: 'broker', port: 5672 })`. */
export function tcpCheck(name: string, { host, port, ...settings }: TcpCheckOptions): DependencyCheck {
  return {
    ...settings,
    name,
    check: ({ signal }) =>
      new Promise<void>((resolve, reject) => {
        const socket = connect({ host, port });
        const give = () => {
          socket.destroy();
          reject(signal.reason);
        };
        signal.addEventListener('abort', give, { once: true });
        socket.once('connect', () => {
          socket.destroy();
          resolve();
        });
        socket.once('error', reject);
        socket.once('close', () => signal.removeEventListener('abort', give));
      }),
  };
}
