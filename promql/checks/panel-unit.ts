import type { Shape } from '../infer/shape.ts';
import { sameScale, unitText } from '../infer/units.ts';
import type { Check } from './check.ts';
import { unlikeUnits } from './unlike-units.ts';

/** The units of Grafana that say what they show, by the base units and the scale of a value. The others are taken as they are. */
const grafanaUnits: Readonly<
  Record<string, { readonly powers: Readonly<Record<string, number>>; readonly scale?: number }>
> = {
  s: { powers: { seconds: 1 } },
  dtdurations: { powers: { seconds: 1 } },
  ms: { powers: { seconds: 1 }, scale: 1000 },
  m: { powers: { seconds: 1 }, scale: 1 / 60 },
  h: { powers: { seconds: 1 }, scale: 1 / 3600 },
  d: { powers: { seconds: 1 }, scale: 1 / 86_400 },
  bytes: { powers: { bytes: 1 } },
  decbytes: { powers: { bytes: 1 } },
  bits: { powers: { bytes: 1 }, scale: 8 },
  decbits: { powers: { bytes: 1 }, scale: 8 },
  Bps: { powers: { bytes: 1, seconds: -1 } },
  binBps: { powers: { bytes: 1, seconds: -1 } },
  bps: { powers: { bytes: 1, seconds: -1 }, scale: 8 },
  binbps: { powers: { bytes: 1, seconds: -1 }, scale: 8 },
  percentunit: { powers: {} },
  percent: { powers: {}, scale: 100 },
  reqps: { powers: { seconds: -1 } },
  ops: { powers: { seconds: -1 } },
  rps: { powers: { seconds: -1 } },
  wps: { powers: { seconds: -1 } },
  cps: { powers: { seconds: -1 } },
  eps: { powers: { seconds: -1 } },
  mps: { powers: { seconds: -1 } },
  celsius: { powers: { celsius: 1 } },
  volt: { powers: { volts: 1 } },
  amp: { powers: { amperes: 1 } },
  joule: { powers: { joules: 1 } },
  currencyUSD: { powers: { dollars: 1 } },
  currencyEUR: { powers: { euros: 1 } },
};

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
    if (usage.kind !== 'panel' || usage.unit === undefined || !Object.hasOwn(grafanaUnits, usage.unit)) return;
    const shown = grafanaUnits[usage.unit];
    const shape = infer.of(expr);
    if (shown === undefined || shape.unit === undefined || shape.unit.instant) return;
    if (samePowers(shown.powers, shape.unit.powers) && sameScale(shown.scale ?? 1, shape.scale)) return;
    // Once both sides have one unit, the result may well have this one.
    if ([...unlikeUnits.run(context)].length > 0) return;
    const counts = sameScale(shape.scale, 1)
      ? unitText(shape.unit)
      : `${unitText(shape.unit)} times ${Math.round(shape.scale * 1e6) / 1e6}`;
    yield {
      span: expr,
      at: 'unit',
      message: `the panel shows '${usage.unit}', and the query answers in ${counts}`,
      fix: fixFor(shape),
    };
  },
};

function samePowers(left: Readonly<Record<string, number>>, right: Readonly<Record<string, number>>): boolean {
  const names = Object.keys(left);
  return names.length === Object.keys(right).length && names.every((name) => left[name] === right[name]);
}

function fixFor({ unit, scale }: Shape): string {
  const fitting = Object.entries(grafanaUnits).filter(
    ([, each]) => unit && samePowers(each.powers, unit.powers) && sameScale(each.scale ?? 1, scale),
  );
  const [first] = fitting;
  return first === undefined
    ? "use 'short', and say in the title what is counted"
    : `use '${fitting.find(([name]) => name === 'reqps')?.[0] ?? first[0]}'`;
}
