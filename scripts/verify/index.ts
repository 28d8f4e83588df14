import { setTimeout as sleep } from 'node:timers/promises';
import { dashboardQueries } from './dashboards.ts';
import type { Question, Running, Verdict } from './question.ts';
import { receivers } from './receivers.ts';
import { rules } from './rules.ts';
import { targets } from './targets.ts';
import { watchdog } from './watchdog.ts';

/** What a running stack is asked, in this order. */
export const questions: readonly Question[] = [targets, rules, dashboardQueries, watchdog, receivers];

/** A question with its answer. */
export interface Answered extends Verdict {
  readonly id: string;
  readonly title: string;
  readonly milliseconds: number;
}

/** How long a stack that has just started is waited for, and how often it is asked meanwhile. Milliseconds. */
export interface Patience {
  readonly within: number;
  readonly every: number;
}

/** A blackbox job is read every 30 s, and its rules are evaluated after that. */
export const defaultPatience: Patience = { within: 75_000, every: 2_000 };

/**
 * Asks everything. A question whose answer is only not good yet is asked again, as long as nothing is wrong and the patience
 * lasts; what is not good then is wrong. A question that cannot be asked at all is answered with why.
 */
export async function askEverything(
  running: Running,
  onProgress: (text: string) => void = () => {},
  { within, every }: Patience = defaultPatience,
): Promise<Answered[]> {
  const deadline = Date.now() + within;
  const answers = new Map<Question, Answered>();
  for (;;) {
    for (const question of questions) {
      const before = answers.get(question);
      if (before !== undefined && !before.pending?.length) continue;
      onProgress(before === undefined ? question.title : `not yet: ${before.pending?.[0]}`);
      answers.set(question, await askOne(question, running));
    }
    const all = [...answers.values()];
    const waiting = all.some(({ pending }) => pending?.length) && all.every(({ wrong }) => wrong.length === 0);
    if (!waiting || Date.now() + every > deadline) break;
    await sleep(every);
  }
  return [...answers.values()].map(({ pending = [], wrong, ...answer }) => ({
    ...answer,
    wrong: [...wrong, ...pending],
  }));
}

async function askOne({ id, title, answer }: Question, running: Running): Promise<Answered> {
  const started = performance.now();
  const verdict = await answer(running).catch(
    (error: unknown): Verdict => ({ good: '', wrong: [error instanceof Error ? error.message : String(error)] }),
  );
  return { id, title, ...verdict, milliseconds: Math.round(performance.now() - started) };
}
