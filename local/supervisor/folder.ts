import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { closedFolder, nobody } from './user.ts';

/** Where root keeps runs that cannot stand in the project. */
const rootFolder = '/var/lib/narthex';

/**
 * The run folder of a stack: `.narthex/run/<name>` in the project. Root hands its processes to other users; if those cannot reach
 * the project, for example under /root, a folder in /var/lib takes its place. `project` is an existing absolute path that holds stacks/.
 */
export function defaultRunFolder(project: string, name: string): string {
  const inside = join(project, '.narthex', 'run', name);
  if (process.getuid?.() !== 0 || closedFolder(join(project, 'stacks'), nobody) === undefined) return inside;
  const digest = createHash('sha256').update(project).digest('hex').slice(0, 8);
  return join(rootFolder, `${name}-${digest}`);
}
