import * as units from '@grafana/grafana-foundation-sdk/units';

/** The ids of the units that Grafana knows. */
export const unitIds: readonly string[] = Object.values(units).filter((id) => typeof id === 'string');

const known = new Set(unitIds);

/** Whether Grafana knows a unit; `suffix:x` and its like make up one of their own. Source: `getValueFormat` of @grafana/data. */
export function isUnit(id: string): boolean {
  return known.has(id) || /^(?:suffix|prefix|time|si|count|currency|bool|dtdurations?):/.test(id);
}
