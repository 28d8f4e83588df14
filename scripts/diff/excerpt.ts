/** Two texts, as far as they differ. */
export interface Excerpt {
  readonly before: string;
  readonly after: string;
}

/** A text that is no longer is shown as a whole. */
const short = 60;

/** Words around the difference that are shown, so that one sees where it is. */
const context = 3;

/**
 * What is otherwise in two texts: of addresses that differ in their host, the hosts; of long texts the words from the first that differs to the
 * last, with some around them. Short texts stay as they are.
 */
export function excerpt(before: string, after: string): Excerpt {
  const hosts = differentHosts(before, after);
  if (hosts !== undefined) return hosts;
  if (before.length <= short && after.length <= short) return { before, after };
  const [old, now] = [words(before), words(after)];
  const least = Math.min(old.length, now.length);
  let same = 0;
  while (same < least && old[same] === now[same]) same++;
  let rest = 0;
  while (rest < least - same && old.at(-1 - rest) === now.at(-1 - rest)) rest++;
  return { before: cut(old, same, rest), after: cut(now, same, rest) };
}

function words(text: string): string[] {
  return text.trim().split(/\s+/);
}

function cut(all: readonly string[], same: number, rest: number): string {
  const from = Math.max(0, same - context);
  const to = Math.min(all.length, all.length - rest + context);
  return [from > 0 ? '…' : '', ...all.slice(from, to), to < all.length ? '…' : '']
    .filter((word) => word !== '')
    .join(' ');
}

const address = /^([a-z]+:\/\/[^/\s]+)(\/\S*)?$/;

function differentHosts(before: string, after: string): Excerpt | undefined {
  const [, old, oldPath] = address.exec(before) ?? [];
  const [, now, newPath] = address.exec(after) ?? [];
  if (old === undefined || now === undefined || oldPath !== newPath || oldPath === undefined) return undefined;
  return { before: `${old}/…`, after: `${now}/…` };
}
