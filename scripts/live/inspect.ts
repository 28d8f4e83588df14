import { type DashboardFile, type Duration, seconds } from '../../stacks/model/index.ts';
import type { Ask } from '../verify/ask.ts';
import type { Verdict } from '../verify/question.ts';
import { askAge } from './age.ts';
import { type Answer, askAll } from './ask-all.ts';
import { type LiveBoard, readBoard } from './board.ts';
import { byPanel } from './by-panel.ts';
import { type Asking, narrowChoices, remembering, wholeChoice } from './choices.ts';
import { classify, hasData, type Seen } from './classify.ts';
import { type Judged, joined, judge, type Knowledge } from './judge.ts';
import type { ReadsLeftOut } from './left-out.ts';
import { judgeOptionless, type Known } from './optionless.ts';
import { countStates, panelStates } from './panel-states.ts';
import { type Look, looks, pathOf, ranges, shortest } from './plan.ts';

/** Dashboards, and the Prometheus that they are held against. */
export interface Subject {
  readonly ask: Ask;
  readonly dashboards: readonly DashboardFile[];
  /** The data source's scrape interval. */
  readonly timeInterval: Duration;
  /** Whether a query reads parts that do not run here. Default: every part runs. */
  readonly isLeftOut?: ReadsLeftOut;
}

/** Milliseconds after which nothing more is asked, and that is said. */
export interface Bounds {
  /** For each panel once. What is not asked then is wrong: nobody knows whether it shows anything. */
  readonly within: number;
  /** For other ranges and choices, from the beginning as well. */
  readonly furtherWithin: number;
}

/** Through `docker compose exec` a question takes a quarter of a second on a slow machine, and a stack has hundreds of panels. */
const usualBounds: Bounds = { within: 300_000, furtherWithin: 120_000 };

/**
 * Looks at every panel as somebody would in Grafana, over several ranges and with several choices of variables, and says what is wrong
 * with it. What is asked first is every panel over the shortest range; where that only needs a moment more, nothing else is asked.
 */
export async function inspect(
  subject: Subject,
  onProgress: (text: string) => void = () => {},
  { now = Date.now(), ...bounds }: Partial<Bounds> & { readonly now?: number } = {},
): Promise<Verdict> {
  const { dashboards, timeInterval, isLeftOut = () => false } = subject;
  const { within, furtherWithin } = { ...usualBounds, ...bounds };
  const started = performance.now();
  const at = { to: now, timeInterval };
  const ask = remembering(subject.ask);
  // Asked first: of a Prometheus that does not answer one line says enough.
  const age = await askAge(ask, now);
  const asking: Asking = { ask, from: now - shortest.milliseconds, to: now, timeInterval };
  const boards = dashboards.map(({ json }) => readBoard(json));
  const { known, wrong } = await wholes(boards, asking);
  const answers = new Map<string, Answer>();
  const see = async (some: readonly Look[], milliseconds: number): Promise<Seen[]> => {
    await askAll(subject.ask, some.flatMap(pathsOf), answers, started + milliseconds, onProgress);
    return some.map((look) => classify(look, answers));
  };
  const knowledge: Knowledge = { reasons: reasonsOf(dashboards), age, scrapeSeconds: seconds(timeInterval), isLeftOut };
  const ofVariables = judgeOptionless(known, knowledge, now);
  const conclude = (seen: readonly Seen[]): Verdict => {
    const judged = joined([{ wrong, pending: [], notes: [] }, ofVariables, judge(seen, knowledge)]);
    return verdict(seen, judged, { asked: answers.size, boards: boards.length });
  };
  const everywhere = known.flatMap(({ board, whole }) => looks(board, shortest, whole, at));
  const first = conclude(await see(everywhere, within));
  if (first.pending?.length) return first;
  // A board whose options cannot be asked for any more is looked at with All.
  const isOver = () => performance.now() > started + furtherWithin;
  const further: Look[] = [];
  for (const { board, whole } of known) {
    const narrow = isOver() ? [] : await attempt(board, wrong, () => narrowChoices(board.variables, whole, asking));
    for (const range of ranges)
      for (const choice of [whole, ...(narrow ?? [])])
        if (range !== shortest || choice !== whole) further.push(...looks(board, range, choice, at));
  }
  return conclude(await see([...everywhere, ...further], furtherWithin));
}

/** Each dashboard with everything chosen; one whose variables are not answered is wrong. */
async function wholes(boards: readonly LiveBoard[], asking: Asking) {
  const known: Known[] = [];
  const wrong: string[] = [];
  for (const board of boards) {
    const whole = await attempt(board, wrong, () => wholeChoice(board.variables, asking));
    if (whole !== undefined) known.push({ board, whole });
  }
  return { known, wrong };
}

/** What cannot be had of a board is added to what is wrong. */
async function attempt<T>({ title }: LiveBoard, wrong: string[], get: () => Promise<T>): Promise<T | undefined> {
  try {
    return await get();
  } catch (error) {
    wrong.push(`${title} / ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
}

/** A query that nobody expanded would only be refused. */
function pathsOf({ queries }: Look): string[] {
  return queries.filter(({ unexpanded }) => unexpanded.length === 0).map(pathOf);
}

function reasonsOf(dashboards: readonly DashboardFile[]) {
  return (board: string, panel: number) => dashboards.find(({ uid }) => uid === board)?.mayBeEmpty[panel];
}

function verdict(
  seen: readonly Seen[],
  judged: Judged,
  { asked, boards }: { readonly asked: number; readonly boards: number },
): Verdict {
  const panels = byPanel(seen).filter(([{ look }]) => look.shown !== undefined);
  const filled = panels.filter((looked) => looked.some(hasData)).length;
  const never = panels.filter((looked) => looked.every(isUnasked)).length;
  const states = panelStates(seen);
  const unasked = seen.filter(isUnasked).length;
  return {
    good: `${filled} of ${panels.length} panels show data, ${asked} queries asked${states.length > 0 ? `: ${countStates(states)}` : ''}`,
    wrong: [
      ...judged.wrong,
      ...(boards > 0 && panels.length === 0 && judged.wrong.length === 0 ? ['no panel was looked at'] : []),
      ...(never > 0
        ? [`the time was over before ${never} ${never === 1 ? 'panel was' : 'panels were'} asked even once`]
        : []),
    ],
    pending: judged.pending,
    panels: states,
    notes: [
      ...judged.notes,
      ...(unasked > 0 ? [`the time was over before ${unasked} of ${seen.length} looks at panels`] : []),
    ],
  };
}

const isUnasked = ({ state }: Seen) => state === 'UNASKED';
