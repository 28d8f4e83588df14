import { chosen } from '../../parts/variables.ts';

/** The suites that are chosen. */
export const suites = chosen('job', 'type', 'suite');
/** The runs that are chosen. */
export const runs = chosen('job');
/** The name of a suite in a legend: unit and integration tests of one folder are told apart. */
export const suiteName = '{{suite}} ({{type}})';

const noRun = 'no run of tests has pushed anything yet';

/** What the graphs about tests have in common. */
export const graph = {
  kind: 'timeseries',
  min: 0,
  noValue: 'No run of tests has pushed anything.',
  mayBeEmpty: noRun,
} as const;
/** One number about everything that is chosen. */
export const number = { kind: 'stat', unit: 'none', min: 0, noValue: 'NO RUN YET', mayBeEmpty: noRun } as const;
