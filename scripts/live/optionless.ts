import type { LiveBoard, LivePanel, LiveVariable } from './board.ts';
import type { Choice } from './choices.ts';
import { type Judged, type Knowledge, summed } from './judge.ts';

/** A dashboard, and everything chosen on it. */
export interface Known {
  readonly board: LiveBoard;
  readonly whole: Choice;
}

/** Seconds after which a stack that has started has series for the variables of its dashboards. */
const grown = 120;

/**
 * Judges variables that have no option: Grafana shows an empty list, and where All stands for anything no panel tells. That is wrong unless
 * Prometheus is young (`now` in milliseconds since 1970), what the variable reads does not run here, or may not be there.
 */
export function judgeOptionless(known: readonly Known[], knowledge: Knowledge, now: number): Judged {
  const isYoung = now - knowledge.age.start < grown * 1000;
  const found = known.flatMap(({ board, whole }) =>
    whole.optionless.map((variable) => ({
      line: `${board.title} / variable ${variable.name} has no options`,
      name: `${board.title} / ${variable.name}`,
      isExcused: knowledge.isLeftOut(variable.query) || mayHaveNone(variable, board, knowledge),
    })),
  );
  const bad = found.filter(({ isExcused }) => !isExcused).map(({ line }) => line);
  const excused = found.filter(({ isExcused }) => isExcused).map(({ name }) => name);
  return {
    wrong: isYoung ? [] : bad,
    pending: isYoung ? bad : [],
    notes: summed('variables without options, as what they read is left out or may not be there', excused),
  };
}

/** Whether a healthy stack may have no option: a panel with the variable reads the same metric and may be empty, or all of them may. */
function mayHaveNone(variable: LiveVariable, board: LiveBoard, { reasons }: Knowledge): boolean {
  const users = board.panels.filter((panel) => uses(panel, variable.name));
  const mayBeEmpty = users.filter(({ id }) => reasons(board.uid, id) !== undefined);
  const metric = /^\s*\w+\(\s*([\w:]+)/.exec(variable.query)?.[1];
  return mayBeEmpty.some((panel) => metric !== undefined && reads(panel, metric)) || isAll(mayBeEmpty, users);
}

const isAll = (some: readonly unknown[], all: readonly unknown[]) => all.length > 0 && some.length === all.length;

const words = ({ targets }: LivePanel) => targets.flatMap(({ expr = '' }) => expr.split(/[^\w:]+/));

const reads = (panel: LivePanel, metric: string) => words(panel).includes(metric);

/** `$name`, `${name}`, `${name:regex}` or `[[name]]`. */
function uses({ targets }: LivePanel, name: string): boolean {
  return targets.some(({ expr = '' }) => new RegExp(`\\$${name}\\b|\\$\\{${name}\\b|\\[\\[${name}\\b`).test(expr));
}
