import { type ExpandedQuery, expandQuery } from '../../dashboards/expand/index.ts';
import type { LiveBoard, LivePanel } from './board.ts';
import type { Choice } from './choices.ts';

/** A time range as one picks it in Grafana. */
export interface Range {
  readonly name: string;
  readonly milliseconds: number;
}

/** It is asked first: a stack that has just started has nothing for the others yet either. */
export const shortest: Range = { name: '1h', milliseconds: 3_600_000 };

/** All that is asked. */
export const ranges: readonly Range[] = [
  shortest,
  { name: '24h', milliseconds: 86_400_000 },
  { name: '7d', milliseconds: 604_800_000 },
];

/** How wide a whole row is taken to be, in pixels: a common screen without Grafana's menu. */
const rowPixels = 1200;
const columns = 24;

/** One panel, or annotation, over one range with one choice, and all that Prometheus is asked for it. */
export interface Look {
  /** Uid and title of the dashboard. */
  readonly board: Pick<LiveBoard, 'uid' | 'title'>;
  readonly panel: string;
  /** Undefined for an annotation: that has no place of its own that could be empty. */
  readonly shown: LivePanel | undefined;
  readonly range: Range;
  readonly choice: Choice;
  readonly queries: readonly ExpandedQuery[];
  /** Why its queries could not even be expanded. */
  readonly fault?: string;
}

/** Everything that is looked at for a board. `to` in milliseconds since 1970, `timeInterval` as the data source has it. */
export function looks(
  board: LiveBoard,
  range: Range,
  choice: Choice,
  { to, timeInterval }: { readonly to: number; readonly timeInterval: string },
): Look[] {
  const around = { from: to - range.milliseconds, to, timeInterval, variables: choice.variables };
  const panels = board.panels.map((shown) => ({
    ...{ board, panel: shown.title, shown, range, choice },
    ...attempt(() => {
      const { maxDataPoints = pixels(shown), interval: panelInterval } = shown;
      return shown.targets.flatMap((target) => expandQuery(target, { ...around, maxDataPoints, panelInterval }));
    }),
  }));
  const annotations = board.annotations.map(({ name, query }) => ({
    ...{ board, panel: `annotation ${name}`, shown: undefined, range, choice },
    ...attempt(() => expandQuery(query, { ...around, maxDataPoints: rowPixels })),
  }));
  return [...panels, ...annotations];
}

function pixels({ columns: width }: LivePanel): number {
  return Math.round((rowPixels * width) / columns);
}

function attempt(expand: () => ExpandedQuery[]): Pick<Look, 'queries' | 'fault'> {
  try {
    return { queries: expand() };
  } catch (error) {
    return { queries: [], fault: error instanceof Error ? error.message : String(error) };
  }
}

/** The question to Prometheus's HTTP API. Two queries with the same one have the same answer. */
export function pathOf(query: ExpandedQuery): string {
  const { kind, expr } = query;
  if (kind === 'instant') return `/api/v1/query?${new URLSearchParams({ query: expr, time: String(query.time) })}`;
  const { start, end, step } = query;
  const params = { query: expr, start: String(start), end: String(end), step: String(step) };
  return `/api/v1/query_range?${new URLSearchParams(params)}`;
}
