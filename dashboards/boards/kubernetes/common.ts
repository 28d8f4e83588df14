import { chosen } from '../../parts/variables.ts';

/** What lies in the namespaces that are chosen. */
export const objects = chosen('namespace');

/** What the graphs about a cluster have in common. */
export const graph = { kind: 'timeseries', min: 0, noValue: 'The cluster told of nothing in this range.' } as const;
/** One number about what is chosen. */
export const number = { kind: 'stat', unit: 'none', min: 0, noValue: 'NO DATA: no cluster' } as const;
