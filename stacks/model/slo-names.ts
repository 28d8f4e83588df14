import type { Duration } from './duration.ts';
import type { Labels } from './rule.ts';
import type { Slo } from './slo.ts';
import { sloBase } from './slo-series.ts';
import type { Stack } from './stack.ts';

/** How the series of an SLO are called, and the labels that say which SLO they are of. */
export interface SloNames {
  /** On every series that is recorded. */
  readonly identity: Labels;
  /** The label of these that alone tells one SLO from another. */
  readonly label: string;
  /** The matcher that selects them. */
  readonly selector: string;
  /** The share of bad events in a window. */
  readonly ratio: (window: Duration) => { readonly name: string; readonly labels: Labels };
  /** The promise as a share. */
  readonly objective: string;
  /** The share of the error budget that is left: 1 is all of it, below 0 the promise is broken. */
  readonly budgetLeft: string;
  /** How many times as fast as the budget lasts it is being spent, in the shortest window. */
  readonly burnRate: string;
  /** The label that tells the windows of alerts apart. */
  readonly windowLabel: string;
  /** Whether the recorded shares carry it, or alerts have to set it. */
  readonly windowRecorded: boolean;
}

/** The names that the records and alerts of an SLO have. */
export function sloNames(name: string, slo: Slo): SloNames {
  if (slo.names === undefined || slo.names === 'narthex') {
    return {
      identity: { slo: name },
      label: 'slo',
      selector: `slo="${name}"`,
      ratio: (window) => ({ name: `slo:errors:ratio_rate${window}`, labels: { slo: name } }),
      objective: 'slo:objective:ratio',
      budgetLeft: 'slo:budget_left:ratio',
      burnRate: 'slo:burn_rate:ratio',
      windowLabel: 'window',
      windowRecorded: false,
    };
  }
  const { service, slo: called = name } = slo.names.sloth;
  const identity = { sloth_id: `${service}-${called}`, sloth_service: service, sloth_slo: called };
  return {
    identity,
    label: 'sloth_id',
    selector: `sloth_id="${identity.sloth_id}"`,
    ratio: (window) => ({
      name: `slo:sli_error:ratio_rate${window}`,
      labels: { ...identity, sloth_window: window },
    }),
    objective: 'slo:objective:ratio',
    budgetLeft: 'slo:period_error_budget_remaining:ratio',
    burnRate: 'slo:current_burn_rate:ratio',
    windowLabel: 'sloth_window',
    windowRecorded: true,
  };
}

/** What was done to the metrics that an SLO counts, the end of the names of its two base series: `rate5m`, `count`. */
export function sloOperation(slo: Slo, stack: Stack): string {
  return slo.kind === 'freshness' ? 'count' : `rate${sloBase(slo, stack)}`;
}
