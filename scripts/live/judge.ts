import { type Age, hasRunFor, youth } from './age.ts';
import { byPanel, type PanelLooks } from './by-panel.ts';
import { broken, hasData, isBroken, type Seen } from './classify.ts';
import type { ReadsLeftOut } from './left-out.ts';
import { ranges } from './plan.ts';
import { findThere, type IsThere, type Reasons, reasonOf, unexcused } from './reasons.ts';

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
  /** It has data everywhere, and says that they come and go. */
  readonly obsolete: readonly string[];
  /** It has data everywhere, and every value is zero. */
  readonly zero: readonly string[];
  /** It has data, and some of its queries have none. */
  readonly partial: readonly string[];
  /** It is empty, because what it reads does not run here. */
  readonly absent: readonly string[];
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
  const panels = byPanel(seen);
  const isThere = findThere(panels, knowledge.reasons);
  const judged = panels.map((looks) => judgePanel(looks, knowledge, isThere));
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
        'has data over every range, although it may be empty: look whether the reason still holds',
        judged.flatMap((panel) => panel.obsolete),
      ),
      ...summed(
        'ZERO over every range',
        judged.flatMap((panel) => panel.zero),
      ),
      ...summed(
        'has data, but some of its queries have none',
        judged.flatMap((panel) => panel.partial),
      ),
      ...judged.flatMap(({ notes }) => notes),
    ],
  };
}

function judgePanel(looks: PanelLooks, knowledge: Knowledge, isThere: IsThere): PanelJudged {
  const { reasons, age, scrapeSeconds, isLeftOut } = knowledge;
  const { board, panel, shown } = looks[0].look;
  const name = `${board.title} / ${panel}`;
  const reason = reasonOf(looks[0], reasons);
  const wholes = looks.filter(({ look }) => look.choice.whole);
  const { voids, lies } = unexcused(looks, reasons, isThere);
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
  const everywhere = wholes.length >= ranges.length;
  const isSteady = everywhere && wholes.every((each) => hasData(each) && hasRunFor(each, age));
  const isObsolete = typeof reason === 'string' && isSteady;
  const isZero = shown !== undefined && everywhere && wholes.every(({ state }) => state === 'ZERO');
  return {
    wrong: line([...looks.filter(isBroken), ...lies, ...of(undefined)]),
    pending: line(of('soon')),
    young: of('later').map(({ look }) => look.range.name),
    narrow:
      single.length > 0 ? [`${name} (${[...new Set(single.map(({ look }) => look.choice.text))].join('; ')})`] : [],
    obsolete: isObsolete ? [name] : [],
    zero: isZero ? [name] : [],
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
