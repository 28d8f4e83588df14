import type { Ask } from '../../scripts/verify/ask.ts';
import type { Question, Running, Verdict } from '../../scripts/verify/question.ts';

/** Seconds since Prometheus was started, and since it last read its configuration if that was later. */
export interface Since {
  readonly start: number;
  readonly reload?: number;
}

/** What a question says of a plan, with a Prometheus that gives `data` for whatever it is asked besides its age; and what it was asked. */
export async function answerOf(
  question: Question,
  plan: unknown,
  data: unknown,
  { start, reload = start }: Since,
): Promise<Verdict & { readonly asked: readonly string[] }> {
  const asked: string[] = [];
  const ago = (seconds: number) => new Date(Date.now() - seconds * 1000).toISOString();
  const ask: Ask = async (_part, path) => {
    asked.push(decodeURIComponent(path));
    const age = { startTime: ago(start), lastConfigTime: ago(reload) };
    return JSON.stringify({ status: 'success', data: path.endsWith('/runtimeinfo') ? age : data });
  };
  const running = { plan, ask, leftOut: {}, exactInstances: true } as Running;
  return { ...(await question.answer(running)), asked };
}
