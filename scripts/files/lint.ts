import type { JsonPath, JsonRecord } from '../../dashboards/json.ts';
import {
  type BoardFacts,
  type LintFinding,
  lintDashboard,
  type Meant,
  meantIn,
  withoutMeant,
} from '../../dashboards/lint/index.ts';
import type { Problem } from '../../stacks/model/index.ts';
import type { LintedFinding } from './file-expression.ts';
import type { FilePlace } from './lines.ts';

/** A dashboard and where its parts are written. */
export interface LintedBoard {
  readonly file: string;
  readonly board: JsonRecord;
  readonly place: (path: JsonPath) => FilePlace | undefined;
}

/** What is said besides by whoever made the dashboard. */
export interface LintSettings {
  readonly code: Problem['code'];
  /** Besides what stands in descriptions. */
  readonly meant: readonly Meant[];
  /** Which findings count at all. */
  readonly counts: (finding: LintFinding) => boolean;
}

const ofFiles: LintSettings = { code: 'NX856', meant: [], counts: () => true };

/** What the rules for dashboards find in one, without what is meant to be; suppressions that hide nothing are findings too (NX549). */
export function lintFindings(
  { file, board, place }: LintedBoard,
  facts: BoardFacts,
  today: string,
  { code, meant, counts }: LintSettings = ofFiles,
): LintedFinding[] {
  const inFile = meantIn(board);
  // What stands there without a value has no place of its own.
  const near = (path: JsonPath) => place(path) ?? place(path.slice(0, -1));
  const all = lintDashboard(board, facts).findings.filter(counts);
  const { findings, faults } = withoutMeant(all, [...inFile.meant, ...meant], today);
  const stale = [...inFile.faults, ...faults].map(({ path, message, fix }): LintedFinding => {
    return { code: 'NX549', artifact: file, ...near(path), message, fix };
  });
  const found = findings.map(({ rule, severity, panel, message, fix, path, sameAs }): LintedFinding => {
    const where = panel === undefined ? '' : `panel '${panel}': `;
    const same = sameAs === undefined ? {} : { sameAs };
    return {
      ...{ code, severity, rule, artifact: file, ...near(path), message: `${where}${message} (${rule})`, fix },
      ...same,
    };
  });
  return [...found, ...stale];
}
