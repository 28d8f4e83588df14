import { sameScale, unitText } from '../infer/units.ts';
import { fitsUnit, inferredUnit } from '../units/panel-unit.ts';
import type { Check } from './check.ts';
import { unlikeUnits } from './unlike-units.ts';

/** NX544 */
export const panelUnit: Check = {
  code: 'NX544',
  name: 'panel-unit',
  severity: 'error',
  title: 'A panel whose unit is not that of its query.',
  why: 'Grafana writes behind a number whatever unit the panel names: "0.05 %" for a share of 5 %, "2 min" of bytes. Nobody notices, because the line looks the same.',
  bad: [
    { expr: 'process_resident_memory_bytes', usage: { kind: 'panel', unit: 's' }, says: "'bytes'" },
    { expr: 'cache_hit_ratio', usage: { kind: 'panel', unit: 'percent' }, says: "'percentunit'" },
    { expr: 'sum(rate(http_requests_total[5m]))', usage: { kind: 'panel', unit: 'percentunit' }, says: "'reqps'" },
  ],
  good: [
    { expr: 'process_resident_memory_bytes', usage: { kind: 'panel', unit: 'bytes' } },
    { expr: '100 * cache_hit_ratio', usage: { kind: 'panel', unit: 'percent' } },
    { expr: 'process_resident_memory_bytes', usage: { kind: 'panel', unit: 'short' } },
  ],
  *run(context) {
    const { expr, infer, usage } = context;
    if (usage.kind !== 'panel' || usage.unit === undefined) return;
    const shape = infer.of(expr);
    if (shape.unit === undefined || fitsUnit(usage.unit, shape)) return;
    // Once both sides have one unit, the result may well have this one.
    if ([...unlikeUnits.run(context)].length > 0) return;
    const counts = sameScale(shape.scale, 1)
      ? unitText(shape.unit)
      : `${unitText(shape.unit)} times ${Math.round(shape.scale * 1e6) / 1e6}`;
    const fitting = inferredUnit(expr, infer, 'axis');
    yield {
      span: expr,
      at: 'unit',
      message: `the panel shows '${usage.unit}', and the query answers in ${counts}`,
      fix: fitting === undefined ? "use 'short', and say in the title what is counted" : `use '${fitting}'`,
    };
  },
};
