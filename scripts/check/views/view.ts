import type { Artifacts, Plan, Target } from '../../../stacks/model/index.ts';
import type { SeenFiles } from '../tools.ts';

/** A part as a target runs it: its program, its arguments, and the files that it sees there. */
export interface View {
  readonly target: Target['name'];
  /** Name of the part. */
  readonly part: string;
  /** The program's own name: `prometheus`. */
  readonly program: string;
  readonly args: readonly string[];
  /** By the absolute paths under which it sees them; secrets with a text that stands for their value. */
  readonly files: SeenFiles;
  /** Mounts of the artifacts that lead to nothing: what was asked for, and the artifact that asks. */
  readonly broken: readonly { readonly source: string; readonly artifact: string }[];
}

/** Makes the views of one target. */
export type Viewer = (plan: Plan, artifacts: Artifacts, folder: string) => View[];

/** What stands in a secret's file during a check; a value never takes part. */
export const secretStandIn = 'stands for a secret';

/** The value of a flag among the arguments: `--config.file=/etc/prometheus/prometheus.yml`. */
export function flag(args: readonly string[], name: string): string | undefined {
  return args.find((arg) => arg.startsWith(`--${name}=`))?.slice(name.length + 3);
}

/** The views of a program, with the path of the configuration file that its arguments name. */
export function withConfig(views: readonly View[], program: string): { view: View; config: string }[] {
  return views.flatMap((view) => {
    const config = view.program === program ? flag(view.args, 'config.file') : undefined;
    return config === undefined ? [] : [{ view, config }];
  });
}
