import { type Expression, promql } from '../../promql/index.ts';
import { recorded } from './bands.ts';
import type { Anomaly } from './definition.ts';

/**
 * The level where it lies outside of its band, and there is enough of it, or usually is, to say so. What counts as zero when it is gone
 * does so only here: the past is made of what was there, so that the rules do not read each other in a circle.
 */
export function outside(
  name: string,
  minimum: number,
  { unusual = 'both', whenGone }: Pick<Anomaly, 'unusual' | 'whenGone'>,
): Expression {
  const level = recorded('anomaly:level', name);
  const expected = recorded('anomaly:expected', name);
  const orZero = whenGone === 'zero' ? promql`(${level} or 0 * ${expected})` : level;
  const high = promql`(${level} > ${recorded('anomaly:upper_band', name)}) >= ${minimum}`;
  const low = promql`${orZero} < ${recorded('anomaly:lower_band', name)} and ${expected} >= ${minimum}`;
  if (unusual === 'high') return high;
  return unusual === 'low' ? low : promql`(${high}) or (${low})`;
}
