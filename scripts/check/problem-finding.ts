import { type Problem, pathText } from '../../stacks/model/index.ts';
import type { Finding } from './gate.ts';

/** A problem that the Kubernetes room found in a manifest, as a finding. Its path: file, then kind and name, then the keys. */
export function manifestFinding(folder: string, { code, path, message, fix }: Problem): Finding {
  const [file, object, ...keys] = path;
  return {
    code,
    artifact: `${folder}/${file}`,
    ...(object !== undefined && { from: String(object) }),
    message: keys.length > 0 ? `${pathText(keys)}: ${message}` : message,
    fix,
  };
}
