import { type AlertNumbers, guarded, type Scenario, type Signals, seconds, share } from 'narthex';
import type { Values } from './program.ts';

/**
 * The scenarios of a share that is compared with the threshold as long as `minimum` things have happened in the window. `happening` makes
 * the series of such a share, so many times per second; `below`: it is the small ones that are bad.
 */
export function shareScenarios(
  numbers: AlertNumbers,
  labels: Values,
  happening: (share: number, perSecond: number) => Signals,
  side: 'above' | 'below' = 'above',
): Scenario[] {
  const { threshold, minimum, window } = numbers;
  const [bad, good] = side === 'above' ? [threshold * 1.02, threshold * 0.98] : [threshold * 0.98, threshold * 1.02];
  const least = minimum / seconds(window);
  const { busy, just } = traffic(numbers);
  return [
    ...share(numbers, { labels, value: bad, bad: happening(bad, busy), good: happening(good, busy) }),
    ...guarded(numbers, {
      firing: { labels, value: bad },
      enough: happening(bad, just * least),
      tooLittle: happening(bad, 0.98 * least),
      onset: window,
    }),
  ];
}

/** How much happens per second when the minimum is reached within a minute, and how far beyond it a window passes it with its last sample. */
export function traffic({ minimum, window }: AlertNumbers): { readonly busy: number; readonly just: number } {
  return { busy: minimum / 20, just: 1 + Math.min(0.02, 30 / seconds(window)) };
}
