import { availableParallelism } from 'node:os';
import { ensurePrograms, ProgramError } from '../../local/index.ts';
import { NarthexError, type Plan, unknownNameFix } from '../../stacks/model/index.ts';
import { checkedSelection } from '../checked.ts';
import type { Terminal } from '../output/terminal.ts';
import { type Selection, stackFolder } from '../project.ts';
import { type HistorySource, openHistory } from '../replay/history.ts';
import { readIncidents } from '../replay/incidents.ts';
import { judge } from '../replay/judge.ts';
import { replay as replayRules } from '../replay/replay.ts';
import { reportJson, reportText } from '../replay/report.ts';
import { withWorkspace } from '../replay/workspace.ts';

/** How `narthex replay` prints. */
export const replayFormats = ['text', 'json'] as const;

/** Options of `narthex replay`. Times in milliseconds since 1970, lengths of time in milliseconds. */
export interface ReplayOptions extends Omit<Selection, 'targets'> {
  readonly source: HistorySource;
  /** One of `replayFormats`. */
  readonly format: string;
  /** A file with what went wrong in that time. */
  readonly incidents?: string;
  /** The part of the history that is looked at; all of it if left out. */
  readonly from?: number;
  readonly to?: number;
  /** Between two evaluations, in place of what the groups say. */
  readonly step?: number;
}

/** Says how the alerts of a stack would have done over a history. False if an incident was missed or something paged without one. */
export async function replay(options: ReplayOptions, terminal: Terminal): Promise<boolean> {
  const format = replayFormats.find((each) => each === options.format);
  if (format === undefined) {
    const message = `there is no format '${options.format}'`;
    throw refused('NX802', message, unknownNameFix(options.format, replayFormats));
  }
  const plan = await onePlan(options);
  const programs = await bringPrograms(terminal);
  return withWorkspace(async (space) => {
    const { from, to, step } = options;
    const range = { ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
    const { features } = plan.stack.prometheus;
    const history = await openHistory(options.source, space, { programs, features, ...range, tell: terminal.progress });
    const names = plan.groups.flatMap(({ rules }) => rules.flatMap((rule) => (rule.kind === 'alert' ? rule.name : [])));
    // Before the long work: a wrong name should not be found after it.
    const incidents =
      options.incidents === undefined ? undefined : await readIncidents(options.incidents, names, history);
    const replayed = await replayRules(plan, history, {
      folder: space.folder,
      atOnce: availableParallelism(),
      tell: terminal.progress,
      ...(step !== undefined && { step }),
    });
    const judgement = judge(replayed.alerts, incidents, history.to);
    const reported = { plan, history, replayed, judgement, judged: incidents !== undefined };
    terminal.result(format === 'json' ? reportJson(reported) : reportText(reported));
    return judgement.well;
  });
}

async function bringPrograms(terminal: Terminal): Promise<{ readonly prometheus: string; readonly promtool: string }> {
  const names = ['prometheus', 'promtool'] as const;
  const found = await ensurePrograms(names, { onProgress: terminal.progress }).catch((error: unknown) => {
    if (!(error instanceof ProgramError)) throw error;
    throw refused('NX867', `the programs that evaluate the rules are missing: ${error.message}`, 'bring them here');
  });
  const [prometheus, promtool] = names.map((name) => found.get(name)?.path ?? name);
  return { prometheus: prometheus ?? 'prometheus', promtool: promtool ?? 'promtool' };
}

async function onePlan(options: ReplayOptions): Promise<Plan> {
  const environments = options.environments.length > 0 ? options.environments : ['production'];
  const all = await checkedSelection({ ...options, environments, targets: ['compose'] });
  const [first, ...others] = all;
  if (first !== undefined && others.length === 0) return first.plan;
  const message = `${all.length} were selected: ${all.map(({ plan }) => stackFolder(plan)).join(', ')}`;
  throw refused('NX806', message, 'name one stack, and with --env one environment');
}

function refused(code: 'NX802' | 'NX806' | 'NX867', message: string, fix: string): NarthexError {
  return new NarthexError('Nothing was replayed.', [{ code, path: [], message, fix }]);
}
