import type { Unit } from './unit.ts';

/** A count or a ratio. */
export const plain: Unit = { powers: {} };
/** A length of time. */
export const seconds: Unit = { powers: { seconds: 1 } };
/** Seconds since 1970. */
export const instant: Unit = { powers: { seconds: 1 }, instant: true };

/** Whether two units are the same; a point in time is not a length of time. */
export function sameUnit(left: Unit, right: Unit): boolean {
  if (left === right) return true;
  if ((left.instant ?? false) !== (right.instant ?? false)) return false;
  const names = Object.keys(left.powers);
  return (
    names.length === Object.keys(right.powers).length && names.every((name) => left.powers[name] === right.powers[name])
  );
}

/** Whether two scales are the same but for rounding: `* 1000 / 60` and `/ 0.06`. */
export function sameScale(left: number, right: number): boolean {
  return Math.abs(left - right) <= 1e-9 * Math.max(Math.abs(left), Math.abs(right));
}

/** Whether it is a count or a ratio. */
export function isPlain(unit: Unit): boolean {
  return Object.keys(unit.powers).length === 0;
}

/** The unit of a product; `undefined` where one of them is unknown or a point in time, of which there are no multiples. */
export function multiplyUnits(left: Unit | undefined, right: Unit | undefined): Unit | undefined {
  return combine(left, right, 1);
}

/** The unit of a quotient. */
export function divideUnits(left: Unit | undefined, right: Unit | undefined): Unit | undefined {
  return combine(left, right, -1);
}

/** The unit of a power; 0.5 for a square root. */
export function raiseUnit(unit: Unit | undefined, exponent: number): Unit | undefined {
  if (unit === undefined || unit.instant === true) return undefined;
  return of(Object.entries(unit.powers).map(([name, power]) => [name, power * exponent]));
}

/** The unit of a sum. A length of time may be added to a point in time. */
export function addUnits(left: Unit | undefined, right: Unit | undefined): Unit | undefined {
  if (left === undefined || right === undefined) return undefined;
  if (left.instant === true) return sameUnit(right, seconds) ? left : undefined;
  if (right.instant === true) return sameUnit(left, seconds) ? right : undefined;
  return sameUnit(left, right) ? left : undefined;
}

/** The unit of a difference. Between two points in time lies a length of time. */
export function subtractUnits(left: Unit | undefined, right: Unit | undefined): Unit | undefined {
  if (left === undefined || right === undefined) return undefined;
  if (right.instant === true) return left.instant === true ? seconds : undefined;
  return addUnits(left, right);
}

/** The unit of the difference of two values of one series. */
export function differenceUnit(unit: Unit | undefined): Unit | undefined {
  return unit?.instant === true ? seconds : unit;
}

/** How a unit reads in a message: `bytes/s`, `seconds (a point in time)`, `a plain number`. */
export function unitText(unit: Unit): string {
  if (unit.instant === true) return 'seconds (a point in time)';
  const powers = Object.entries(unit.powers);
  if (powers.length === 0) return 'a plain number';
  const above = powers.filter(([, power]) => power > 0).map(([name, power]) => factor(name, power));
  const below = powers
    .filter(([, power]) => power < 0)
    .map(([name, power]) => factor(name === 'seconds' ? 's' : name, -power));
  return [above.join('·') || '1', ...below].join('/');
}

function factor(name: string, power: number): string {
  return power === 1 ? name : `${name}^${power}`;
}

function combine(left: Unit | undefined, right: Unit | undefined, sign: 1 | -1): Unit | undefined {
  if (left === undefined || right === undefined || left.instant === true || right.instant === true) return undefined;
  if (isPlain(right)) return left;
  const powers = new Map(Object.entries(left.powers));
  for (const [name, power] of Object.entries(right.powers)) powers.set(name, (powers.get(name) ?? 0) + sign * power);
  return of([...powers]);
}

function of(powers: readonly (readonly [string, number])[]): Unit {
  return { powers: Object.fromEntries(powers.filter(([, power]) => power !== 0)) };
}
