import { type LocalDescription, runFolderToken } from '../../../local/index.ts';
import type { ToolInput } from '../tools.ts';
import { parse } from '../yaml-value.ts';
import { secretStandIn, type View, type Viewer } from './view.ts';

/** The processes of this machine as they see their files: everything lies in the run folder, whose token stays. */
export const localViews: Viewer = (_plan, artifacts, folder) => {
  const description = parse(artifacts.get('local/processes.json') ?? '') as LocalDescription | undefined;
  if (description === undefined) return [];
  const shared = [...artifacts].filter(([path]) => /^(rules|dashboards|runbooks)\//.test(path));
  return description.processes.map(({ name, program, args, secrets }): View => {
    const own = [...artifacts].filter(([path]) => path.startsWith(`local/${name}/`));
    const files = new Map<string, ToolInput>(
      [...shared, ...own].map(([path, text]) => [
        `${runFolderToken}/config/${path}`,
        { artifact: `${folder}/${path}`, text },
      ]),
    );
    for (const secret of secrets) {
      files.set(`${runFolderToken}/private/${name}/${secret.name}`, {
        artifact: `${folder}/local/processes.json`,
        text: secretStandIn,
      });
    }
    return { target: 'local', part: name, program, args, files, broken: [] };
  });
};
