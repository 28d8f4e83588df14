/** How samples stand in a line, with an exemplar behind them where the format has room for it. */
import type { Exemplar } from '../exemplars.ts';
import { labelText, numberText } from './text.ts';

/** What a line ends with: nothing, or the exemplar and its time. */
export function exemplarText(exemplar: Pick<Exemplar, 'value'> & ExemplarLabels): string {
  const time = exemplar.timestamp === undefined ? '' : ` ${exemplar.timestamp.toFixed(3)}`;
  return ` # {${labelText(exemplar.labels)}} ${numberText(exemplar.value)}${time}`;
}

interface ExemplarLabels {
  readonly labels: Readonly<Record<string, unknown>>;
  readonly timestamp?: number | undefined;
}
