import { type Duration, type Slo, seconds, sloWindow } from '../../stacks/model/index.ts';

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
