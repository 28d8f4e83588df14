import type { Emptiness } from '../../stacks/model/index.ts';
import type { PanelLooks } from './by-panel.ts';
import { hasData, isVoid, type Seen } from './classify.ts';

/** Why a panel may be empty: by the uid of its board and its id. */
export type Reasons = (board: string, panel: number) => Emptiness | undefined;

/** The reason of the panel that one looks at, if it has one. */
export function reasonOf({ look }: Seen, reasons: Reasons): Emptiness | undefined {
  return look.shown && reasons(look.board.uid, look.shown.id);
}

/** Says of what is lacking, in the words of a reason, whether it is there over a range after all. */
export type IsThere = (words: string, range: string) => boolean;

/** What is said to be lacking and is there: another panel that would lack the same has data, with everything chosen. */
export function findThere(panels: readonly PanelLooks[], reasons: Reasons): IsThere {
  const key = (words: string, range: string) => JSON.stringify([words, range]);
  const there = panels.flat().flatMap((each) => {
    const reason = reasonOf(each, reasons);
    const isLacking = typeof reason === 'object' && 'lacking' in reason;
    return isLacking && each.look.choice.whole && hasData(each) ? [key(reason.lacking, each.look.range.name)] : [];
  });
  const known = new Set(there);
  return (words, range) => known.has(key(words, range));
}

/** Looks at one panel that its reason does not excuse, with the cause as their detail where the reason is not true. */
export interface Unexcused {
  /** Without data. */
  readonly voids: readonly Seen[];
  /** With data where there are never any. */
  readonly lies: readonly Seen[];
}

/** Holds the looks at a panel against its reason. */
export function unexcused(looks: PanelLooks, reasons: Reasons, isThere: IsThere): Unexcused {
  const reason = reasonOf(looks[0], reasons);
  const wholes = looks.filter(({ look }) => look.choice.whole);
  if (reason === undefined) return { voids: looks.filter(isVoid), lies: [] };
  if (typeof reason === 'string') return { voids: [], lies: [] };
  if ('never' in reason) {
    const detail = `it has data, so the reason is not true, take it away: never, because ${reason.never}`;
    return { voids: [], lies: wholes.filter(hasData).map((each) => ({ ...each, detail })) };
  }
  const detail = `another panel has data that would lack the same, so the reason is not true: ${reason.lacking}`;
  const voids = wholes.filter((each) => isVoid(each) && isThere(reason.lacking, each.look.range.name));
  return { voids: voids.map((each) => ({ ...each, detail })), lies: [] };
}
