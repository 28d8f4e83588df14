// Rows and panels that stand once for each value of a variable.
import { chosen, type VariableState, type Variables } from '../../expand/index.ts';
import type { Place, PlacedPanel, Section } from './dashboard.ts';
import { number, text } from './read.ts';

/** A panel of the page: one that the dashboard has, or one of those for which that stands. */
export interface ShownPanel extends PlacedPanel {
  /** The same for the same panel and the same values, whatever else is chosen. */
  readonly key: string;
  /** What its variables are, where they differ from those of the dashboard. */
  readonly scoped: Variables;
  /** How many more there would be after this one: nobody looks at hundreds. */
  readonly more: number;
}

/** A section of the page. */
export interface ShownSection extends Omit<Section, 'panels' | 'repeat'> {
  readonly key: string;
  readonly scoped: Variables;
  readonly more: number;
  readonly panels: readonly ShownPanel[];
}

const most = 200;
const usualPerRow = 4;

/** One value of a repetition. */
interface Once {
  readonly value: string;
  readonly scoped: Variables;
  readonly more: number;
}

/** The sections with everything repeated as the variables want it. What is repeated for a variable that is not there stands once. */
export function repeated(sections: readonly Section[], variables: Variables): ShownSection[] {
  return sections.flatMap(({ repeat, panels, title, collapsed }, index) =>
    values(repeat, variables).map(({ value, scoped, more }) => {
      const key = `${index}:${value}`;
      const blocks = panels.map((placed, at) => blockOf(placed, `${key}/${at}`, { ...variables, ...scoped }, scoped));
      const settled = blocks.some(({ panels: all, place }, at) => all.length > 1 || place.w !== panels[at]?.place.w)
        ? compacted(blocks)
        : blocks;
      return { title, collapsed, key, scoped, more, panels: settled.flatMap(within) };
    }),
  );
}

/** Each value for which something stands once; a single time without a value where there is no such variable. */
function values(repeat: string | undefined, variables: Variables): Once[] {
  const variable = repeat !== undefined && Object.hasOwn(variables, repeat) ? variables[repeat] : undefined;
  if (variable === undefined) return [{ value: '', scoped: {}, more: 0 }];
  const found = chosen(variable);
  const listed = typeof found === 'string' ? [found] : found;
  // As in Grafana: a variable without a value repeats once, for nothing.
  const all = listed.length > 0 ? listed : [''];
  return all.slice(0, most).map((value, index) => ({
    value,
    scoped: { [variable.name]: single(variable, value) },
    more: index === most - 1 ? all.length - most : 0,
  }));
}

/** The variable with one value; it is still written as one of several: `=~"$name"` needs it escaped. */
function single({ allValue: _, ...variable }: VariableState, value: string): VariableState {
  return { ...variable, value };
}

/** What takes its place on the grid as a whole, and the panels in it. */
interface Block {
  readonly place: Place;
  readonly columns: number;
  readonly height: number;
  readonly panels: readonly Omit<ShownPanel, 'place'>[];
}

/** Source: `DashboardGridItem` of Grafana: across, the panels share all 24 columns; below each other, each is as wide as the first. */
function blockOf({ panel, place }: PlacedPanel, key: string, variables: Variables, outer: Variables): Block {
  const repeat = text(panel, 'repeat') || undefined;
  const height = place.h;
  if (repeat === undefined || !Object.hasOwn(variables, repeat))
    return { place, columns: 1, height, panels: [{ panel, key, scoped: outer, more: 0 }] };
  const panels = values(repeat, variables).map(({ value, scoped, more }) => ({
    ...{ panel, more, key: `${key}:${value}` },
    scoped: { ...outer, ...scoped },
  }));
  const across = text(panel, 'repeatDirection') !== 'v';
  const perRow = Math.max(1, Math.floor(number(panel, 'maxPerRow') ?? usualPerRow));
  const columns = across ? Math.min(panels.length, perRow) : 1;
  const h = Math.ceil(panels.length / columns) * height;
  return { place: across ? { x: 0, y: place.y, w: 24, h } : { ...place, h }, columns, height, panels };
}

function within({ place: { x, y, w }, columns, height, panels }: Block): ShownPanel[] {
  return panels.map((panel, index) => {
    const [column, line] = [index % columns, Math.floor(index / columns)];
    const [from, to] = [column, column + 1].map((edge) => Math.round((w * edge) / columns)) as [number, number];
    return { ...panel, place: { x: x + from, y: y + line * height, w: Math.max(1, to - from), h: height } };
  });
}

/** Everything as high as it can stand without covering another one, from the top: what follows a repetition makes room for it. */
function compacted(blocks: readonly Block[]): Block[] {
  const done: Block[] = [];
  for (const block of blocks) {
    const free = (y: number) => done.every(({ place }) => !covers({ ...block.place, y }, place));
    let y = block.place.y;
    while (y > 0 && free(y - 1)) y -= 1;
    while (!free(y)) y += 1;
    done.push({ ...block, place: { ...block.place, y } });
  }
  return done;
}

function covers(a: Place, b: Place): boolean {
  return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}
