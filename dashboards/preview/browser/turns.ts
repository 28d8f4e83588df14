// Questions take turns, and nobody stands in a queue before a closed counter.

/** Nothing was answered in time. */
export class Silence extends Error {}

/** A queue. */
export interface Turns {
  /**
   * Does the work as soon as few enough others are at it. Where work ends in a {@link Silence} and nothing was answered since it began,
   * all that wait get the same error: they would wait for as long, one after the other.
   */
  readonly take: <T>(work: () => Promise<T>) => Promise<T>;
  /** Whether a silence is the last that was heard. */
  readonly isSilent: () => boolean;
}

/** A queue for so many at once. */
export function turns(atOnce: number): Turns {
  const waiting: { readonly go: () => void; readonly giveUp: (error: Silence) => void }[] = [];
  let running = 0;
  let answers = 0;
  let silent = false;
  return {
    isSilent: () => silent,
    take: async (work) => {
      if (running >= atOnce) await new Promise<void>((go, giveUp) => waiting.push({ go, giveUp }));
      running += 1;
      const before = answers;
      try {
        const result = await work();
        answers += 1;
        silent = false;
        return result;
      } catch (error) {
        if (error instanceof Silence && answers === before) {
          silent = true;
          for (const each of waiting.splice(0)) each.giveUp(error);
        }
        throw error;
      } finally {
        running -= 1;
        waiting.shift()?.go();
      }
    },
  };
}
