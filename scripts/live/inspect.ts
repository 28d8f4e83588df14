import { type DashboardFile, type Duration, seconds } from '../../stacks/model/index.ts';
import type { Ask } from '../verify/ask.ts';
import type { Verdict } from '../verify/question.ts';
import { askAge } from './age.ts';
import { type Answer, askAll } from './ask-all.ts';
import { type LiveBoard, readBoard } from './board.ts';
import { type Choice, choices } from './choices.ts';
import { classify, type Seen } from './classify.ts';
import { hasData, type Judged, judge } from './judge.ts';
import type { ReadsLeftOut } from './left-out.ts';
import { type Look, looks, pathOf, ranges } from './plan.ts';

/** Dashboards, and the Prometheus that they are held against. */
export interface Subject {
  readonly ask: Ask;
  readonly dashboards: readonly DashboardFile[];
  /** The data source's scrape interval. */
  readonly timeInterval: Duration;
  /** Whether a query reads parts that do not run here. Default: every part runs. */
  readonly isLeftOut?: ReadsLeftOut;
}

/** Milliseconds for everything. Then the rest is not asked, and that is said. */
const longest = 120_000;

/**
 * Looks at every panel as somebody would in Grafana, over several ranges and with several choices of variables, and says what is wrong
 * with it. What is asked first is every panel over the shortest range; where that only needs a moment more, nothing else is asked.
 */
export async function inspect(
  subject: Subject,
  onProgress: (text: string) => void = () => {},
  { now = Date.now(), within = longest }: { readonly now?: number; readonly within?: number } = {},
): Promise<Verdict> {
  const { ask, dashboards, timeInterval, isLeftOut = () => false } = subject;
  const deadline = performance.now() + within;
  const at = { to: now, timeInterval };
  // Asked first: of a Prometheus that does not answer one line says enough.
  const age = await askAge(ask, now);
  const wrong: string[] = [];
  const known: { readonly board: LiveBoard; readonly choices: readonly Choice[] }[] = [];
  for (const board of dashboards.map(({ json }) => readBoard(json))) {
    const from = now - (ranges[0]?.milliseconds ?? 0);
    try {
      known.push({ board, choices: await choices(board.variables, { ask, from, to: now, timeInterval }) });
    } catch (error) {
      wrong.push(`${board.title} / ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  const every = known.flatMap(({ board, choices: found }) =>
    ranges.flatMap((range) => found.flatMap((choice) => looks(board, range, choice, at))),
  );
  const answers = new Map<string, Answer>();
  const see = async (some: readonly Look[]): Promise<Seen[]> => {
    await askAll(ask, some.flatMap(pathsOf), answers, deadline, onProgress);
    return some.map((look) => classify(look, answers));
  };
  const knowledge = { reasons: reasonsOf(dashboards), age, scrapeSeconds: seconds(timeInterval), isLeftOut };
  const first = await see(every.filter(({ range, choice }) => range === ranges[0] && choice.whole));
  const soon = judge(first, knowledge);
  if (soon.pending.length > 0) return verdict(first, soon, wrong, answers.size);
  const seen = await see(every);
  return verdict(seen, judge(seen, knowledge), wrong, answers.size);
}

/** A query that nobody expanded would only be refused. */
function pathsOf({ queries }: Look): string[] {
  return queries.filter(({ unexpanded }) => unexpanded.length === 0).map(pathOf);
}

function reasonsOf(dashboards: readonly DashboardFile[]) {
  return (board: string, panel: number) => dashboards.find(({ uid }) => uid === board)?.mayBeEmpty[panel];
}

function verdict(seen: readonly Seen[], judged: Judged, wrong: readonly string[], asked: number): Verdict {
  const panels = new Map<string, boolean>();
  for (const each of seen) {
    const { board, shown } = each.look;
    if (shown === undefined) continue;
    const key = `${board.uid} ${shown.id}`;
    panels.set(key, (panels.get(key) ?? false) || hasData(each));
  }
  const filled = [...panels.values()].filter(Boolean).length;
  const unasked = seen.filter(({ state }) => state === 'UNASKED').length;
  return {
    good: `${filled} of ${panels.size} panels show data, ${asked} queries asked`,
    wrong: [...wrong, ...judged.wrong],
    pending: judged.pending,
    notes: [
      ...judged.notes,
      ...(unasked > 0 ? [`the time was over before ${unasked} of ${seen.length} looks at panels`] : []),
    ],
  };
}
