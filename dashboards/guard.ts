import {
  type AlertRule,
  type Board,
  type Color,
  type DashboardFile,
  type DataPanel,
  type Guard,
  panelId,
  type RuleGroup,
  severityColors,
  stateColors,
} from '../stacks/model/index.ts';
import { dataPanels } from './panels.ts';

/** From this value on (the first: from minus infinity) a panel has this colour. */
export interface Step {
  readonly value: number | null;
  readonly color: Color;
}

/** The alerts of a stack by name. */
export function alertsByName(groups: readonly RuleGroup[]): ReadonlyMap<string, AlertRule> {
  const alerts = groups.flatMap(({ rules }) => rules.filter((rule) => rule.kind === 'alert'));
  return new Map(alerts.map((alert) => [alert.name, alert]));
}

/** The alerts of a guard that this stack has. */
export function guardAlerts(guard: Guard | undefined, alerts: ReadonlyMap<string, AlertRule>): AlertRule[] {
  return (guard?.alerts ?? []).flatMap((name) => alerts.get(name) ?? []);
}

/** Which panel of a board shows what an alert watches. */
export function boardGuards({ name, rows }: Board, alerts: ReadonlyMap<string, AlertRule>): DashboardFile['guards'] {
  return dataPanels(rows).flatMap(({ key, guard }) =>
    guardAlerts(guard, alerts).map((alert) => ({ alert: alert.name, panel: panelId(`${name}/${key}`) })),
  );
}

/** The thresholds of a panel: the numbers at which its alerts fire, in the colours of their severities. */
export function thresholdSteps(
  panel: Pick<DataPanel, 'guard' | 'counts'>,
  alerts: ReadonlyMap<string, AlertRule>,
): Step[] {
  const { guard, counts } = panel;
  const judging = guard?.linkOnly === true ? [] : guardAlerts(guard, alerts);
  const bounds = judging.flatMap(({ threshold, severity }) => {
    const value = threshold === undefined ? guard?.bound : threshold * (guard?.scale ?? 1);
    return value === undefined ? [] : [{ value, color: severityColors[severity] }];
  });
  if (counts !== undefined) bounds.push({ value: 1, color: severityColors[counts] });
  if (bounds.length === 0) return [{ value: null, color: stateColors.neutral }];
  const rising = bounds.sort((a, b) => a.value - b.value);
  if (guard?.fires !== 'below') return [{ value: null, color: stateColors.ok }, ...rising];
  // Fires below: a colour holds from the bound under it up to its own, and above the last bound all is well.
  return [
    ...rising.map(({ color }, index) => ({ value: rising[index - 1]?.value ?? null, color })),
    { value: rising.at(-1)?.value ?? null, color: stateColors.ok },
  ];
}
