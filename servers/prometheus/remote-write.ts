import type { Place, RemoteWrite } from '../../stacks/model/index.ts';

/** One entry of `remote_write`. The token is the path of a file. */
export function remoteWriteConfig({ name, url, token }: RemoteWrite, at: Place): Record<string, unknown> {
  return {
    name,
    url,
    ...(token && { authorization: { type: 'Bearer', credentials_file: at.secret(token.name) } }),
  };
}

/** The TCP ports of the storages, each once. */
export function remoteWritePorts(storages: readonly RemoteWrite[]): number[] {
  return [...new Set(storages.map(({ url }) => portOf(new URL(url))))].sort((a, b) => a - b);
}

function portOf({ port, protocol }: URL): number {
  if (port !== '') return Number(port);
  return protocol === 'https:' ? 443 : 80;
}
