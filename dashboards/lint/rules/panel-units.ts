import { nearest } from '../../../promql/index.ts';
import { at, type JsonPath, records, text } from '../../json.ts';
import { type DashboardRule, eachPanel, type Fault } from '../rule.ts';
import { setting } from '../support.ts';
import { isUnit, unitIds } from '../units.ts';
import type { PanelView } from '../view.ts';

const judged = ['stat', 'singlestat', 'graph', 'table', 'timeseries', 'gauge', 'bargauge'];

/** `panel-units` */
export const panelUnits: DashboardRule = {
  id: 'panel-units',
  severity: 'warning',
  why: 'Without a unit nobody knows whether 0.3 is seconds or per cent; one that Grafana does not know is printed behind the number as it is.',
  run: eachPanel((panel) => {
    const { json, type } = panel;
    // Panels before Grafana 7 have it on their axes.
    const older = json.yaxes !== undefined || (type === 'singlestat' && json.format !== undefined);
    if (!judged.includes(type) || older) return undefined;
    const units = unitsOf(panel);
    if (units.length > 0) return units.flatMap(unknownUnit);
    const fix = "set one, such as s, bytes, reqps or percentunit; 'none' or 'short' for a plain number";
    return { at: ['fieldConfig', 'defaults'], message: 'the panel has no unit', fix };
  }),
};

/** A unit, and where the panel names it. */
interface Named {
  readonly unit: string;
  readonly at: JsonPath;
}

/** That of all fields, and those of overrides. */
function unitsOf(panel: PanelView): Named[] {
  const overrides = records(at(panel.json, 'fieldConfig', 'overrides')).flatMap(({ properties }, index) =>
    records(properties).flatMap(({ id, value }, place): Named[] =>
      id === 'unit' ? [{ unit: text(value) ?? '', at: ['fieldConfig', 'overrides', index, 'properties', place] }] : [],
    ),
  );
  const unit = text(setting(panel, 'unit')) ?? '';
  return [{ unit, at: ['fieldConfig', 'defaults', 'unit'] }, ...overrides].filter((each) => each.unit !== '');
}

function unknownUnit({ unit, at: path }: Named): Fault[] {
  if (isUnit(unit)) return [];
  const near = nearest(unit, unitIds);
  const fix = near === undefined ? `use one that Grafana knows, or 'suffix:${unit}'` : `did you mean '${near}'?`;
  return [{ at: path, message: `Grafana knows no unit '${unit}'`, fix }];
}
