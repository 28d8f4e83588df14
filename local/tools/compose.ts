import { withFiles } from './files.ts';
import { findingAt, type ToolFinding, type ToolInput } from './finding.ts';
import { lineOfPart } from './origin.ts';
import { runTool, type Tool } from './run-tool.ts';

/** Docker Compose: the plugin by itself, or the `docker` command that has it (`prefix` is then `compose`). */
export interface ComposeTool extends Tool {
  readonly prefix: readonly string[];
}

/** Compose as a plugin of the `docker` command on PATH; `undefined` if there is none. No engine has to run. */
export async function dockerCompose(): Promise<ComposeTool | undefined> {
  const answer = await runTool('docker', ['compose', 'version', '--short'], { timeout: 10_000 });
  return 'status' in answer && answer.status === 0 ? { path: 'docker', prefix: ['compose'] } : undefined;
}

/** `docker compose config --quiet` of one file. Variables have the defaults that the file gives them. */
export async function composeConfig(tool: ComposeTool, input: ToolInput): Promise<ToolFinding[]> {
  return withFiles(new Map([['compose.yaml', input.text]]), async (cwd) => {
    const args = [...tool.prefix, '-f', 'compose.yaml', 'config', '--quiet'];
    const answer = await runTool(tool.path, args, { ...tool, cwd });
    if ('failure' in answer) return [findingAt(input, answer.failure)];
    if (answer.status === 0) return [];
    const said = answer.stderr
      .replace(/^time=.*$/gm, '')
      .replace(/^(validating \S+: |decoding failed due to the following error\(s\):)\s*/gm, '')
      .trim();
    const part = /services[.[]([\w-]+)|service "([\w-]+)"/.exec(said);
    const name = part?.[1] ?? part?.[2];
    if (name === undefined) return [findingAt(input, said)];
    return [findingAt(input, said, lineOfPart(input.text, name), `part ${name}`)];
  });
}
