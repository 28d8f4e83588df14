/**
 * The known name that was probably meant, for "did you mean": the same one in other letter case, else the nearest one (edit distance
 * at most a third of the length), else the only one that begins with what was written, such as `production` for `prod`.
 */
export function nearest(name: string, known: readonly string[]): string | undefined {
  const lower = name.toLowerCase();
  const same = known.find((candidate) => candidate.length === name.length && candidate.toLowerCase() === lower);
  if (same !== undefined) return same;
  let best: string | undefined;
  let bestDistance = Math.max(1, Math.floor(name.length / 3)) + 1;
  const letters = countLetters(name);
  for (const candidate of known) {
    if (leastDistance(name.length, letters, candidate) >= bestDistance) continue;
    const distance = editDistance(name, candidate, bestDistance);
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance];
    if (bestDistance === 0) break;
  }
  if (best !== undefined || name.length < 3) return best;
  const [longer, ...others] = known.filter((candidate) => candidate.startsWith(name));
  return others.length === 0 ? longer : undefined;
}

/** As many names as a person reads through. */
const shown = 20;

/** The fix for an unknown name: the nearest known one, else all of them, as far as that helps. */
export function unknownNameFix(name: string, known: readonly string[]): string {
  const near = nearest(name, known);
  if (near !== undefined) return `did you mean '${near}'?`;
  if (known.length === 0) return 'nothing of this kind is declared yet; declare it first';
  const more = known.length > shown ? ` and ${known.length - shown} more` : '';
  return `use one of: ${known.slice(0, shown).join(', ')}${more}`;
}

/** How often each letter stands in a word; letters that are alike in their last seven bits count as one. */
function countLetters(word: string): Int32Array {
  const counts = new Int32Array(128);
  for (let index = 0; index < word.length; index++) add(counts, word.charCodeAt(index), 1);
  return counts;
}

function add(counts: Int32Array, code: number, by: number): number {
  const left = (counts[code & 127] ?? 0) + by;
  counts[code & 127] = left;
  return left;
}

/** No fewer edits can lead to a word than it has letters that must come or go; quicker than the distance, and rules out most words. */
function leastDistance(length: number, letters: Int32Array, word: string): number {
  let shared = 0;
  for (let index = 0; index < word.length; index++) if (add(letters, word.charCodeAt(index), -1) >= 0) shared++;
  for (let index = 0; index < word.length; index++) add(letters, word.charCodeAt(index), 1);
  return Math.max(length, word.length) - shared;
}

/**
 * Insertions, deletions, substitutions and swaps of neighbours that lead from one word to the other (optimal string alignment);
 * `limit` if it takes that many or more, which is found out early.
 */
function editDistance(a: string, b: string, limit: number): number {
  // What both begin and end with costs nothing, and is most of two similar names.
  let start = 0;
  while (start < a.length && start < b.length && a.charCodeAt(start) === b.charCodeAt(start)) start++;
  let endA = a.length;
  let endB = b.length;
  while (endA > start && endB > start && a.charCodeAt(endA - 1) === b.charCodeAt(endB - 1)) {
    endA--;
    endB--;
  }
  const width = endB - start;
  let beforeLast: number[] = [];
  let last = Array.from({ length: width + 1 }, (_, index) => index);
  let leastOfLast = 0;
  for (let i = 1; i <= endA - start; i++) {
    const row = [i];
    let least = i;
    const ofA = a.charCodeAt(start + i - 1);
    for (let j = 1; j <= width; j++) {
      const ofB = b.charCodeAt(start + j - 1);
      let cost = Math.min(at(last, j - 1) + (ofA === ofB ? 0 : 1), at(last, j) + 1, at(row, j - 1) + 1);
      const swapped = i > 1 && j > 1 && ofA === b.charCodeAt(start + j - 2) && ofB === a.charCodeAt(start + i - 2);
      if (swapped) cost = Math.min(cost, at(beforeLast, j - 2) + 1);
      row.push(cost);
      if (cost < least) least = cost;
    }
    // A swap reaches back two rows: both must be too far away.
    if (least >= limit && leastOfLast >= limit) return limit;
    beforeLast = last;
    last = row;
    leastOfLast = least;
  }
  return Math.min(at(last, width), limit);
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? 0;
}
