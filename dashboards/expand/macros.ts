/** What is known when macros are replaced. Milliseconds. */
export interface MacroValues {
  readonly step: number;
  readonly range: number;
  /** Without it the rate interval stays as it is written, as in the queries of variables. */
  readonly rateInterval?: number;
}

/** In this order, so that a longer name goes before the shorter one that begins it. Source: `InterpolateVariables` of promlib. */
const macros: Readonly<Record<string, (values: MacroValues) => string | undefined>> = {
  __interval_ms: ({ step }) => String(step),
  __interval: ({ step }) => singleUnit(step),
  __range_ms: ({ range }) => String(range),
  __range_s: ({ range }) => String(Math.round(range / 1000)),
  __range: ({ range }) => `${Math.round(range / 1000)}s`,
  __rate_interval_ms: ({ rateInterval }) => rateInterval?.toString(),
  __rate_interval: ({ rateInterval }) => (rateInterval === undefined ? undefined : goDuration(rateInterval)),
};

/** Every macro that Grafana's backend replaces. There is no `__interval_s` and no `__rate_interval_s`. */
export const macroNames: readonly string[] = Object.keys(macros);

/** Replaces `$macro` and `${macro}`, textually: of `$__interval_s` it makes `1m_s`, as Grafana does. */
export function replaceMacros(text: string, values: MacroValues): string {
  return Object.entries(macros).reduce((replaced, [name, write]) => {
    const written = write(values);
    if (written === undefined) return replaced;
    return replaced.replaceAll(`$${name}`, written).replaceAll(`\${${name}}`, written);
  }, text);
}

const largest: readonly (readonly [milliseconds: number, unit: string])[] = [
  [31_536_000_000, 'y'],
  [86_400_000, 'd'],
  [3_600_000, 'h'],
  [60_000, 'm'],
  [1_000, 's'],
];

/** A length of time in its largest unit, rounded down: 90 s are `1m`. Source: `gtime.FormatInterval`. */
export function singleUnit(milliseconds: number): string {
  const [size, unit] = largest.find(([least]) => milliseconds >= least) ?? [1, 'ms'];
  return `${Math.max(1, Math.floor(milliseconds / size))}${unit}`;
}

/** A length of time as Go prints it: `15s`, `1m15s`, `1h0m0s`, `500ms`. Source: `time.Duration.String`. */
export function goDuration(milliseconds: number): string {
  if (milliseconds === 0) return '0s';
  if (milliseconds < 1000) return `${milliseconds}ms`;
  const hours = Math.floor(milliseconds / 3_600_000);
  const minutes = Math.floor(milliseconds / 60_000) % 60;
  const seconds = Math.round(milliseconds % 60_000) / 1000;
  if (hours > 0) return `${hours}h${minutes}m${seconds}s`;
  return minutes > 0 ? `${minutes}m${seconds}s` : `${seconds}s`;
}
