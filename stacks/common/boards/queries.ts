import { type Expression, promql } from 'narthex';

/** Where a rate follows the time range that somebody has chosen. */
export const range = '[$__rate_interval]';

/** The share of a part in its whole: zero while there is no series of the part, none while nothing happens at all. */
export function shareOf(part: Expression, whole: Expression): Expression {
  return promql`(${part} or 0 * ${whole}) / (${whole} > 0)`;
}
