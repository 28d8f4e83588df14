import type { Inference, Shape } from '../infer/shape.ts';
import type { Unit } from '../infer/unit.ts';
import { isPlain, sameScale } from '../infer/units.ts';
import type { Expr } from '../syntax/ast.ts';
import { quantity } from './quantity.ts';
import { type PanelUnit, panelUnits } from './table.ts';

/** How a panel shows values: each as a number of its own, on an axis, or only the bounds within which they are counted. */
export type Shows = 'number' | 'axis' | 'bounds';

/** Grafana's unit of what a query answers; `undefined` where nobody knows, or where no unit of Grafana says it. */
export function inferredUnit(expr: Expr, infer: Inference, shows: Shows): string | undefined {
  const shape = infer.of(expr);
  if (shows === 'bounds') return shape.observes && rowFor({ unit: shape.observes, scale: 1 }, ['count'], shape)?.unit;
  const { unit, scale } = shape;
  if (unit === undefined) return undefined;
  const kinds = isPlain(unit) ? kindsOf(quantity(expr, infer), shows) : [];
  return kinds && rowFor({ unit, scale }, kinds, shape)?.unit;
}

/** Whether a panel with this unit says what its query answers, as far as both are known. */
export function fitsUnit(id: string, { unit, scale }: Pick<Shape, 'unit' | 'scale'>): boolean {
  if (unit === undefined || unit.instant) return true;
  const rows = panelUnits.filter((row) => row.unit === id);
  return rows.length === 0 || rows.some((row) => row.fitsAll || measures(row, { unit, scale }));
}

/** Which plain numbers these are in the table; `undefined` where nobody knows. */
function kindsOf(counted: ReturnType<typeof quantity>, shows: Shows): readonly string[] | undefined {
  if (counted === 'share') return ['share'];
  if (counted === 'unclear') return undefined;
  return shows === 'number' ? ['number', 'count'] : ['count'];
}

interface Measured {
  readonly unit: Unit;
  readonly scale: number;
}

function rowFor(measured: Measured, kinds: readonly string[], { selections }: Shape): PanelUnit | undefined {
  const names = selections.map(({ selector }) => selector.name ?? '');
  return panelUnits.find(
    (row) =>
      measures(row, measured) &&
      (!isPlain(measured.unit) || kinds.includes(row.only ?? 'count')) &&
      (row.named === undefined || names.some((name) => row.named?.test(name))),
  );
}

function measures(row: PanelUnit, { unit, scale }: Measured): boolean {
  if ((row.instant ?? false) !== (unit.instant ?? false) || !sameScale(row.scale ?? 1, scale)) return false;
  const names = Object.keys(row.powers);
  return (
    names.length === Object.keys(unit.powers).length && names.every((name) => row.powers[name] === unit.powers[name])
  );
}
