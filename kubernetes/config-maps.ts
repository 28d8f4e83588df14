import { NarthexError } from '../stacks/model/index.ts';
import { k8s } from './api.ts';
import type { Manifest } from './manifest.ts';
import type { TextFile } from './shared.ts';

/** The most that the API server takes in one ConfigMap, in bytes. */
const limit = 1024 * 1024;

/** A ConfigMap, and the files that it holds. */
export interface Bundle {
  readonly name: string;
  readonly files: readonly TextFile[];
}

/** The key of a file: a ConfigMap knows no folders. */
export function keyOf(path: string): string {
  return path.replaceAll('/', '__').replace(/[^-._a-zA-Z0-9]/g, '-');
}

/**
 * Divides files over as many ConfigMaps as they need, in their order: `name`, `name-2`, … Throws a `NarthexError` for a file that
 * is larger than a ConfigMap can be.
 */
export function bundles(name: string, files: readonly TextFile[]): Bundle[] {
  const groups: TextFile[][] = [[]];
  let room = limit;
  for (const file of files) {
    const size = Buffer.byteLength(file.text);
    if (size > limit) throw tooLarge(name, file, size);
    if (size > room) {
      groups.push([]);
      room = limit;
    }
    groups.at(-1)?.push(file);
    room -= size;
  }
  return groups
    .filter((group) => group.length > 0)
    .map((group, index) => ({ name: index === 0 ? name : `${name}-${index + 1}`, files: group }));
}

/** A ConfigMap as an object. */
export function configMap(
  { name, files }: Bundle,
  namespace: string,
  labels: Readonly<Record<string, string>>,
): Manifest {
  return k8s.KubeConfigMap.manifest({
    metadata: { name, namespace, labels },
    data: Object.fromEntries(files.map(({ path, text }) => [keyOf(path), text])),
  });
}

function tooLarge(name: string, file: TextFile, size: number): NarthexError {
  return new NarthexError('A file is too large for Kubernetes.', [
    {
      code: 'NX304',
      path: [name, file.path],
      message: `has ${size} bytes; a ConfigMap holds at most ${limit}`,
      fix: 'make the file smaller, or split what it is generated from',
    },
  ]);
}
