import type { Inhibition } from './inhibition.ts';
import type { Slo } from './slo.ts';
import { sloTiers } from './slo-tiers.ts';

/**
 * A critical alert of an SLO whose parts have budgets of their own mutes the warning about the same part. Alerts of the other SLOs carry a
 * symptom, by which they mute each other as all alerts do.
 */
export function sloInhibitions(slos: Readonly<Record<string, Slo>>): Inhibition[] {
  return Object.entries(slos).flatMap(([name, slo]): Inhibition[] => {
    const severities = new Set(sloTiers(slo).map(({ severity }) => severity));
    if (slo.by === undefined || !severities.has('critical') || severities.size === 1) return [];
    return [
      {
        source: { slo: name, severity: 'critical' },
        target: { slo: name, severity: ['warning', 'info'] },
        equal: slo.by,
      },
    ];
  });
}
