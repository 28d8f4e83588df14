import type { ExpandedQuery } from '../../dashboards/expand/index.ts';
import type { Answer, QueryData, Series } from './ask-all.ts';
import { type Look, pathOf } from './plan.ts';

/** What one can see in a panel, the worst first. `ZERO`: every value is; `UNASKED`: the time was over. */
export const states = [
  'ERROR',
  'UNEXPANDED',
  'TOO MANY SERIES',
  'EMPTY',
  'NAN',
  'SLOW',
  'ZERO',
  'OK',
  'UNASKED',
] as const;

/** What one sees in a panel. */
export type State = (typeof states)[number];

/** A look with what was seen. */
export interface Seen {
  readonly look: Look;
  readonly state: State;
  /** The query that shows it best. */
  readonly query: ExpandedQuery | undefined;
  /** What Prometheus says, or what is left. */
  readonly detail: string;
  /** Queries without a series, where others have some. */
  readonly bare: readonly ExpandedQuery[];
}

/** States that are wrong whatever a panel says of itself, the worst first. */
export const broken: readonly State[] = states.slice(0, 3);

/** Whether a panel cannot be drawn, or not so that anybody sees something in it. */
export const isBroken = ({ state }: Pick<Seen, 'state'>) => broken.includes(state);

/** Whether nothing is drawn: of a value that is none neither. */
export const isVoid = ({ state }: Pick<Seen, 'state'>) => state === 'EMPTY' || state === 'NAN';

/** Whether a panel shows something. */
export const hasData = ({ state }: Pick<Seen, 'state'>) => state === 'OK' || state === 'ZERO' || state === 'SLOW';

/** More lines than this nobody tells apart, and the browser gets slow: Grafana's own limit for a list of series is 100 as well. */
const mostSeries = 100;
/** Somebody who looks at a board waits; a board asks dozens of queries and refreshes every 30 s. Milliseconds. */
const slow = 2_000;

/** Panels that draw a line, or a bar of time, for each series. */
const drawn = new Set(['timeseries', 'state-timeline', 'status-history']);

/** What a panel shows. Empty is only one whose queries are all empty: a legend may have more than there is. */
export function classify(look: Look, answers: ReadonlyMap<string, Answer>): Seen {
  const { queries, fault, shown } = look;
  const [first] = queries;
  const seen = (state: State, query = first, detail = '', bare: readonly ExpandedQuery[] = []): Seen => ({
    ...{ look, state, query, detail, bare },
  });
  if (fault !== undefined) return seen('ERROR', undefined, fault);
  const cut = queries.find(({ unexpanded }) => unexpanded.length > 0);
  if (cut) return seen('UNEXPANDED', cut, cut.unexpanded.join(', '));
  if (first === undefined) return seen('EMPTY', undefined, 'every query is hidden');
  const asked = queries.map((query) => ({ query, answer: answers.get(pathOf(query)) }));
  const failed = asked.find(({ answer }) => answer?.error !== undefined);
  if (failed) return seen('ERROR', failed.query, failed.answer?.error);
  const known = asked.flatMap(({ query, answer }) => (answer?.data ? [{ query, answer, data: answer.data }] : []));
  if (known.length < asked.length) return seen('UNASKED');
  const count = known.reduce((sum, { data }) => sum + seriesOf(data).length, 0);
  if (count === 0) return seen('EMPTY');
  if (shown && drawn.has(shown.type) && count > mostSeries) return seen('TOO MANY SERIES', first, `${count}`);
  const values = known.flatMap(({ data }) => seriesOf(data).flatMap(numbers));
  if (values.every(Number.isNaN)) return seen('NAN');
  const late = known.find(({ answer }) => answer.milliseconds > slow);
  if (late) return seen('SLOW', late.query, `${(late.answer.milliseconds / 1000).toFixed(1)} s`);
  const bare = known.filter(({ data }) => seriesOf(data).length === 0).map(({ query }) => query);
  const isZero = values.every((value) => value === 0 || Number.isNaN(value));
  return seen(isZero ? 'ZERO' : 'OK', first, '', bare);
}

function seriesOf({ resultType, result }: QueryData): readonly Series[] {
  if (resultType === 'matrix' || resultType === 'vector') return result as readonly Series[];
  return [{ value: result as readonly [number, string] }];
}

/** The samples of a series as numbers; a native histogram is data, whatever is in it. */
function numbers({ values, value, histograms, histogram }: Series): number[] {
  const plain = [...(values ?? []), ...(value ? [value] : [])].map(([, written]) => numeric(written));
  return [...plain, ...(histograms?.length || histogram ? [1] : [])];
}

function numeric(written: string): number {
  return written === '+Inf'
    ? Number.POSITIVE_INFINITY
    : written === '-Inf'
      ? Number.NEGATIVE_INFINITY
      : Number(written);
}
