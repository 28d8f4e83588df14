import type { Place } from './place.ts';
import type { Workload } from './workload.ts';

/** The paths that a workload sees inside a container, wherever the container runs. Secrets lie in `secrets`. */
export function containerPaths(
  workload: Workload,
  secrets: string,
): Pick<Place, 'file' | 'shared' | 'data' | 'secret' | 'host'> {
  return {
    file: (path) => `${workload.configFolder}/${path}`,
    shared: (folder) =>
      required(
        workload.shared.find((mount) => mount.folder === folder)?.mountPath,
        workload,
        `the shared folder '${folder}'`,
      ),
    data: (volume) =>
      required(workload.volumes.find(({ name }) => name === volume)?.mountPath, workload, `the volume '${volume}'`),
    secret: (name) => `${secrets}/${name}`,
    host: (path) => hostPath(workload, path),
  };
}

/** Where the longest mounted path of the host that holds `path` is seen. */
function hostPath(workload: Workload, path: string): string {
  const mounts = (workload.hardening.hostPaths ?? []).filter(
    (mount) => path === mount.path || path.startsWith(mount.path === '/' ? '/' : `${mount.path}/`),
  );
  const mount = mounts.sort((a, b) => b.path.length - a.path.length)[0];
  const found = required(mount, workload, `a mount of the host's ${path}`);
  const rest = path.slice(found.path === '/' ? 1 : found.path.length + 1);
  return rest === '' ? found.mountPath : `${found.mountPath}/${rest}`;
}

/** What a workload's own functions ask for must be declared in the same workload; anything else is a mistake in its file. */
function required<T>(value: T | undefined, workload: Workload, what: string): T {
  if (value === undefined) throw new Error(`the workload '${workload.name}' uses ${what}, but does not declare it`);
  return value;
}
