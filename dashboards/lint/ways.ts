import { type JsonRecord, records, texts } from '../json.ts';
import { linkedUid } from './board-links.ts';

/** Where a dashboard leads to, and how others find it. */
export interface Ways {
  readonly tags: readonly string[];
  /** The uids of dashboards to which it has links. */
  readonly to: readonly string[];
  /** The tags of its menus of dashboards; a menu without tags has all of them. */
  readonly menus: readonly (readonly string[])[];
}

/** The ways of a dashboard in classic JSON. */
export function waysOf(board: JsonRecord): Ways {
  return {
    tags: textsOf(board.tags),
    to: texts(board).flatMap(([value, path]) => (path.at(-1) === 'url' ? (linkedUid(value) ?? []) : [])),
    menus: records(board.links).flatMap(({ type, tags }) => (type === 'dashboards' ? [textsOf(tags)] : [])),
  };
}

/** Whether one dashboard leads to another, by a link or by a menu in which the other stands. */
export function leadsTo({ to, menus }: Ways, uid: string, { tags }: Pick<Ways, 'tags'>): boolean {
  return to.includes(uid) || menus.some((menu) => menu.every((tag) => tags.includes(tag)));
}

function textsOf(value: JsonRecord[string]): string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
}
