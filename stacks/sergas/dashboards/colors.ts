import { type Color, severityColors, stateColors } from 'narthex';

/** How something ended, on every board alike. */
export const outcomeColors: Readonly<Record<string, Color>> = {
  '/^(success|completed|updated)$/': stateColors.ok,
  '/^unchanged$/': stateColors.info,
  '/^(timed_out|rate_limited)$/': stateColors.warning,
  '/^(error|failed)$/': stateColors.critical,
};

/** How much an error matters. `error` lies between the severities of alerts. */
export const errorColors: Readonly<Record<string, Color>> = {
  '/^warning$/': stateColors.info,
  '/^error$/': severityColors.warning,
  '/^critical$/': severityColors.critical,
};
