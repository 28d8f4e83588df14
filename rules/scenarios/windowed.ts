import { type Duration, seconds } from '../../stacks/model/index.ts';
import type { Story } from './standard.ts';

/**
 * The times of a story whose expression asks for the best or the worst of a window (`max_over_time`): things are good for a whole window,
 * and the last good sample has to leave it. Samples have to stand a minute apart.
 */
export function windowed(window: Duration): Pick<Story, 'lead' | 'onset' | 'ease'> {
  return { lead: window, onset: `${seconds(window) / 60 - 1}m`, ease: window };
}
