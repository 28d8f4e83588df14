import type { Severity } from './rule.ts';

// Names of Grafana's palette rather than numbers: each theme, light or dark, has its own contrast-checked shade for them.
/** How good or bad something is. */
export const stateColors = {
  // Dark, so that a wall of healthy tiles is calm and the one that is not stands out, in shades of grey as well.
  ok: 'dark-green',
  info: 'blue',
  warning: 'orange',
  critical: 'red',
  neutral: 'text',
  unknown: 'purple',
} as const;

/** The colour of an alert's severity, the same on every board. */
export const severityColors = {
  critical: stateColors.critical,
  warning: stateColors.warning,
  info: stateColors.info,
} as const satisfies Record<Severity, string>;

/** The colour of an HTTP status by its class: a regular expression over names of series. */
export const statusColors = {
  '/^1/': '#8e8e8e',
  '/^2/': 'green',
  '/^3/': 'blue',
  '/^4/': 'orange',
  '/^5/': 'red',
} as const;

/** One of the colours above. */
export type Color = (typeof stateColors)[keyof typeof stateColors] | (typeof statusColors)[keyof typeof statusColors];

/** What a gauge of 0 and 1 is called. */
export const upDown = [
  { value: 1, text: 'UP', color: stateColors.ok },
  { value: 0, text: 'DOWN', color: stateColors.critical },
] as const;

/** What a count of bad things is called when there are none. */
export const noneIsGood = [{ value: 0, text: 'NONE', color: stateColors.ok }] as const;
