import type { Expression, StatPanel } from 'narthex';

/** One number: a share. What `share` is called beside it stands in `legend`. */
export function shareTile(
  words: Omit<StatPanel, 'kind' | 'min' | 'queries'>,
  share: Expression,
  legend: string,
): StatPanel {
  return { ...words, kind: 'stat', min: 0, queries: [{ expr: share, legend }] };
}
