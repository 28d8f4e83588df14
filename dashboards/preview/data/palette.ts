// Colours by name, told apart within one chart: Grafana gives two names the same colour where their hashes agree.
import { channels, colorOf, colorsByName, light, type Theme } from './colors.ts';

/** How far apart two colours have to be, as CIE76 has it: from 2.3 on people see a difference, beside each other. */
const apart = 30;
/** With more series than this nobody finds one by its colour; those that follow each other still differ. */
const together = 12;

/**
 * A colour for each name, as `colorOf` resolved it. A name has its own colour, the same on every panel, unless one before it in the
 * alphabet has one like that here: then the next one of the palette that is unlike all. Neither the order of the names nor chance matters.
 *
 * @param taken - Colours of the chart that are fixed: nothing else looks like them.
 */
export function distinctColors(names: readonly string[], taken: readonly string[], theme: Theme): Map<string, string> {
  const sorted = [...new Set(names)].sort();
  const found = new Map<string, string>();
  const resolved = (name: string) => colorsByName(name, theme).map((color) => colorOf(color, theme));
  const neighbours = (index: number) => {
    const near = sorted.slice(Math.max(0, index - together), index + together + 1);
    return [...taken, ...near.flatMap((name) => found.get(name) ?? [])];
  };
  // First everybody whose own colour is free: whoever has to move takes no colour from one that need not.
  for (const [index, name] of sorted.entries()) {
    const [own = '#808080'] = resolved(name);
    if (nearest(own, neighbours(index)) >= apart) found.set(name, own);
  }
  for (const [index, name] of sorted.entries()) {
    if (found.has(name)) continue;
    const others = neighbours(index);
    const candidates = resolved(name).map((color) => ({ color, distance: nearest(color, others) }));
    const free = candidates.find(({ distance }) => distance >= apart);
    const best = free ?? candidates.reduce((a, b) => (b.distance > a.distance ? b : a));
    found.set(name, best.color);
  }
  return found;
}

function nearest(color: string, others: readonly string[]): number {
  return others.reduce((least, other) => Math.min(least, colorDistance(color, other)), Number.POSITIVE_INFINITY);
}

/** How far two colours are from each other for a human eye: CIE76, Euclidean in CIELAB (D65). 0 is the same, 100 black and white. */
export function colorDistance(one: string, other: string): number {
  const [a, b] = [lab(one), lab(other)];
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}

const known = new Map<string, readonly [number, number, number]>();

function lab(color: string): readonly [number, number, number] {
  const before = known.get(color);
  if (before !== undefined) return before;
  const [red, green, blue] = channels(color).map(light) as [number, number, number];
  const root = (value: number) => (value > 0.008_856 ? Math.cbrt(value) : 7.787 * value + 16 / 116);
  const x = root((0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.950_47);
  const y = root(0.2126 * red + 0.7152 * green + 0.0722 * blue);
  const z = root((0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.088_83);
  const found = [116 * y - 16, 500 * (x - y), 200 * (y - z)] as const;
  known.set(color, found);
  return found;
}
