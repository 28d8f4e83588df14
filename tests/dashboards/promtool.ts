import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensurePrograms } from '../../local/index.ts';
import { run } from '../../local/programs/run.ts';
import { yaml } from '../../stacks/model/index.ts';

/** Has Prometheus' own parser read expressions; rejects with what it says about those it refuses. */
export async function parseWithPromtool(expressions: readonly string[]): Promise<void> {
  const rules = expressions.map((expr, index) => ({ record: `parsed:expression:${index}`, expr }));
  await promtool(['check', 'rules', '--lint=none'], { groups: [{ name: 'expressions', rules }] });
}

/** An expression, what Prometheus has stored, and what it must answer at five minutes. */
export interface Question {
  readonly expr: string;
  /** Series in promtool's notation, a sample each minute. */
  readonly series: Readonly<Record<string, string>>;
  /** Labels (`{job="api"}`) and value of each series of the answer. */
  readonly answer: Readonly<Record<string, number>>;
}

/** Has Prometheus' own engine answer a question; rejects if the answer is another one. */
export async function askPromtool({ expr, series, answer }: Question): Promise<void> {
  const test = {
    interval: '1m',
    input_series: Object.entries(series).map(([name, values]) => ({ series: name, values })),
    promql_expr_test: [
      {
        expr,
        eval_time: '5m',
        exp_samples: Object.entries(answer).map(([labels, value]) => ({ labels, value })),
      },
    ],
  };
  await promtool(['test', 'rules'], { evaluation_interval: '1m', tests: [test] });
}

async function promtool(args: readonly string[], content: object): Promise<void> {
  const programs = await ensurePrograms(['promtool']);
  const folder = await mkdtemp(join(tmpdir(), 'narthex-dashboards-'));
  try {
    const file = join(folder, 'input.yml');
    await writeFile(file, yaml(content));
    await run(programs.get('promtool')?.path ?? 'promtool', [...args, file], { environment: process.env });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Whether an expression answers 1 at a time, given series. */
export interface Trial {
  readonly name: string;
  readonly step: string;
  readonly series: Readonly<Record<string, string>>;
  readonly at: string;
  readonly expr: string;
}

/** Has Prometheus' own engine make trials; returns the names of those with another answer. */
export async function tryWithPromtool(trials: readonly Trial[]): Promise<string[]> {
  const tests = trials.map(({ step, series, at, expr }) => ({
    interval: step,
    input_series: Object.entries(series).map(([labels, values]) => ({ series: labels, values })),
    promql_expr_test: [{ expr, eval_time: at, exp_samples: [{ labels: '{}', value: 1 }] }],
  }));
  try {
    await promtool(['test', 'rules'], { evaluation_interval: '1m', tests });
    return [];
  } catch (error) {
    const said = String(error);
    const failed = trials.filter(({ expr }) => said.includes(JSON.stringify(expr)));
    if (failed.length === 0) throw error;
    return failed.map(({ name }) => name);
  }
}
