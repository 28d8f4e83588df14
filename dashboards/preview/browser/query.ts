// The queries of a panel: expanded as Grafana does it, asked, and brought into the shape of frames.
import { datasources } from '../../data-source.ts';
import { type ExpandedQuery, expandQuery, interpolate, legend, type PanelQuery } from '../../expand/index.ts';
import { type Answered, type Frame, filled, type Series, seriesFrame, tableFrame, toSeries } from '../data/frame.ts';
import { flag, type JsonObject, number, objects, text } from '../data/read.ts';
import { type Transformed, transform } from '../data/transform.ts';
import { prometheus, readSeries } from './api.ts';
import type { Session } from './session.ts';

/** One query that was asked. */
export interface Asked {
  readonly query: ExpandedQuery;
  /** As it stands in the dashboard. */
  readonly template: string;
  readonly format: string;
  readonly answered: readonly Answered[];
  readonly milliseconds: number;
  readonly problem?: string;
}

/** What a panel has to draw. */
export interface PanelData extends Transformed {
  readonly asked: readonly Asked[];
  /** Series over time, for panels that draw those. */
  readonly series: readonly Series[];
}

/** Asks everything that a panel needs. Throws only if it was told to stop. */
export async function panelData(
  panel: JsonObject,
  session: Session,
  width: number,
  signal: AbortSignal,
): Promise<PanelData> {
  const wanted = objects(panel, 'targets').flatMap((target, index) => queriesOf(target, index, panel, session, width));
  const asked = await Promise.all(wanted.map((each) => ask(each, signal)));
  const all = asked.flatMap(({ answered }) => answered.map(({ metric }) => metric));
  const shaped = asked.map((each) => shape(each, all, asked.length === 1));
  const frames = shaped.flatMap((each) => each.frames);
  return {
    asked,
    series: shaped.flatMap(({ series }) => series),
    ...transform(frames, objects(panel, 'transformations')),
  };
}

type Wanted = Omit<Asked, 'answered' | 'milliseconds'>;

function queriesOf(target: JsonObject, index: number, panel: JsonObject, session: Session, width: number): Wanted[] {
  const template = text(target, 'expr') ?? '';
  const format = text(target, 'format') ?? 'time_series';
  const refId = text(target, 'refId') ?? String.fromCharCode(65 + (index % 26));
  const answers = datasources(session.dashboard)(target.datasource, panel.datasource);
  const empty = { refId, expr: template, legendFormat: '', unexpanded: [], kind: 'instant', time: 0 } as const;
  if (answers === false) {
    const other = text(target, 'datasource', 'type') ?? text(panel, 'datasource', 'type') ?? 'other data sources';
    return [{ query: empty, template, format, problem: `The preview asks Prometheus only, not ${other}.` }];
  }
  const query: PanelQuery = {
    refId,
    expr: template,
    legendFormat: text(target, 'legendFormat') ?? '',
    interval: text(target, 'interval') ?? '',
    intervalFactor: number(target, 'intervalFactor') ?? 1,
    instant: flag(target, 'instant'),
    range: flag(target, 'range'),
    hide: flag(target, 'hide'),
  };
  const { range, variables, catalog } = session;
  try {
    return expandQuery(query, {
      ...range,
      variables,
      timeInterval: catalog.timeInterval,
      maxDataPoints: number(panel, 'maxDataPoints') ?? Math.max(100, Math.round(width)),
      panelInterval: text(panel, 'interval'),
      utcOffsetSeconds: -new Date(range.to).getTimezoneOffset() * 60,
    }).map((expanded) => ({ query: expanded, template, format }));
  } catch (error) {
    return [{ query: empty, template, format, problem: words(error) }];
  }
}

async function ask(wanted: Wanted, signal: AbortSignal): Promise<Asked> {
  const started = performance.now();
  const done = (answered: readonly Answered[], problem?: string): Asked => ({
    ...wanted,
    answered,
    milliseconds: Math.round(performance.now() - started),
    ...(problem && { problem }),
  });
  if (wanted.problem !== undefined) return done([]);
  const { query } = wanted;
  if (query.unexpanded.length > 0)
    return done([], `Nothing gives a value to ${query.unexpanded.join(', ')}, so the query was not asked.`);
  try {
    return done(readSeries(await askOne(query, signal)));
  } catch (error) {
    if (signal.aborted) throw error;
    return done([], words(error));
  }
}

/** The question that an expanded query is. */
export function askOne(query: ExpandedQuery, signal: AbortSignal): Promise<unknown> {
  const { expr } = query;
  if (query.kind === 'instant') return prometheus('/api/v1/query', { query: expr, time: String(query.time) }, signal);
  const times = { start: String(query.start), end: String(query.end), step: String(query.step) };
  return prometheus('/api/v1/query_range', { query: expr, ...times }, signal);
}

function words(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function shape({ query, format, answered }: Asked, all: readonly Answered['metric'][], alone: boolean) {
  const { refId, legendFormat, expr } = query;
  const name = (metric: Answered['metric']) => legend(legendFormat, metric, expr, all);
  const plain = toSeries(answered, refId, name);
  const series = query.kind === 'range' ? filled(plain, query.step) : plain;
  if (format === 'table') return { series, frames: answered.length > 0 ? [tableFrame(answered, refId, alone)] : [] };
  return { series, frames: series.map(seriesFrame) satisfies readonly Frame[] };
}

/** Texts of a dashboard with its variables put in, as titles and links have them. */
export function withVariables(template: string, session: Session): string {
  return interpolate(template, session.variables);
}
