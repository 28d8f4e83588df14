import { type Age, youth } from './age.ts';
import type { Seen, State } from './classify.ts';
import type { ReadsLeftOut } from './left-out.ts';
import { ranges } from './plan.ts';

/** Why a panel may be empty: by the uid of its board and its id. */
export type Reasons = (board: string, panel: number) => string | undefined;

/** What is known beside what was seen. */
export interface Knowledge {
  readonly reasons: Reasons;
  readonly age: Age;
  readonly scrapeSeconds: number;
  /** Of parts that do not run here nothing can be seen. */
  readonly isLeftOut: ReadsLeftOut;
}

/** What there is to say, a line per panel. */
export interface Judged {
  readonly wrong: readonly string[];
  /** Empty, and maybe not in a minute. */
  readonly pending: readonly string[];
  readonly notes: readonly string[];
}

/** One panel. */
interface PanelJudged extends Judged {
  /** It is empty for single choices only. */
  readonly narrow: readonly string[];
  /** Ranges over which it cannot be judged yet. */
  readonly young: readonly string[];
  /** It has data everywhere, and a reason to have none. */
  readonly obsolete: readonly string[];
  /** It has data, and some of its queries have none. */
  readonly partial: readonly string[];
  /** It is empty, because what it reads does not run here. */
  readonly absent: readonly string[];
}

const broken: readonly State[] = ['ERROR', 'UNEXPANDED', 'TOO MANY SERIES'];
const isBroken = ({ state }: Seen) => broken.includes(state);
/** Nothing is drawn of a value that is none. */
const isVoid = ({ state }: Seen) => state === 'EMPTY' || state === 'NAN';

/** Whether a panel shows something. */
export function hasData({ state }: Seen): boolean {
  return state === 'OK' || state === 'ZERO' || state === 'SLOW';
}

/** All that several judges say. */
export function joined(judged: readonly Judged[]): Judged {
  return {
    wrong: judged.flatMap(({ wrong }) => wrong),
    pending: judged.flatMap(({ pending }) => pending),
    notes: judged.flatMap(({ notes }) => notes),
  };
}

/** Judges everything that was seen, panel by panel. */
export function judge(seen: readonly Seen[], knowledge: Knowledge): Judged {
  const panels = new Map<string, Seen[]>();
  for (const each of seen) {
    const { board, panel, shown } = each.look;
    const key = JSON.stringify([board.uid, panel, shown?.id]);
    panels.set(key, [...(panels.get(key) ?? []), each]);
  }
  const judged = [...panels.values()].flatMap(([first, ...others]) =>
    first === undefined ? [] : [judgePanel([first, ...others], knowledge)],
  );
  const young = ranges.flatMap(({ name }) => {
    const count = judged.filter((panel) => panel.young.includes(name)).length;
    return count > 0 ? [`${name} (${count} ${count === 1 ? 'panel' : 'panels'})`] : [];
  });
  return {
    wrong: judged.flatMap(({ wrong }) => wrong),
    pending: few(judged.flatMap(({ pending }) => pending)),
    notes: [
      ...summed(
        'without data for a single choice',
        judged.flatMap((panel) => panel.narrow),
      ),
      ...summed('empty, and not judged because Prometheus has not run long enough', young),
      ...summed(
        'empty, because a part that is left out has its data',
        judged.flatMap((panel) => panel.absent),
      ),
      ...summed(
        'has data, so that its reason to be empty is not true any more',
        judged.flatMap((panel) => panel.obsolete),
      ),
      ...summed(
        'has data, but some of its queries have none',
        judged.flatMap((panel) => panel.partial),
      ),
      ...judged.flatMap(({ notes }) => notes),
    ],
  };
}

function judgePanel(looks: readonly [Seen, ...Seen[]], knowledge: Knowledge): PanelJudged {
  const { reasons, age, scrapeSeconds, isLeftOut } = knowledge;
  const { board, panel, shown } = looks[0].look;
  const name = `${board.title} / ${panel}`;
  const reason = shown && reasons(board.uid, shown.id);
  const wholes = looks.filter(({ look }) => look.choice.whole);
  const voids = reason === undefined ? looks.filter(isVoid) : [];
  const absent = voids.filter(
    ({ look }) => look.queries.length > 0 && look.queries.every(({ expr }) => isLeftOut(expr)),
  );
  // An annotation is there only when something happens.
  const unexplained = shown === undefined ? [] : voids.filter((each) => !absent.includes(each));
  const empty = unexplained
    .filter(({ look }) => look.choice.whole)
    .map((each) => ({ each, young: youth(each, age, scrapeSeconds) }));
  const of = (wanted: 'soon' | 'later' | undefined) =>
    empty.filter(({ young }) => young === wanted).map(({ each }) => each);
  const single = empty.length === 0 ? unexplained : [];
  const obsolete = reason !== undefined && wholes.length >= ranges.length && wholes.every(hasData);
  return {
    wrong: line([...looks.filter(isBroken), ...of(undefined)]),
    pending: line(of('soon')),
    young: of('later').map(({ look }) => look.range.name),
    narrow:
      single.length > 0 ? [`${name} (${[...new Set(single.map(({ look }) => look.choice.text))].join('; ')})`] : [],
    obsolete: obsolete ? [name] : [],
    partial: shown !== undefined && reason === undefined ? bare(name, wholes, isLeftOut) : [],
    absent: shown !== undefined && absent.length > 0 ? [name] : [],
    notes: line(looks.filter(({ state }) => state === 'SLOW')),
  };
}

/** Names queries that have no series over any range, unless a part that is left out has them. */
function bare(name: string, wholes: readonly Seen[], isLeftOut: ReadsLeftOut): string[] {
  const [first, ...others] = wholes.filter(({ state }) => state === 'OK' || state === 'ZERO');
  const always = (first?.bare ?? [])
    .filter(({ expr }) => !isLeftOut(expr))
    .filter(({ refId }) => others.every((other) => other.bare.some((query) => query.refId === refId)));
  return always.length > 0 ? [`${name} (${always.map(({ refId }) => refId).join(', ')})`] : [];
}

/** One line for a panel: the worst of what was seen, and how often something was. */
function line(seen: readonly Seen[]): string[] {
  const rank = (each: Seen) => (isBroken(each) ? broken.indexOf(each.state) : broken.length);
  const [first, ...others] = seen.toSorted((a, b) => rank(a) - rank(b));
  if (first === undefined) return [];
  const { look, state, detail, query } = first;
  const where = `over ${look.range.name}, ${look.choice.text}`;
  const more = others.length > 0 ? ` (and ${others.length} more)` : '';
  const parts = [`${look.board.title} / ${look.panel}: ${state} ${where}${more}`, detail, query?.expr ?? ''];
  return [
    parts
      .filter((part) => part !== '')
      .join(': ')
      .replace(/\s+/g, ' '),
  ];
}

/** Names and lines of one kind that a screen has room for. */
const most = 10;

function few(lines: readonly string[]): readonly string[] {
  return lines.length > most ? [...lines.slice(0, most), `and ${lines.length - most} more panels`] : lines;
}

/** A note that names some, if there are any. */
export function summed(what: string, names: readonly string[]): string[] {
  return names.length > 0 ? [`${what}: ${few(names).join(', ')}`] : [];
}
