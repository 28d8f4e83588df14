import type { Place, RemoteWrite } from '../../stacks/model/index.ts';
import { portOf } from '../outside.ts';

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
  return [...new Set(storages.map(({ url }) => portOf(url)))].sort((a, b) => a - b);
}
