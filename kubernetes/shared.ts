import { ruleFile, runbookFiles } from '../rules/index.ts';
import { type Plan, type SharedFolder, yaml } from '../stacks/model/index.ts';

/** A file: its path inside its folder, and its text. */
export interface TextFile {
  readonly path: string;
  readonly text: string;
}

/** The files of the folders that workloads share, as every target has them. */
export type SharedFolders = Readonly<Record<SharedFolder, readonly TextFile[]>>;

/** Writes the shared files once for all that mount them. */
export function sharedFolders(plan: Plan): SharedFolders {
  return {
    rules: plan.groups.map((group) => ({ path: `${group.name}.yml`, text: yaml(ruleFile(group, plan.stack)) })),
    dashboards: plan.dashboards.map(({ uid, json }) => ({
      path: `${uid}.json`,
      text: `${JSON.stringify(json, null, 2)}\n`,
    })),
    runbooks: runbookFiles(plan),
  };
}
