import { dataFilesystems } from '../../../exporters/index.ts';
import { chosen } from '../../parts/variables.ts';

/** The hosts that are chosen. */
export const hosts = chosen('instance');
/** Their file systems that hold data; the alerts leave out the same ones. */
export const disks = `${hosts}, ${dataFilesystems}`;
/** Interfaces other than the one of the host with itself. */
export const interfaces = `${hosts}, device!="lo"`;

const noValue = 'No host was measured in this range.';

/** What the graphs about hosts have in common. */
export const graph = { kind: 'timeseries', min: 0, noValue } as const;
/** A share of something, from none to all. */
export const share = { ...graph, unit: 'percentunit', max: 1 } as const;
/** A share of which a little is much: the axis follows the values. */
export const smallShare = { ...graph, unit: 'percentunit' } as const;
/** One number about all hosts that are chosen. */
export const number = { kind: 'stat', unit: 'none', min: 0, noValue: 'NO DATA: no host' } as const;
/** States over time. */
export const states = { kind: 'timeline', unit: 'none', min: 0, noValue } as const;

/** Why nothing is known of pressure. */
export const withoutPsi = {
  lacking: 'a kernel without PSI, or one that has it switched off, tells nothing of pressure',
} as const;
