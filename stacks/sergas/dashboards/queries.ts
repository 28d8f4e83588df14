import { type Expression, promql, scrape } from 'narthex';

/** A single value, zero where there is no series of it yet. While no instance of the API answers there is none: nobody would know. */
export function zeroWhileUp(value: Expression): Expression {
  return promql`${value} or 0 * max(${scrape.up}{job="sergas"} == 1)`;
}
