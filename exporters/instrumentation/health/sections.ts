/** What the application adds to the documents, kept from harming them. */
import type { Clock } from '../clock.ts';
import { inWords } from '../duration.ts';
import { oneAtATime } from '../one-at-a-time.ts';
import { failureOf } from './result.ts';

/**
 * Returns what asks the functions, all at the same time, for what they give by their key. One that throws, or has nothing to say within
 * the time, has `{ error: … }` in its place; one that hangs is not asked again until it has answered.
 */
export function sectionsOf(
  sections: Readonly<Record<string, () => unknown>>,
  clock: Clock,
  withinMilliseconds: number,
): () => Promise<Record<string, unknown>> {
  const late = { error: `nothing within ${inWords(withinMilliseconds)}` };
  const readers = Object.entries(sections).map(([key, read]) => {
    // In an object, because a section may have nothing to say in time.
    const ask = oneAtATime(async () => ({ said: await attempt(read) }), clock.after);
    return async () => {
      const answer = await ask(withinMilliseconds);
      return [key, answer === undefined ? late : answer.said] as const;
    };
  });
  return async () => Object.fromEntries(await Promise.all(readers.map((read) => read())));
}

async function attempt(read: () => unknown): Promise<unknown> {
  try {
    return await read();
  } catch (error) {
    return { error: failureOf(error).message };
  }
}

/** A figure of the application as a field of a document; no field where there is none, or none that is a number. */
export function figure<K extends string>(key: K, read: (() => number) | undefined): { readonly [P in K]?: number } {
  if (read === undefined) return {};
  try {
    const value = read();
    // One key of its own makes the object of that key.
    return Number.isFinite(value) ? ({ [key]: value } as { readonly [P in K]?: number }) : {};
  } catch {
    return {};
  }
}
