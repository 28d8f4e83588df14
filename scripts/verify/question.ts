import type { Plan } from '../../stacks/model/index.ts';
import type { Ask } from './ask.ts';

/** What a running stack is asked with. */
export interface Running {
  readonly plan: Plan;
  readonly ask: Ask;
  /** Parts that do not run here, with the reason; nothing is expected of them. */
  readonly leftOut: Readonly<Record<string, string>>;
  /** Parts that run, but are not what they stand for: they expose little of what that would. */
  readonly standIns?: Readonly<Record<string, string>>;
  /** Whether targets carry exactly the declared `instance` labels; a cluster names its pods itself. */
  readonly exactInstances: boolean;
}

/** The answer to one question: what was found to be right, and what is wrong. */
export interface Verdict {
  readonly good: string;
  readonly wrong: readonly string[];
  /** What is not right yet and may become so by itself: a stack that has just started has not read every target. */
  readonly pending?: readonly string[];
  readonly notes?: readonly string[];
}

/** One question to the running stack. One file each. */
export interface Question {
  readonly id: string;
  readonly title: string;
  /** `onProgress` is told how far a long question is. */
  readonly answer: (running: Running, onProgress?: (text: string) => void) => Promise<Verdict>;
}
