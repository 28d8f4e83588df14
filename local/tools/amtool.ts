import { type SeenFiles, withFiles, withSeenFiles } from './files.ts';
import { findingAt, type ToolFinding, type ToolInput } from './finding.ts';
import { findingsIn } from './messages.ts';
import { runTool, type Tool } from './run-tool.ts';

/** `amtool check-config` of the file at `path`. It reads templates, but does not look for the files of secrets. */
export async function amtoolCheckConfig(tool: Tool, seen: SeenFiles, path: string): Promise<ToolFinding[]> {
  const input = seen.get(path);
  if (input === undefined) return [];
  return withSeenFiles(seen, async (at, restore) => {
    const answer = await runTool(tool.path, ['check-config', at(path)], tool);
    if ('failure' in answer) return [findingAt(input, answer.failure)];
    if (answer.status === 0) return [];
    const said = restore(answer.stdout).split('FAILED: ').slice(1).join('\n') || restore(answer.stderr);
    return findingsIn(input, said);
  });
}

/** Labels of an alert, and who gets it. */
export interface RouteResult {
  readonly labels: Readonly<Record<string, string>>;
  /** Names of receivers, in the order of the routing tree; a fault of the file or the tool instead. */
  readonly receivers: readonly string[] | ToolFinding;
}

/** `amtool config routes test` of one `alertmanager.yml`, for each of these sets of labels. Ends at the first fault. */
export async function amtoolRoutes(
  tool: Tool,
  input: ToolInput,
  alerts: readonly Readonly<Record<string, string>>[],
): Promise<RouteResult[]> {
  return withFiles(new Map([['alertmanager.yml', input.text]]), async (cwd) => {
    const results: RouteResult[] = [];
    for (const labels of alerts) {
      const receivers = await route(tool, input, labels, cwd);
      results.push({ labels, receivers });
      if (!Array.isArray(receivers)) break;
    }
    return results;
  });
}

async function route(
  tool: Tool,
  input: ToolInput,
  labels: Readonly<Record<string, string>>,
  cwd: string,
): Promise<readonly string[] | ToolFinding> {
  // Quoted, because amtool reads each as a matcher.
  const matchers = Object.entries(labels).map(([name, value]) => `${name}=${JSON.stringify(value)}`);
  const args = ['config', 'routes', 'test', '--config.file=alertmanager.yml', ...matchers];
  const answer = await runTool(tool.path, args, { ...tool, cwd });
  if ('failure' in answer) return findingAt(input, answer.failure);
  if (answer.status === 0) return answer.stdout.trim().split(',').filter(Boolean);
  const said = answer.stderr
    .replace(/^Warning: .*$/gm, '')
    .replace('amtool: error: ', '')
    .trim();
  return findingsIn(input, said)[0] ?? findingAt(input, said);
}
