// Annotations: marks in time over all charts, from queries.
import { expandQuery, legend } from '../../expand/index.ts';
import { at, flag, type JsonObject, objects, text } from '../data/read.ts';
import { readSeries } from './api.ts';
import { askOne } from './query.ts';
import type { Session } from './session.ts';

/** A stretch of time, or a moment if both ends are the same. Seconds since 1970. */
export interface Mark {
  readonly from: number;
  readonly to: number;
  readonly title: string;
  readonly text: string;
  /** As the dashboard names it. */
  readonly color: string;
}

/** Annotations of a dashboard that come from Prometheus, and whether they are drawn at first. */
export function annotationQueries(
  dashboard: JsonObject,
): { readonly name: string; readonly shown: boolean; readonly query: JsonObject }[] {
  return objects(dashboard, 'annotations', 'list')
    .filter((each) => (text(each, 'expr') ?? text(each, 'target', 'expr')) !== undefined && at(each, 'builtIn') !== 1)
    .map((query) => ({ name: text(query, 'name') ?? 'Annotation', shown: flag(query, 'enable'), query }));
}

const most = 500;

/** The marks of one annotation, at most 500. Throws with what went wrong. */
export async function marksOf(annotation: JsonObject, session: Session, signal: AbortSignal): Promise<Mark[]> {
  // Newer Grafanas keep the query in a target.
  const expr = text(annotation, 'expr') ?? text(annotation, 'target', 'expr') ?? '';
  const interval = text(annotation, 'step') ?? text(annotation, 'target', 'interval') ?? '60s';
  const target = { expr, interval, range: true };
  const [query] = expandQuery(target, {
    ...session.range,
    variables: session.variables,
    timeInterval: session.catalog.timeInterval,
    maxDataPoints: 1000,
  });
  if (query?.kind !== 'range') return [];
  const written = (format: string, metric: Readonly<Record<string, string>>) => legend(format, metric, '');
  return readSeries(await askOne(query, signal))
    .flatMap(({ metric, points }) => {
      const title = written(text(annotation, 'titleFormat') || (text(annotation, 'name') ?? ''), metric);
      const body = text(annotation, 'textFormat');
      const common = { title, text: body ? written(body, metric) : '', color: text(annotation, 'iconColor') ?? 'red' };
      const present = points.filter(([, value]) => Number(value) !== 0 && value !== 'NaN').map(([time]) => time);
      return stretches(present, query.step).map((stretch) => ({ ...common, ...stretch }));
    })
    .slice(0, most);
}

/** Moments that follow each other step by step are one stretch. */
function stretches(times: readonly number[], step: number): { from: number; to: number }[] {
  const found: { from: number; to: number }[] = [];
  for (const time of times) {
    const last = found.at(-1);
    if (last !== undefined && time - last.to <= step * 1.5) last.to = time;
    else found.push({ from: time, to: time });
  }
  return found;
}
