import { type Expression, promql } from '../../promql/index.ts';
import { recorded } from './bands.ts';
import type { Anomaly } from './definition.ts';

/** The level where it lies outside of its band, and there is enough of it, or usually is, to say so. */
export function outside(name: string, minimum: number, unusual: NonNullable<Anomaly['unusual']>): Expression {
  const level = recorded('anomaly:level', name);
  const high = promql`(${level} > ${recorded('anomaly:upper_band', name)}) >= ${minimum}`;
  const low = promql`${level} < ${recorded('anomaly:lower_band', name)} and ${recorded('anomaly:expected', name)} >= ${minimum}`;
  if (unusual === 'high') return high;
  return unusual === 'low' ? low : promql`(${high}) or (${low})`;
}
