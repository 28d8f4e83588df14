import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Tool } from '../../../local/tools/index.ts';
import { ruleFile } from '../../../rules/index.ts';
import { type Plan, type SeriesInput, yaml } from '../../../stacks/model/index.ts';

/** What Prometheus has to be asked: an expression, and when, in minutes. */
export interface Question {
  readonly expr: string;
  readonly at: number;
}

/** A sample of an answer. */
export interface Answer {
  readonly labels: string;
  readonly value: number;
}

/**
 * What the rules of an SLO have recorded after these series, as the real promtool computes it: it is told to expect an impossible
 * value, and says what it got instead.
 */
export function recorded(
  { groups, stack }: Plan,
  tool: Tool,
  series: SeriesInput,
  questions: readonly Question[],
): Answer[][] {
  const folder = mkdtempSync(join(tmpdir(), 'slo-'));
  try {
    const own = groups.filter(({ name }) => name.startsWith('slo-'));
    const rules = own.flatMap((group) => ruleFile(group, stack).groups);
    writeFileSync(join(folder, 'rules.yml'), yaml({ groups: rules }));
    const impossible = [{ labels: 'impossible{}', value: 12_345 }];
    const test = {
      interval: '1m',
      input_series: Object.entries(series).map(([each, values]) => ({ series: each, values })),
      promql_expr_test: questions.map(({ expr, at }) => ({ expr, eval_time: `${at}m`, exp_samples: impossible })),
    };
    writeFileSync(
      join(folder, 'tests.yml'),
      yaml({
        rule_files: ['rules.yml'],
        evaluation_interval: '1m',
        group_eval_order: own.map(({ name }) => name),
        tests: [test],
      }),
    );
    const { stderr, stdout } = spawnSync(tool.path, ['test', 'rules', 'tests.yml'], { cwd: folder, encoding: 'utf8' });
    const answers = [...`${stdout}${stderr}`.matchAll(/^\s+got:(.*(?:\n\s{12,}.*)*)/gm)].map(([, text = '']) => text);
    if (answers.length !== questions.length) throw new Error(`promtool said something else:\n${stdout}${stderr}`);
    return answers.map(samplesOf);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function samplesOf(text: string): Answer[] {
  if (text.trim() === 'nil') return [];
  return [...text.matchAll(/(\S*\{[^}]*\}|\{\})\s+([-+.\dEeNaIf]+)/g)].map(([, labels = '', value = '']) => ({
    labels,
    value: Number(value.replace('Inf', 'Infinity')),
  }));
}
