import { chosen } from '../../parts/variables.ts';

/** The targets that are chosen. */
export const targets = chosen('job', 'instance');
/** The name of a target's series. */
export const legend = '{{instance}} ({{job}})';

/** What the graphs about probes have in common. */
export const graph = { kind: 'timeseries', min: 0, noValue: 'No probe ran in this range.' } as const;
/** One number about all targets that are chosen. */
export const number = { kind: 'stat', unit: 'none', min: 0, noValue: 'NO DATA: no prober' } as const;
/** A table of targets. */
export const table = { kind: 'table', noValue: 'No probe ran.' } as const;
/** Its first columns; a click on a target chooses it alone. */
export const targetColumns = [
  { field: 'instance', title: 'Target', boardLink: { board: 'probes', variable: 'instance' } },
  { field: 'job', title: 'Probe', width: 160, boardLink: { board: 'probes', variable: 'job' } },
] as const;
