import { type Ask, askPrometheus } from '../verify/ask.ts';

/** The `data` of Prometheus's answer to a query. */
export interface QueryData {
  readonly resultType: 'matrix' | 'vector' | 'scalar' | 'string';
  readonly result: readonly Series[] | readonly [number, string];
}

/** One series: samples of a range, or one of an instant; native histograms in a field of their own. */
export interface Series {
  readonly values?: readonly (readonly [number, string])[];
  readonly value?: readonly [number, string];
  readonly histograms?: readonly unknown[];
  readonly histogram?: unknown;
}

/** What came of a question. */
export interface Answer {
  readonly data?: QueryData;
  readonly error?: string;
  readonly milliseconds: number;
}

/** Questions at the same time: a Prometheus that people work with answers them too. */
const atOnce = 4;

/** Asks each path that has no answer yet, until the deadline (milliseconds, of `performance.now`). What is not asked then has no answer. */
export async function askAll(
  ask: Ask,
  paths: readonly string[],
  answers: Map<string, Answer>,
  deadline: number,
  onProgress: (text: string) => void = () => {},
): Promise<void> {
  const queue = [...new Set(paths)].filter((path) => !answers.has(path));
  const total = queue.length;
  let done = 0;
  const worker = async () => {
    for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
      if (performance.now() > deadline) return;
      answers.set(path, await askOne(ask, path));
      done++;
      onProgress(`${done} of ${total} queries`);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}

async function askOne(ask: Ask, path: string): Promise<Answer> {
  const started = performance.now();
  const data = await askPrometheus<QueryData>(ask, path).catch((error: unknown) =>
    error instanceof Error ? error : new Error(String(error)),
  );
  const milliseconds = performance.now() - started;
  return data instanceof Error ? { error: data.message, milliseconds } : { data, milliseconds };
}
