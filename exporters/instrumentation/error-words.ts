/** What an error says, in the words of its innermost cause. */

/** `fetch` says only "fetch failed" and hides why in `cause`; a failed connection to several addresses has no message at all. */
export function wordsOf(error: unknown, depth = 0): string {
  if (!(error instanceof Error)) return String(error);
  const inner = error instanceof AggregateError ? error.errors[0] : error.cause;
  if (inner instanceof Error && depth < 4) return wordsOf(inner, depth + 1);
  return error.message || ('code' in error && String(error.code)) || error.name;
}
