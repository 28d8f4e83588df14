import { NarthexError } from '../../stacks/model/index.ts';

/** Instants at which rules are evaluated: multiples of `step`, from the first to the last of them. Milliseconds. */
export interface Instants {
  readonly from: number;
  readonly to: number;
  readonly step: number;
}

/** One series of an answer: its labels, and its samples as milliseconds and Prometheus's text of the value. */
export interface RangeSeries {
  readonly labels: Readonly<Record<string, string>>;
  readonly samples: readonly (readonly [number, string])[];
  /** Instants at which it is a native histogram. */
  readonly histograms: readonly number[];
}

/** What came out of an expression in one part of the time. */
export type RangePart =
  | { readonly instants: Instants; readonly series: readonly RangeSeries[] }
  /** Evaluation fails there, in the words of Prometheus. */
  | { readonly instants: Instants; readonly failure: string };

/** The most instants that Prometheus evaluates in one query. */
const mostInstants = 11_000;

/** A part of so many instants that fails is not cut further. */
const fewInstants = 16;

/** The instants of a step between two times: those at which Prometheus would evaluate, moved to multiples of the step. */
export function instantsWithin(from: number, to: number, step: number): Instants {
  return { from: Math.ceil(from / step) * step, to: Math.floor(to / step) * step, step };
}

/** How many instants there are. */
export function countInstants({ from, to, step }: Instants): number {
  return Math.max(0, Math.floor((to - from) / step) + 1);
}

/** `instants` cut into parts of at most `most`. */
export function cut({ from, to, step }: Instants, most: number): Instants[] {
  const parts: Instants[] = [];
  for (let start = from; start <= to; start += most * step)
    parts.push({ from: start, to: Math.min(to, start + (most - 1) * step), step });
  return parts;
}

/**
 * Evaluates an expression at every instant, part by part in the order of time. What is too much for one query is cut in two; so is
 * what fails, because one instant with a mistake would take all others of the query along.
 * Throws a `NarthexError` (NX861) if there is no answer at all.
 */
export async function* queryRange(url: string, expr: string, instants: Instants): AsyncGenerator<RangePart> {
  const waiting = cut(instants, mostInstants).reverse();
  for (let part = waiting.pop(); part !== undefined; part = waiting.pop()) {
    const answer = await ask(url, expr, part);
    if (!('failure' in answer) || countInstants(part) <= fewInstants) {
      yield { instants: part, ...answer };
      continue;
    }
    waiting.push(...cut(part, Math.ceil(countInstants(part) / 2)).reverse());
  }
}

interface Answer {
  readonly status: string;
  readonly error?: string;
  readonly data?: {
    readonly result: readonly {
      readonly metric: Readonly<Record<string, string>>;
      readonly values?: readonly (readonly [number, string])[];
      readonly histograms?: readonly (readonly [number, unknown])[];
    }[];
  };
}

async function ask(
  url: string,
  query: string,
  { from, to, step }: Instants,
): Promise<{ readonly series: readonly RangeSeries[] } | { readonly failure: string }> {
  const parameters = { query, start: `${from / 1000}`, end: `${to / 1000}`, step: `${step / 1000}` };
  const text = await posted(`${url}/api/v1/query_range`, parameters);
  const { status, error, data } = JSON.parse(text) as Answer;
  if (status !== 'success' || data === undefined) return { failure: error ?? 'an error without words' };
  const series = data.result.map(({ metric, values = [], histograms = [] }) => ({
    labels: metric,
    samples: values.map(([time, value]) => [Math.round(time * 1000), value] as const),
    histograms: histograms.map(([time]) => Math.round(time * 1000)),
  }));
  return { series };
}

async function posted(url: string, parameters: Readonly<Record<string, string>>): Promise<string> {
  try {
    const response = await fetch(url, { method: 'POST', body: new URLSearchParams(parameters) });
    const text = await response.text();
    // Prometheus explains a refused query in the body; a proxy before it answers with a page.
    if (text.startsWith('{')) return text;
    throw new Error(`${response.status} ${response.statusText}`.trim());
  } catch (error) {
    const said = error instanceof Error ? (error.cause instanceof Error ? error.cause.message : error.message) : '';
    const message = `Prometheus does not answer a query any more: ${said}`;
    const fix = 'look whether it ran out of memory; ask for less at once: --from, --to, a larger --step';
    throw new NarthexError('The history cannot be asked.', [{ code: 'NX861', path: [], message, fix }]);
  }
}
