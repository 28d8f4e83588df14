import { availableParallelism } from 'node:os';
import { compose } from '../../compose/index.ts';
import type { ProgramName } from '../../local/index.ts';
import type { CheckContext, Finding, Gate, GateResult, Subject } from '../../scripts/check/gate.ts';
import { inParallel } from '../../scripts/check/parallel.ts';
import { type CheckInput, type GateReport, runGates } from '../../scripts/check/run.ts';
import { subject } from '../../scripts/check/subject.ts';
import type { Definition, EnvironmentName, Plan, Target } from '../../stacks/model/index.ts';
import sergas from '../../stacks/sergas.ts';
import { synthesize } from '../../stacks/synthesize/index.ts';
import { planOf } from '../support/stacks.ts';
import { realTools } from '../tools/programs.ts';

/** A stack in one environment, ready for the gates. */
export function subjectOf(
  definition: Definition = sergas,
  environment: EnvironmentName = 'production',
  targets: readonly Target[] = [compose],
): Subject {
  const plan = planOf(definition, environment);
  return subject(plan, synthesize(plan, targets));
}

/** A subject with one artifact changed. Throws where the change meets nothing, because such a test would prove nothing. */
export function edited(original: Subject, path: string, from: string | RegExp, to: string): Subject {
  const text = original.artifacts.get(path) ?? '';
  const changed = text.replace(from, () => to);
  if (changed === text) throw new Error(`nothing in ${path} matches ${from}`);
  return subject(original.plan, new Map([...original.artifacts, [path, changed]]));
}

/** A subject with a changed plan, whose artifacts stay. */
export function replanned(original: Subject, change: (plan: Plan) => Plan): Subject {
  return { ...original, plan: change(original.plan) };
}

/** The real programs; `undefined` where this machine has none, noted for the summary. */
export const tools = await realTools('the gates of `narthex check`');

/** What a gate works with, on these subjects and the real programs. */
export function contextOf(subjects: readonly Subject[], projectFolder = '/nowhere'): CheckContext {
  return {
    subjects,
    projectFolder,
    tool: async (name: ProgramName) => {
      const tool = new Map<string, { readonly path: string }>(Object.entries(tools ?? {})).get(name);
      if (tool === undefined) throw new Error(`${name} is no tool of the gates`);
      return tool;
    },
    each: (items, work) => inParallel(items, availableParallelism(), work),
  };
}

/** Runs one gate. */
export function run(gate: Gate, ...subjects: readonly Subject[]): Promise<GateResult> {
  return gate.run(contextOf(subjects));
}

/** What a gate finds. */
export async function found(gate: Gate, ...subjects: readonly Subject[]): Promise<readonly Finding[]> {
  return (await run(gate, ...subjects)).findings;
}

/** How every gate ends. */
export async function reportsOf(gates: readonly Gate[], input: CheckInput): Promise<GateReport[]> {
  const reports: GateReport[] = [];
  for await (const report of runGates(gates, input)) reports.push(report);
  return reports;
}
