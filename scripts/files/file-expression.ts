import type { BoardFacts, Ways } from '../../dashboards/lint/index.ts';
import type { ExpressionFinding, StackExpression } from '../../stacks/analysis/index.ts';
import type { Problem } from '../../stacks/model/index.ts';
import type { Finding } from '../check/gate.ts';
import type { FilePlace } from './lines.ts';

/** An expression of a file that somebody brought, and where its parts are written. */
export interface FileExpression {
  readonly expression: StackExpression;
  readonly file: string;
  /** Where in the file a finding lies; `undefined` where that cannot be told. */
  readonly placeOf: (finding: Pick<ExpressionFinding, 'span' | 'at' | 'message'>) => FilePlace | undefined;
}

/** A mistake of a file itself, for which it would not be loaded. */
export interface FileProblem extends Pick<Problem, 'code' | 'message' | 'fix'>, Partial<FilePlace> {
  readonly file: string;
}

/** A dashboard of a file that somebody brought. */
export interface FileBoard {
  readonly uid: string | undefined;
  /** Their names. */
  readonly variables: readonly string[];
  readonly ways: Ways;
  /** What the rules for dashboards find; `today` decides which suppressions still hold. */
  readonly lint: (facts: BoardFacts, today: string) => readonly LintedFinding[];
}

/** What a rule for dashboards found. */
export interface LintedFinding extends Finding {
  /** The check of expressions that says the same. */
  readonly sameAs?: string;
}

/** What was found in files. */
export interface FileContent {
  readonly boards?: readonly FileBoard[];
  readonly expressions: readonly FileExpression[];
  readonly problems: readonly FileProblem[];
  /** Queries of other data sources than Prometheus, which nobody checked. */
  readonly skipped: number;
}
