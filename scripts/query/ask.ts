import { NarthexError, type Problem } from '../../stacks/model/index.ts';
import { type Ask, askJson, askPrometheus } from '../verify/ask.ts';

/** One series of an answer. */
export interface Answered {
  readonly metric: Readonly<Record<string, string>>;
  /** Samples in the order of time; of an instant there is one. */
  readonly values: readonly (readonly [seconds: number, value: number])[];
}

interface Raw {
  readonly metric?: Readonly<Record<string, string>>;
  readonly value?: readonly [number, string];
  readonly values?: readonly (readonly [number, string])[];
}

interface Data {
  readonly resultType: string;
  readonly result: readonly Raw[] | readonly [number, string];
}

/** Asks Prometheus for the values of now. Throws a `NarthexError` (NX703) where it does not answer. */
export async function instant(ask: Ask, query: string): Promise<readonly Answered[]> {
  return seriesOf(await told('prometheus', askPrometheus<Data>(ask, path('query', { query }))));
}

/** Asks Prometheus for the values of a time, one each `step`, the last of them at its end. All in seconds since 1970. Throws as {@link instant}. */
export async function range(
  ask: Ask,
  query: string,
  { from, to, step }: { readonly from: number; readonly to: number; readonly step: number },
): Promise<readonly Answered[]> {
  const start = to - Math.floor((to - from) / step) * step;
  const params = { query, start: String(start), end: String(to), step: String(step) };
  return seriesOf(await told('prometheus', askPrometheus<Data>(ask, path('query_range', params))));
}

/** Asks Alertmanager. Throws as {@link instant}. */
export function alertmanager<T>(ask: Ask, what: string): Promise<T> {
  return told('alertmanager', askJson<T>(ask, 'alertmanager', what));
}

function path(endpoint: string, params: Readonly<Record<string, string>>): string {
  return `/api/v1/${endpoint}?${new URLSearchParams(params)}`;
}

function seriesOf({ resultType, result }: Data): Answered[] {
  const raw: readonly Raw[] =
    resultType === 'scalar' ? [{ value: result as readonly [number, string] }] : (result as readonly Raw[]);
  return raw.map(({ metric = {}, value, values = value === undefined ? [] : [value] }) => ({
    metric,
    values: values.map(([seconds, text]) => [seconds, numeric(text)]),
  }));
}

function numeric(text: string): number {
  if (text === '+Inf') return Number.POSITIVE_INFINITY;
  return text === '-Inf' ? Number.NEGATIVE_INFINITY : Number(text);
}

async function told<T>(part: 'prometheus' | 'alertmanager', answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    const problem: Problem = {
      code: 'NX703',
      path: [],
      message: `${part} gives no answer: ${error instanceof Error ? error.message : String(error)}`,
      fix: `see whether it runs with 'narthex status', or say where it is: --${part} URL`,
    };
    throw new NarthexError('The question has no answer.', [problem]);
  }
}
