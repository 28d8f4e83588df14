import type { ProgramName } from '../../local/index.ts';
import type { Artifacts, Plan, Problem } from '../../stacks/model/index.ts';
import type { CompiledStack } from '../stacks/compile.ts';
import type { Tool, ToolFinding } from './tools.ts';
import type { View } from './views/view.ts';

/** One stack in one environment, as the gates look at it. */
export interface Subject {
  readonly plan: Plan;
  /** By path relative to {@link folder}. */
  readonly artifacts: Artifacts;
  /** `sergas/production`. */
  readonly folder: string;
  /** The artifacts as the programs of each target see them. */
  readonly views: readonly View[];
  /** What its stack file was compiled to, for finding places in it. */
  readonly compiled?: CompiledStack;
}

/** A fault, for the person who must mend it. */
export interface Finding extends ToolFinding {
  /** `warning`: it works, and misleads or wastes; it fails no check. Default `error`. */
  readonly severity?: 'error' | 'warning';
  /** From 1, where it is known. */
  readonly column?: number;
  /** Where it has a code of its own; else that of the gate. */
  readonly code?: Problem['code'];
  /** Id of the rule for dashboards that found it. */
  readonly rule?: string;
  /** Further artifacts with the very same content. */
  readonly also?: readonly string[];
  readonly fix: string;
}

/** What a gate works with. */
export interface CheckContext {
  readonly subjects: readonly Subject[];
  readonly projectFolder: string;
  /** A program to check with. Rejects with a `ProgramError` where it is not to be had. */
  readonly tool: (name: ProgramName) => Promise<Tool>;
  /** Works on all items, on as many at a time as the machine has cores. */
  readonly each: <T, R>(items: readonly T[], work: (item: T) => Promise<R>) => Promise<R[]>;
}

/** What a gate found. */
export interface GateResult {
  /** How many of `what` it looked at; none says that nothing of the kind was selected. */
  readonly checked: number;
  /** In the singular: `file`, `alert`. */
  readonly what: string;
  readonly findings: readonly Finding[];
  /** Something worth knowing about how it was checked. */
  readonly note?: string;
}

/** A check that everything has to pass. */
export interface Gate {
  readonly id: string;
  /** Its findings carry this code; `docs/errors.md` has a paragraph on it. */
  readonly code: Problem['code'];
  readonly title: string;
  /** What would happen without it, in one line. */
  readonly why: string;
  /** The programs that it cannot do without. */
  readonly tools: readonly ProgramName[];
  /** Rejects with a `ProgramError` where a program is missing. */
  readonly run: (context: CheckContext) => Promise<GateResult>;
}
