import type { Workload } from '../stacks/model/index.ts';
import { type k8s, quantity } from './api.ts';
import { type Bundle, bundles, keyOf } from './config-maps.ts';
import type { Part } from './part.ts';
import { secretsFolder } from './place.ts';
import type { SharedFolders } from './shared.ts';

/** A volume of a pod, and where its container sees it. */
interface Mount {
  readonly volume: k8s.Volume;
  readonly mount: Omit<k8s.VolumeMount, 'name'>;
}

/** Readable by everybody in the pod, writable by nobody. */
const readable = 0o444;
/** Secrets are for the pod's own group. */
const secret = 0o440;

/** Everything that a pod mounts, but for the volumes that a StatefulSet claims. */
export function mounts(part: Part, shared: SharedFolders): Mount[] {
  const { workload } = part;
  return [
    ...configFolder(part),
    ...workload.shared.map(({ folder, mountPath }) => sharedFolder(folder, mountPath, shared)),
    ...secrets(part),
    ...(workload.hardening.tmpfs ?? []).map(({ path, size }, index): Mount => {
      return {
        volume: { name: `scratch-${index}`, emptyDir: { medium: 'Memory', sizeLimit: quantity(size) } },
        mount: { mountPath: path },
      };
    }),
    ...hostPaths(workload),
  ];
}

/** The name of the ConfigMap with a workload's own files. */
export function configName({ name }: Workload): string {
  return `${name}-config`;
}

/** The ConfigMaps of a workload's own files. */
export function configBundles({ workload, files }: Part): Bundle[] {
  return bundles(configName(workload), files);
}

/** The ConfigMaps of a shared folder. */
export function sharedBundles(folder: keyof SharedFolders, shared: SharedFolders): Bundle[] {
  return bundles(`narthex-${folder}`, shared[folder]);
}

function configFolder(part: Part): Mount[] {
  if (part.files.length === 0) return [];
  const volume = { name: 'config', projected: projection(configBundles(part)) };
  return [{ volume, mount: { mountPath: part.workload.configFolder, readOnly: true } }];
}

function sharedFolder(folder: keyof SharedFolders, mountPath: string, shared: SharedFolders): Mount {
  return {
    volume: { name: folder, projected: projection(sharedBundles(folder, shared)) },
    mount: { mountPath, readOnly: true },
  };
}

function projection(all: readonly Bundle[]): k8s.ProjectedVolumeSource {
  return {
    defaultMode: readable,
    sources: all.map(({ name, files }) => ({
      configMap: { name, items: files.map(({ path }) => ({ key: keyOf(path), path })) },
    })),
  };
}

/** Every secret is a Secret of its own name with one key of the same name, seen as a file of that name. */
function secrets({ workload, ...member }: Part): Mount[] {
  if (workload.secrets.length === 0) return [];
  const sources = workload.secrets.map(({ name }) => ({ secret: { name, items: [{ key: name, path: name }] } }));
  return [
    {
      volume: { name: 'secrets', projected: { defaultMode: secret, sources } },
      mount: { mountPath: secretsFolder({ workload, ...member }), readOnly: true },
    },
  ];
}

function hostPaths({ hardening }: Workload): Mount[] {
  return (hardening.hostPaths ?? []).map(({ path, mountPath, propagate }, index) => ({
    volume: { name: `host-${index}`, hostPath: { path } },
    mount: { mountPath, readOnly: true, ...(propagate && { mountPropagation: 'HostToContainer' }) },
  }));
}
