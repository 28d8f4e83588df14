import { chosen } from '../../parts/variables.ts';

/** The servers that are chosen. */
export const servers = chosen('instance');
/** Their databases that are chosen. */
export const databases = chosen('instance', 'datname');
/** The window of rates. */
export const window = '[$__rate_interval]';

/** The name of a database's series. */
export const legend = '{{datname}} ({{instance}})';

/** What the graphs about servers have in common. */
export const graph = { kind: 'timeseries', min: 0, noValue: 'The exporter measured nothing in this range.' } as const;
/** A share of something, from none to all. */
export const share = { ...graph, unit: 'percentunit', max: 1 } as const;
/** A share of which a little is much: the axis follows the values. */
export const smallShare = { ...graph, unit: 'percentunit' } as const;
/** One number about all servers that are chosen. */
export const number = { kind: 'stat', unit: 'none', min: 0, noValue: 'NO DATA: no server' } as const;
