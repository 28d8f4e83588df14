import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { type SeenFiles, withFiles, withSeenFiles } from './files.ts';
import { findingAt, type ToolFinding, type ToolInput } from './finding.ts';
import { findingsIn } from './messages.ts';
import { lineOfValue, originAt, ruleOrigin } from './origin.ts';
import { runTool, type Tool } from './run-tool.ts';

/**
 * `promtool check config` of the file at `path`, with everything that Prometheus sees beside it. Also finds files that the
 * configuration names and that are not there.
 */
export async function promtoolCheckConfig(tool: Tool, seen: SeenFiles, path: string): Promise<ToolFinding[]> {
  const input = seen.get(path);
  if (input === undefined) return [];
  return withSeenFiles(seen, async (at, restore) => {
    const answer = await runTool(tool.path, ['check', 'config', '--lint=all', '--lint-fatal', at(path)], tool);
    if ('failure' in answer) return [findingAt(input, answer.failure)];
    if (answer.status === 0) return [];
    const said = restore(answer.stderr || answer.stdout).replaceAll(path, input.artifact);
    return unique(
      said
        .split(/^\s*FAILED:\s*/m)
        .slice(1)
        .flatMap((part) => findingsIn(input, part)),
    );
  });
}

/** `promtool check rules --lint=all` of one rule file. */
export async function promtoolCheckRules(tool: Tool, input: ToolInput): Promise<ToolFinding[]> {
  return withFiles(new Map([['rules.yml', input.text]]), async (cwd) => {
    const args = ['check', 'rules', '--lint=all', '--lint-fatal', 'rules.yml'];
    const answer = await runTool(tool.path, args, { ...tool, cwd });
    if ('failure' in answer) return [findingAt(input, answer.failure)];
    if (answer.status === 0) return [];
    const said = answer.stderr.replace(/^\s*FAILED:\s*$/gm, '');
    return unique(said.split(/^rules\.yml: /m).flatMap((part) => ruleFindings(input, part.trim())));
  });
}

/**
 * `promtool test rules` of one file of unit tests. `rules` are the rule files beside it, by their paths relative to the
 * folder of the artifacts, as the artifact's own path is. `parts` are files among them that say the same in its place.
 */
export async function promtoolTestRules(
  tool: Tool,
  input: ToolInput & { readonly path: string },
  rules: ReadonlyMap<string, string>,
  parts?: readonly string[],
): Promise<ToolFinding[]> {
  const files = parts === undefined ? new Map([...rules, [input.path, input.text]]) : rules;
  // promtool names the rule files that it does not find as it looks for them: from where it runs.
  const place = parts === undefined ? dirname(input.path) : '.';
  return withFiles(files, async (folder) => {
    const cwd = join(folder, place);
    const args = ['test', 'rules', ...(parts ?? [basename(input.path)])];
    // Scenarios may simulate days.
    const answer = await runTool(tool.path, args, { timeout: 120_000, ...tool, cwd });
    if ('failure' in answer) return [findingAt(input, answer.failure)];
    return unique(testFindings(input, answer.stderr, answer.status));
  });
}

/** Milliseconds for the unit tests of one rule: those that need a past of days take some seconds on a small machine. */
const slowest = 5_000;

/**
 * `promtool test rules` of many files of unit tests in one go; `files` holds them and the rule files, by path. Which of the tests
 * pass, or why promtool gives no answer.
 */
export async function promtoolPasses(
  tool: Tool,
  files: ReadonlyMap<string, string>,
  tests: readonly string[],
): Promise<ReadonlySet<string> | { readonly failure: string }> {
  return withFiles(files, async (cwd) => {
    const patience = { timeout: 30_000 + slowest * tests.length };
    const answer = await runTool(tool.path, ['test', 'rules', '--junit=verdicts.xml', ...tests], {
      ...patience,
      ...tool,
      cwd,
    });
    if ('failure' in answer) return answer;
    const verdicts = await readFile(join(cwd, 'verdicts.xml'), 'utf8').catch(() => undefined);
    if (verdicts === undefined) return { failure: answer.stderr.trim() };
    const suites = verdicts.matchAll(/<testsuite name="([^"]*)"[^>]* failures="(\d+)" errors="(\d+)"/g);
    return new Set(
      [...suites].flatMap(([, name = '', failures, errors]) => (failures === '0' && errors === '0' ? name : [])),
    );
  });
}

function ruleFindings(input: ToolInput, part: string): ToolFinding[] {
  if (part === '') return [];
  const [, pack, rule, fault] = /group "([^"]*)", rule \d+, "([^"]*)": (.*)$/s.exec(part) ?? [];
  if (pack !== undefined && rule !== undefined && fault !== undefined) {
    const line = Number(/^(\d+):\d+: /.exec(part)?.[1]) || lineOfValue(input.text, rule);
    return [findingAt(input, fault.trim(), line, ruleOrigin(pack, rule))];
  }
  const duplicates = /^lint error \d+ duplicate rule\(s\) found\.\s*(.*)$/s.exec(part)?.[1];
  if (duplicates !== undefined) {
    const names = [...duplicates.matchAll(/^Metric: (.*)$/gm)].map(([, name = '']) => name);
    return names.map((name) => {
      const line = lineOfValue(input.text, name);
      return findingAt(
        input,
        `there are two rules ${name} with the same labels`,
        line,
        line === undefined ? undefined : originAt(input.text, line),
      );
    });
  }
  return findingsIn(input, part.replace(/^0:0: /, ''));
}

/** promtool prints a block for each scenario that ends otherwise: `name:`, `alertname:`, `exp:[…]`, `got:[…]`. */
function testFindings(input: ToolInput, said: string, status: number): ToolFinding[] {
  // A test of rules that are not there passes where it expects silence.
  const missing = [...said.matchAll(/no file match pattern (.*)$/gm)].map(([, pattern = '']) =>
    findingAt(input, `no rule file matches '${pattern}'`, lineOfValue(input.text, pattern)),
  );
  if (status === 0 || missing.length > 0) return missing;
  const text = said
    .split(/^\s*FAILED:\s*$/m)
    .slice(1)
    .join('\n');
  const blocks = text.split(/^ {4}name: /m).slice(1);
  if (blocks.length === 0) return findingsIn(input, text.trim() || said.trim());
  return blocks.map((block) => {
    const [first = '', ...rest] = block.trimEnd().split('\n');
    const scenario = first.trim().replace(/,$/, '');
    const [, alert, time] = /alertname: (\S+), time: ([^,]+),/.exec(block) ?? [];
    const line = lineOfValue(input.text, scenario);
    const what = alert === undefined ? 'the result is not as expected' : `at ${time} ${alert} is not as expected`;
    return findingAt(input, `${what}\n${outdent(rest.slice(1))}`, line, `scenario '${scenario}'`);
  });
}

function outdent(lines: readonly string[]): string {
  const width = Math.min(...lines.filter((line) => line.trim() !== '').map((line) => line.search(/\S/)), 80);
  return lines.map((line) => line.slice(width).trimEnd()).join('\n');
}

/** promtool repeats some of its errors. */
function unique(findings: readonly ToolFinding[]): ToolFinding[] {
  return [...new Map(findings.map((finding) => [`${finding.line} ${finding.message}`, finding])).values()];
}
