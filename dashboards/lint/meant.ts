import { unknownNameFix } from '../../promql/index.ts';
import { readSuppression } from '../../stacks/model/index.ts';
import { isRecord, type Json, type JsonPath, text } from '../json.ts';
import type { LintFinding } from './lint.ts';
import { dashboardRules } from './rules.ts';
import { viewOf } from './view.ts';

/** A finding that is meant to be. */
export interface Meant {
  /** Id of the rule. */
  readonly rule: string;
  readonly reason: string;
  /** The last day on which it holds, `2027-03-31`. */
  readonly until?: string | undefined;
  /** Of the panel to which it belongs; `[]`: to the whole dashboard. */
  readonly within: JsonPath;
  /** Where it is written. */
  readonly path: JsonPath;
}

/** Something wrong with a suppression itself. */
export interface MeantFault {
  readonly path: JsonPath;
  readonly message: string;
  readonly fix: string;
}

const comment = /(?:^|\n|<!--)[ \t]*narthex[ \t]+ignore\b([^\n]*)/g;
const ids = dashboardRules.map(({ id }) => id);

/** How it is written in a description. */
export const meantForm = 'narthex ignore target-job until 2027-03-31: the reason';

/**
 * What the descriptions of a dashboard and of its panels say is meant to be: lines of their own, `narthex ignore target-job: the reason`, also in a
 * comment of Markdown.
 */
export function meantIn(board: unknown): { readonly meant: readonly Meant[]; readonly faults: readonly MeantFault[] } {
  const meant: Meant[] = [];
  const faults: MeantFault[] = [];
  const json = board as Json;
  if (!isRecord(json)) return { meant, faults };
  for (const part of [{ json, path: [] }, ...viewOf(json).panels]) {
    const path = [...part.path, 'description'];
    for (const [, rest = ''] of (text(part.json.description) ?? '').matchAll(comment)) {
      const read = readSuppression(rest.replace(/-->.*$/, ''));
      if (read === undefined) {
        faults.push({ path, message: 'this is no suppression', fix: `write it in a line of its own: ${meantForm}` });
        continue;
      }
      const { names, ...others } = read;
      meant.push(...names.map((rule) => ({ ...others, rule, within: part.path, path })));
    }
  }
  return { meant, faults };
}

/** Takes out the findings that are meant to be. One without a reason, past its day, or that hides nothing is a fault itself. */
export function withoutMeant(
  findings: readonly LintFinding[],
  meant: readonly Meant[],
  today: string,
): { readonly findings: readonly LintFinding[]; readonly faults: readonly MeantFault[] } {
  const covers = ({ rule, within }: Meant, finding: LintFinding) =>
    rule === finding.rule && within.every((key, index) => finding.path[index] === key);
  const holds = ({ reason, until }: Meant) => reason.trim() !== '' && (until === undefined || until >= today);
  return {
    findings: findings.filter((finding) => !meant.some((each) => holds(each) && covers(each, finding))),
    faults: meant.flatMap((each) => {
      const fault = faultOf(
        each,
        findings.some((finding) => covers(each, finding)),
        holds(each),
      );
      return fault === undefined ? [] : [{ path: each.path, ...fault }];
    }),
  };
}

function faultOf({ rule, reason, until }: Meant, hides: boolean, holds: boolean): Omit<MeantFault, 'path'> | undefined {
  if (reason.trim() === '')
    return { message: `${rule} is ignored without a reason`, fix: 'say why it is no mistake here' };
  if (!ids.includes(rule)) return { message: `there is no rule '${rule}'`, fix: unknownNameFix(rule, ids) };
  if (!hides) return { message: `${rule} is ignored, but there is nothing to ignore`, fix: 'remove it' };
  if (holds) return undefined;
  return {
    message: `${rule} was ignored until ${until}`,
    fix: 'mend what it hides, or decide anew until when it may stay',
  };
}
