import type { ProgramName } from '../../../local/index.ts';
import { type Checkable, checkDistinct, withoutHeader } from '../distinct.ts';
import type { CheckContext, Finding, GateResult } from '../gate.ts';
import { missingFiles } from '../named-files.ts';
import type { SeenFiles, Tool, ToolFinding } from '../tools.ts';
import { type View, withConfig } from '../views/view.ts';

/** A configuration file of one part, with what the part sees beside it. */
export interface Configuration extends Checkable {
  readonly view: View;
  /** Where the part sees it. */
  readonly path: string;
  readonly files: SeenFiles;
}

/** How the configuration files of one program are checked. */
export interface ConfigurationCheck {
  /** The program whose files they are, as workloads call it. */
  readonly program: string;
  /** The program that checks them. */
  readonly tool: ProgramName;
  readonly check: (tool: Tool, files: SeenFiles, path: string) => Promise<readonly ToolFinding[]>;
  /** Files beside the configuration that another gate judges, and what stands in for them. */
  readonly standIn?: (view: View, path: string) => SeenFiles;
  readonly fix: string;
}

/** Checks the configuration of every part that runs a program, as the part sees it on each target. */
export async function checkConfigurations(
  context: CheckContext,
  { program, tool: toolName, check, standIn, fix }: ConfigurationCheck,
): Promise<GateResult> {
  const tool = await context.tool(toolName);
  const found = context.subjects.flatMap(({ views, folder }) =>
    withConfig(views, program).map(({ view, config }) => ({ view, config, folder })),
  );
  const configurations = found.flatMap(({ view, config }): Configuration[] => {
    const input = view.files.get(config);
    if (input === undefined) return [];
    const files = new Map([...view.files, ...(standIn?.(view, config) ?? [])]);
    const content = [...files].map(([path, { text }]) => `${path}\n${withoutHeader(text)}`).join('\n');
    return [{ artifact: input.artifact, content, view, path: config, files }];
  });
  const absent = found
    .filter(({ view, config }) => !view.files.has(config))
    .map(
      ({ view, config, folder }): Finding => ({
        artifact: `${folder}/${view.target}`,
        from: `part ${view.part}`,
        message: `${view.part} is started with ${config}, and will find no file there`,
        fix: "let its argument name a file of the workload: at.file('…')",
      }),
    );
  const faults = await checkDistinct(configurations, context, fix, async ({ view, files, path }) => {
    const said = await check(tool, files, path);
    return said.length > 0 ? said : missingFiles({ ...view, files }, path);
  });
  return { checked: found.length, what: 'file', findings: [...absent, ...faults] };
}
