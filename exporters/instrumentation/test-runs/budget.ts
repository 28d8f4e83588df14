/** Budgets of time and memory for single tests. */
import { memoryWatch } from './memory.ts';

/** What a test may use. What is left out is not looked at. */
export interface Budget {
  /** Seconds, from its first line to its last. */
  readonly maxDuration?: number;
  /** Bytes by which the memory in use may grow while it runs, without garbage. */
  readonly maxMemory?: number;
}

/** What a test has used, beside what it may. Stands in the test's `meta.budget`, where reporters find it. */
export interface BudgetUse {
  readonly duration?: { readonly used: number; readonly most: number };
  readonly memory?: { readonly used: number; readonly most: number };
}

/** What is read of the context of a test. */
export interface BudgetContext {
  readonly task: { readonly meta: object };
}

/** A test that used more than it may. */
export class BudgetError extends Error {
  override readonly name = 'BudgetError';
}

/**
 * A test that fails when it uses more than it may: `it('parses a large file', budget({ maxDuration: 2, maxMemory: 100e6 }, () => …))`.
 * The test is run to its end, so that the message says how much it was; Vitest's own timeout is what ends it early.
 * Tests that run beside it in the same process (`concurrent`) count into its memory.
 *
 * Throws a `BudgetError` that names the budget, what was used and by how much it is too much; an error of the test itself comes first.
 */
export function budget<C extends BudgetContext>(
  { maxDuration, maxMemory }: Budget,
  run: (context: C) => unknown,
): (context: C) => Promise<void> {
  refuse('maxDuration', maxDuration);
  refuse('maxMemory', maxMemory);
  const measured = async (context: C): Promise<void> => {
    const memory = maxMemory === undefined ? undefined : memoryWatch(maxMemory);
    const start = performance.now();
    let result: unknown;
    let duration: number;
    let used: number | undefined;
    try {
      result = await run(context);
    } finally {
      duration = (performance.now() - start) / 1000;
      used = memory?.end();
    }
    // What the test returned was in use until it was measured.
    void result;
    const use: BudgetUse = {
      ...(maxDuration !== undefined && { duration: { used: duration, most: maxDuration } }),
      ...(maxMemory !== undefined && used !== undefined && { memory: { used, most: maxMemory } }),
    };
    Object.assign(context.task.meta, { budget: use });
    const over = exceeded(use);
    if (over.length > 0) throw new BudgetError(`The test is over its budget: ${over.join('; ')}.`);
  };
  // Vitest reads from the text of a test which fixtures it asks for.
  return Object.assign(measured, { toString: () => run.toString() });
}

function refuse(name: string, limit: number | undefined): void {
  if (limit !== undefined && !(limit > 0)) throw new RangeError(`${name} is ${limit}. Give a number above 0.`);
}

function exceeded({ duration, memory }: BudgetUse): string[] {
  const found: string[] = [];
  if (duration && duration.used > duration.most) {
    found.push(`it took ${duration.used.toFixed(3)} s, and may take ${duration.most} s`);
  }
  if (memory && memory.used > memory.most) {
    found.push(`it used ${megabytes(memory.used)} of memory, and may use ${megabytes(memory.most)}`);
  }
  return found;
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
