import { availableParallelism } from 'node:os';
import { ProgramError } from '../../local/index.ts';
import type { CheckContext, Finding, Gate, GateResult, Subject } from './gate.ts';
import { inParallel } from './parallel.ts';

/** How one gate ended. */
export interface GateReport extends Pick<Gate, 'id' | 'code' | 'title' | 'why'> {
  /**
   * `empty`: nothing of its kind was selected. `unable`: a program that it needs is missing, so nobody knows; on a machine of
   * continuous integration that is a failure.
   */
  readonly outcome: 'passed' | 'failed' | 'empty' | 'unable';
  readonly checked: number;
  readonly what: string;
  readonly findings: readonly Finding[];
  /** Why it could not run, or how it was checked. */
  readonly note?: string;
  readonly milliseconds: number;
}

/** What the gates run on. */
export interface CheckInput {
  readonly subjects: readonly Subject[];
  readonly projectFolder: string;
  readonly tool: CheckContext['tool'];
}

/**
 * Runs the gates one after the other, each on everything that was selected and on all cores, and yields how each ended. A gate
 * that fails does not keep the next ones from running.
 */
export async function* runGates(gates: readonly Gate[], input: CheckInput): AsyncGenerator<GateReport> {
  const each: CheckContext['each'] = (items, work) => inParallel(items, availableParallelism(), work);
  for (const gate of gates) {
    const started = performance.now();
    const result = await gate.run({ ...input, each }).catch(unable);
    yield report(gate, result, Math.round(performance.now() - started));
  }
}

/** Whether all is well: nothing failed, and on continuous integration nothing was left out either. */
export function isPassed(reports: readonly GateReport[], environment: NodeJS.ProcessEnv = process.env): boolean {
  const strict = Boolean(environment.CI) && environment.CI !== 'false';
  return reports.every(({ outcome }) => outcome !== 'failed' && !(strict && outcome === 'unable'));
}

function unable(error: unknown): { readonly unable: string } {
  if (error instanceof ProgramError) return { unable: error.message };
  throw error;
}

function report(gate: Gate, result: GateResult | { readonly unable: string }, milliseconds: number): GateReport {
  const { id, code, title, why } = gate;
  const common = { id, code, title, why, milliseconds };
  if ('unable' in result) {
    return { ...common, outcome: 'unable', checked: 0, what: '', findings: [], note: result.unable };
  }
  const faults = result.findings.filter(({ severity }) => severity !== 'warning');
  const outcome = faults.length > 0 ? 'failed' : result.checked === 0 ? 'empty' : 'passed';
  return { ...common, ...result, outcome };
}
