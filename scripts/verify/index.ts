import { setTimeout as sleep } from 'node:timers/promises';
import { type Plan, seconds } from '../../stacks/model/index.ts';
import { catalog } from './catalog.ts';
import { dashboardQueries } from './dashboards.ts';
import type { Question, Running, Verdict } from './question.ts';
import { receivers } from './receivers.ts';
import { rules } from './rules.ts';
import { targets } from './targets.ts';
import { watchdog } from './watchdog.ts';

/** What a running stack is asked, in this order: panels have something to show once all is read and evaluated. */
export const questions: readonly Question[] = [targets, rules, watchdog, receivers, dashboardQueries, catalog];

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

/**
 * A blackbox job is read every 30 s and its rules are evaluated after that; an alert that Prometheus sends before it knows
 * Alertmanager is sent again only after the resend delay.
 */
export function patienceFor({ stack }: Plan): Patience {
  return { within: 75_000 + seconds(stack.prometheus.resendDelay) * 1_000, every: 2_000 };
}

/**
 * Asks everything, one question after the other. A question whose answer is only not good yet is asked again, as long as
 * nothing is wrong and the patience lasts; what is not good then is wrong. A question that cannot be asked is answered with why.
 */
export async function askEverything(
  running: Running,
  onProgress: (text: string) => void = () => {},
  { within, every }: Patience = patienceFor(running.plan),
): Promise<Answered[]> {
  const deadline = Date.now() + within;
  const answers: Answered[] = [];
  for (const question of questions) {
    onProgress(question.title);
    const tell = (text: string) => onProgress(`${question.title}: ${text}`);
    let answer = await askOne(question, running, tell);
    // Once something is wrong, waiting for the rest would only delay the news.
    const fine = answers.every(({ wrong }) => wrong.length === 0);
    while (fine && answer.wrong.length === 0 && answer.pending?.length && Date.now() + every < deadline) {
      onProgress(`not yet: ${answer.pending[0]}`);
      await sleep(every);
      answer = await askOne(question, running, tell);
    }
    answers.push(concluded(answer));
  }
  return answers;
}

/** What is not good yet is wrong in the end; but it is no more than a note beside something for which nobody waited any longer. */
export function concluded({ pending = [], wrong, notes = [], ...rest }: Answered & Verdict): Answered {
  const [first, ...others] = pending;
  if (first === undefined || wrong.length === 0) return { ...rest, wrong: [...wrong, ...pending], notes };
  const more = others.length > 0 ? ` (and ${others.length} more)` : '';
  return { ...rest, wrong, notes: [...notes, `not yet, and not waited for: ${first}${more}`] };
}

async function askOne(
  { id, title, answer }: Question,
  running: Running,
  tell: (text: string) => void,
): Promise<Answered> {
  const started = performance.now();
  const verdict = await answer(running, tell).catch(
    (error: unknown): Verdict => ({ good: '', wrong: [error instanceof Error ? error.message : String(error)] }),
  );
  return { id, title, ...verdict, milliseconds: Math.round(performance.now() - started) };
}
