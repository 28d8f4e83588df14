import { type SeenFiles, withSeenFiles } from './files.ts';
import { findingAt, type ToolFinding } from './finding.ts';
import { findingsIn } from './messages.ts';
import { runTool, type Tool } from './run-tool.ts';

/** `blackbox_exporter --config.check` of the file at `path`. It takes any text as a prober; see the gate for that. */
export async function blackboxCheckConfig(tool: Tool, seen: SeenFiles, path: string): Promise<ToolFinding[]> {
  const input = seen.get(path);
  if (input === undefined) return [];
  return withSeenFiles(seen, async (at, restore) => {
    const answer = await runTool(tool.path, ['--config.check', `--config.file=${at(path)}`], tool);
    if ('failure' in answer) return [findingAt(input, answer.failure)];
    if (answer.status === 0) return [];
    return findingsIn(input, loggedError(restore(answer.stderr)));
  });
}

/** The `err` of the last line of its log that has one: `level=ERROR msg="…" err="…"`. */
function loggedError(log: string): string {
  const quoted = [...log.matchAll(/ err=("(?:[^"\\]|\\.)*"|\S+)$/gm)].at(-1)?.[1];
  if (quoted === undefined) return log.trim();
  try {
    const text: unknown = JSON.parse(quoted);
    return String(text);
  } catch {
    return quoted;
  }
}
