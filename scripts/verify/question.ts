import type { Plan } from '../../stacks/model/index.ts';
import type { State } from '../live/classify.ts';
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

/** What one sees in one panel. */
export interface PanelState {
  /** Uid of the dashboard, and the panel's id on it. */
  readonly dashboard: string;
  readonly id: number;
  /** Titles of both. */
  readonly title: string;
  readonly state: State;
  /** Over which range and with which choice of variables that was seen. */
  readonly range: string;
  readonly choice: string;
  /** The query as Prometheus got it. */
  readonly query: string;
  /** What Prometheus says of it, or what is too much. */
  readonly detail: string;
  /** What is seen with everything chosen, by range. */
  readonly ranges: Readonly<Record<string, State>>;
}

/** The answer to one question: what was found to be right, and what is wrong. */
export interface Verdict {
  readonly good: string;
  readonly wrong: readonly string[];
  /** What is not right yet and may become so by itself: a stack that has just started has not read every target. */
  readonly pending?: readonly string[];
  readonly notes?: readonly string[];
  /** What every panel shows, if the question is about panels. */
  readonly panels?: readonly PanelState[];
}

/** One question to the running stack. One file each. */
export interface Question {
  readonly id: string;
  readonly title: string;
  /** `onProgress` is told how far a long question is. */
  readonly answer: (running: Running, onProgress?: (text: string) => void) => Promise<Verdict>;
}
