import { type Duration, type Labels, type Slo, seconds, sloWindow } from '../../stacks/model/index.ts';

/** How the series of an SLO are called, and the labels that say which SLO they are of. */
export interface SloNames {
  /** On every series that is recorded. */
  readonly identity: Labels;
  /** The matcher that selects them. */
  readonly selector: string;
  /** The share of bad events in a window. */
  readonly ratio: (window: Duration) => { readonly name: string; readonly labels: Labels };
  /** The label that tells the windows of alerts apart. */
  readonly windowLabel: string;
  /** Whether the recorded shares carry it, or alerts have to set it. */
  readonly windowRecorded: boolean;
}

/** The names that the records and alerts of an SLO have. */
export function namesOf(name: string, slo: Slo): SloNames {
  if (slo.names === undefined || slo.names === 'narthex') {
    return {
      identity: { slo: name },
      selector: `slo="${name}"`,
      ratio: (window) => ({ name: `slo:errors:ratio_rate${window}`, labels: { slo: name } }),
      windowLabel: 'window',
      windowRecorded: false,
    };
  }
  const { service, slo: called = name } = slo.names.sloth;
  const identity = { sloth_id: `${service}-${called}`, sloth_service: service, sloth_slo: called };
  return {
    identity,
    selector: `sloth_id="${identity.sloth_id}"`,
    ratio: (window) => ({
      name: `slo:sli_error:ratio_rate${window}`,
      labels: { ...identity, sloth_window: window },
    }),
    windowLabel: 'sloth_window',
    windowRecorded: true,
  };
}

/** `ApiAvailability` of `api-availability`. */
export function pascal(name: string): string {
  return name
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}

/** Every window over which a share is recorded, the shortest first. */
export function windowsOf(
  slo: Slo,
  tiers: readonly { readonly long: Duration; readonly short: Duration }[],
): Duration[] {
  const all = [...tiers.flatMap(({ long, short }) => [long, short]), sloWindow(slo)];
  const byLength = new Map(all.map((window) => [seconds(window), window]));
  return [...byLength].sort(([a], [b]) => a - b).map(([, window]) => window);
}
