/** What is measured of every library in the same way: a counter and a histogram with three labels, and a scrape. */

/** The labels of a request, as in most applications. */
export const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
export const STATUSES = ['1xx', '2xx', '3xx', '4xx', '5xx'] as const;
export const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] as const;

/** One label set. */
export interface RequestLabels {
  readonly method: (typeof METHODS)[number];
  readonly route: string;
  readonly status: (typeof STATUSES)[number];
}

/** A library under test. */
export interface Subject {
  /** A counter with the labels of `RequestLabels`. */
  counter(name: string): CounterUnderTest;
  /** A histogram with these labels and `BUCKETS`. */
  histogram(name: string): HistogramUnderTest;
  /** Everything that is in the registry as it goes over the wire; the number of bytes. */
  render(): Promise<number>;
}

/** A counter of a library. `hold` gives what the library has for calls that always have the same labels. */
export interface CounterUnderTest {
  inc(labels: RequestLabels): void;
  hold(labels: RequestLabels): () => void;
}

/** A histogram of a library. */
export interface HistogramUnderTest {
  observe(labels: RequestLabels, value: number): void;
  hold(labels: RequestLabels): (value: number) => void;
}

/** So many label sets that differ. */
export function labelSets(count: number): RequestLabels[] {
  const sets: RequestLabels[] = [];
  for (let route = 0; sets.length < count; route += 1) {
    for (const method of METHODS)
      for (const status of STATUSES) sets.push({ method, route: `/api/v1/resource-${route}`, status });
  }
  return sets.slice(0, count);
}
