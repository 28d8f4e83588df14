import { findingAt, type ToolFinding, type ToolInput } from './finding.ts';
import { lineOfValue, originAt } from './origin.ts';

/** What the programs say before the fault itself; the finding has the file already. */
const saidFirst = /^(?:parsing YAML file [^:]*: |error parsing config file: )?(?:yaml: )?/;

/**
 * What a program says about one file, as findings: one for each line of the file that a YAML error names, else one for all.
 * The place comes from the line, or from a name that is quoted in the message and stands in the file.
 */
export function findingsIn(input: ToolInput, message: string): ToolFinding[] {
  // Some lines are said twice.
  const lines = [...new Set(message.trim().replace(saidFirst, '').split('\n'))];
  const numbered = lines.flatMap((line) => {
    const [, number, fault] = /^\s*line (\d+): (.*)$/.exec(line) ?? [];
    return number === undefined || fault === undefined ? [] : [located(input, fault, Number(number))];
  });
  if (numbered.length > 0) return numbered;
  const said = lines.join('\n');
  return [located(input, said, lineOfQuoted(input.text, said))];
}

function located(input: ToolInput, message: string, line: number | undefined): ToolFinding {
  return findingAt(input, message, line, line === undefined ? undefined : originAt(input.text, line));
}

/** Names are quoted; regular expressions stand in backquotes, within the anchors that the programs add. */
function lineOfQuoted(text: string, message: string): number | undefined {
  for (const [, name = ''] of message.matchAll(/"([^"]+)"/g)) {
    const line = lineOfValue(text, name);
    if (line !== undefined) return line;
  }
  const pattern = /`\^\(\?s?:(.+?)\)?\$`/.exec(message)?.[1];
  const index = pattern === undefined ? -1 : text.split('\n').findIndex((line) => line.includes(pattern));
  return index === -1 ? undefined : index + 1;
}
