// The queries of a panel: expanded as Grafana does it, asked, and brought into the shape of frames.
import { datasources } from '../../data-source.ts';
import { type ExpandedQuery, expandQuery, formats, interpolate, legend, type PanelQuery } from '../../expand/index.ts';
import { type Exemplar, readExemplars, thinned } from '../data/exemplars.ts';
import {
  type Answered,
  type Frame,
  filled,
  framesToSeries,
  type Series,
  seriesFrame,
  tableFrame,
  toSeries,
} from '../data/frame.ts';
import type { NativeSeries } from '../data/native-histogram.ts';
import { flag, type JsonObject, number, objects, text } from '../data/read.ts';
import { largest } from '../data/reduce.ts';
import { active, type Transformed, transform } from '../data/transform.ts';
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
  /** Single measurements, where the dashboard asks for them. */
  readonly exemplars: readonly Exemplar[];
}

/** What a panel has to draw. */
export interface PanelData extends Transformed {
  readonly asked: readonly Asked[];
  /** Series over time, for panels that draw those. */
  readonly series: readonly Series[];
  /** Series of native histograms. */
  readonly histograms: readonly NativeSeries[];
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
  const transformations = active(objects(panel, 'transformations'));
  const transformed = transform(frames, transformations, (template) => withVariables(template, session));
  const steps = asked.flatMap(({ query }) => (query.kind === 'range' ? [query.step] : []));
  const changed = transformations.length > transformed.unknown.length;
  const series = changed
    ? filled(framesToSeries(transformed.frames), largest(1, steps))
    : shaped.flatMap((each) => each.series);
  const histograms = asked.flatMap(({ query: { refId }, answered }) =>
    answered.flatMap(({ histograms: samples }) => (samples ? [{ refId, samples }] : [])),
  );
  return { asked, series, histograms, ...transformed };
}

/** A query before it is asked. */
interface Wanted extends Omit<Asked, 'answered' | 'milliseconds' | 'exemplars'> {
  readonly exemplar: boolean;
}

function queriesOf(target: JsonObject, index: number, panel: JsonObject, session: Session, width: number): Wanted[] {
  const template = text(target, 'expr') ?? '';
  const format = text(target, 'format') ?? 'time_series';
  const refId = text(target, 'refId') ?? String.fromCharCode(65 + (index % 26));
  const answers = datasources(session.dashboard)(target.datasource, panel.datasource);
  const empty = { refId, expr: template, legendFormat: '', unexpanded: [], kind: 'instant', time: 0 } as const;
  if (answers === false) {
    const other = text(target, 'datasource', 'type') ?? text(panel, 'datasource', 'type') ?? 'other data sources';
    return [
      { query: empty, template, format, exemplar: false, problem: `The preview asks Prometheus only, not ${other}.` },
    ];
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
    }).map((expanded) => ({ query: expanded, template, format, exemplar: flag(target, 'exemplar') }));
  } catch (error) {
    return [{ query: empty, template, format, exemplar: false, problem: words(error) }];
  }
}

async function ask({ exemplar, ...wanted }: Wanted, signal: AbortSignal): Promise<Asked> {
  const started = performance.now();
  const done = (answered: readonly Answered[], problem?: string, exemplars: readonly Exemplar[] = []): Asked => ({
    ...wanted,
    answered,
    exemplars,
    milliseconds: Math.round(performance.now() - started),
    ...(problem && { problem }),
  });
  if (wanted.problem !== undefined) return done([]);
  const { query } = wanted;
  if (query.unexpanded.length > 0)
    return done([], `Nothing gives a value to ${query.unexpanded.join(', ')}, so the query was not asked.`);
  try {
    const single = exemplar ? exemplarsOf(query, signal) : [];
    return done(readSeries(await askOne(query, signal)), undefined, await single);
  } catch (error) {
    if (signal.aborted) throw error;
    return done([], words(error));
  }
}

/** As in Grafana, a Prometheus that keeps no exemplars is none that fails. */
async function exemplarsOf(query: ExpandedQuery, signal: AbortSignal): Promise<Exemplar[]> {
  if (query.kind !== 'range') return [];
  const { expr, start, end } = query;
  const asked = { query: expr, start: String(start), end: String(end) };
  const found = await prometheus<unknown>('/api/v1/query_exemplars', asked, signal).catch(() => []);
  return thinned(readExemplars(found), start, end);
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
  const pointed = answered.filter(({ points, histograms }) => points.length > 0 || histograms === undefined);
  const plain = toSeries(pointed, refId, name);
  const series = query.kind === 'range' ? filled(plain, query.step) : plain;
  if (format === 'table') return { series, frames: pointed.length > 0 ? [tableFrame(pointed, refId, alone)] : [] };
  return { series, frames: series.map(seriesFrame) satisfies readonly Frame[] };
}

/** A title with variables put in: what people see of their values. */
export function titleWithVariables(template: string, session: Session): string {
  return interpolate(template, session.variables, { format: formats.text });
}

/** Texts of a dashboard with its variables put in, as links and descriptions have them. */
export function withVariables(template: string, session: Session): string {
  return interpolate(template, session.variables);
}
