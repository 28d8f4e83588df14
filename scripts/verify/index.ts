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

/** Asks everything. A question that cannot be asked at all is answered with why. */
export async function askEverything(
  running: Running,
  onQuestion: (title: string) => void = () => {},
): Promise<Answered[]> {
  const answers: Answered[] = [];
  for (const { id, title, answer } of questions) {
    onQuestion(title);
    const started = performance.now();
    const verdict = await answer(running).catch(
      (error: unknown): Verdict => ({ good: '', wrong: [error instanceof Error ? error.message : String(error)] }),
    );
    answers.push({ id, title, ...verdict, milliseconds: Math.round(performance.now() - started) });
  }
  return answers;
}
