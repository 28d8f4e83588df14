import type { Expression } from '../../promql/index.ts';
import type { Duration, Labels, RecordingRule, Runbook, Suppression } from '../../stacks/model/index.ts';
import type { Signals } from '../scenarios/signal.ts';

/** What is watched for values that are unlike its past, and how much unlike they have to be. */
export interface Anomaly {
  /** What it is, as the beginning of a sentence: `The rate of requests`. */
  readonly summary: string;
  /** What is watched: one or few series, so an aggregation. */
  readonly level: Expression;
  /** What its past is: the day before, or the same hour of the day before and of the week before. */
  readonly past: 'day' | 'season';
  /** Below it nothing is said: a level that is usually lower is too sparse to have a usual value. In the unit of the level. */
  readonly minimum: number;
  /** Default: both. */
  readonly unusual?: 'high' | 'low' | 'both';
  /** How many standard deviations are usual. Default 3. */
  readonly deviations?: number;
  /** What share of the expected value is always borne, however even the past was. Default 0.5. */
  readonly margin?: number;
  /** `zero`: a level that is gone counts as zero, as the rate of something that nobody does any more. Default: it says nothing. */
  readonly whenGone?: 'zero' | 'nothing';
  /** Default 12m, three evaluations. */
  readonly for?: Duration;
  /** Default info: what is unusual is not wrong yet. */
  readonly severity?: 'warning' | 'info';
  /** Makes it critical, with the reason why somebody has to get up for something that is only unusual. */
  readonly pages?: string;
  readonly runbook: Runbook;
  readonly ignore?: readonly Suppression[];
  /** Mistakes in the level that no test can notice, each with the reason. */
  readonly unnoticed?: RecordingRule['unnoticed'];
  /** Labels of the level's series in the unit tests. */
  readonly labels: Labels;
  /** What the level reads when it is so high, for the unit tests; has to be exact once `settles` has passed. */
  readonly feed: (level: number) => Signals;
  /** How long the level takes to follow what it reads: its window. Default 0s. */
  readonly settles?: Duration;
}

/** How often anomalies are evaluated. Each evaluation looks at a day, so it is done less often than others. */
export const anomalyInterval = '4m';
