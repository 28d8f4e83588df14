import type { Seen } from './classify.ts';

/** All looks at one panel, or at one annotation; the first is one over the shortest range with All. */
export type PanelLooks = readonly [Seen, ...Seen[]];

/** What was seen, panel by panel. */
export function byPanel(seen: readonly Seen[]): PanelLooks[] {
  const panels = new Map<string, [Seen, ...Seen[]]>();
  for (const each of seen) {
    const { board, panel, shown } = each.look;
    const key = JSON.stringify([board.uid, panel, shown?.id]);
    const looks = panels.get(key);
    if (looks === undefined) panels.set(key, [each]);
    else looks.push(each);
  }
  return [...panels.values()];
}
