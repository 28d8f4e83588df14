import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Tool } from '../../local/tools/index.ts';
import { runTool } from '../../local/tools/run-tool.ts';
import { features, type PrometheusVersion, PromqlError, parse, supports } from '../../promql/index.ts';

/** The version of a promtool; Debian's is 3.5. */
export async function versionOf({ path }: Tool): Promise<PrometheusVersion> {
  const answer = await runTool(path, ['--version']);
  const [, major, minor] = ('stdout' in answer && /version (\d+)\.(\d+)/.exec(answer.stdout)) || [];
  return [Number(major), Number(minor)];
}

/** Which of these expressions promtool refuses as those of rules, and why. */
export async function refusals(
  { path }: Tool,
  texts: readonly string[],
  flags: readonly string[],
): Promise<Map<string, string>> {
  const folder = await mkdtemp(join(tmpdir(), 'promql-'));
  try {
    const rules = texts.map((expr, index) => ({ record: `rule:${index}`, expr }));
    const file = join(folder, 'rules.yml');
    // JSON is YAML, and writes every string in a way that is read back.
    await writeFile(file, JSON.stringify({ groups: [{ name: 'all', rules }] }));
    const answer = await runTool(path, [...flags, 'check', 'rules', '--lint=none', file]);
    if ('failure' in answer) throw new Error(answer.failure);
    const said = answer.stderr.matchAll(/group "all", rule (\d+), "[^"]*": (.*)/g);
    return new Map([...said].map(([, rule, why = '']) => [texts[Number(rule) - 1] ?? '', why]));
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Whether a Prometheus of that version with those flags takes an expression, as far as we know. */
export function weAccept(text: string, version: PrometheusVersion, flags: ReadonlySet<string>): boolean {
  try {
    return features(parse(text)).every((feature) => supports(feature, version, flags));
  } catch (error) {
    if (error instanceof PromqlError) return false;
    throw error;
  }
}
