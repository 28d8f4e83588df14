import type { SeriesLabels } from '../client.ts';
import type { MetricSet } from '../definition.ts';
import type { ExposedRegistry } from '../exposition/registry.ts';
import type { Handles } from '../handles.ts';
import { instrument } from '../instrument.ts';
import { instrumentationMetrics, redactionMetrics } from '../own-metrics.ts';
import { batchRegistry } from './registry.ts';

/** Metrics of one run, and what of them there is to push. */
export interface Recorded<S extends MetricSet> {
  readonly handles: Handles<S>;
  /** What was used so far: metrics that a run did not get to say nothing, instead of 0. */
  readonly used: ExposedRegistry;
  /** All of it, for a run that got to its end: what it did not count is 0. */
  all(): ExposedRegistry;
}

/** What is special about a set of metrics. */
export interface RecordedOptions {
  /** Metrics that are not shown: somebody else pushes them. */
  readonly without?: MetricSet;
  /** Labels with one value each for every series. */
  readonly labels?: SeriesLabels;
}

/** Makes the handles of a set on a registry of its own. A metric is registered when its handle is first asked for. */
export function recorded<S extends MetricSet>(
  set: S,
  { without = {}, labels = {} }: RecordedOptions = {},
): Recorded<S> {
  // A Pushgateway shall hold what the stack declares, and nothing else.
  const hidden = [instrumentationMetrics, redactionMetrics, without].flatMap((each) => Object.values(each));
  const registry = batchRegistry(new Set(hidden.map(({ name }) => name)));
  const known: Partial<Handles<S>> = {};
  const handleOf = <K extends keyof S & string>(key: K, definition: S[K]): Handles<S>[K] => {
    const handle = known[key] ?? instrument({ [key]: definition } as Pick<S, K>, { registry, labels })[key];
    known[key] = handle;
    return handle;
  };
  const handles = Object.defineProperties(
    {},
    Object.fromEntries(
      Object.entries(set).map(([key, definition]) => [
        key,
        { enumerable: true, get: () => handleOf(key, definition as S[string]) },
      ]),
    ),
  );
  return {
    // Each getter returns the handle that the definition under its key asks for, which the compiler cannot follow.
    handles: handles as Handles<S>,
    used: registry,
    all() {
      for (const [key, definition] of Object.entries(set)) handleOf(key, definition as S[string]);
      return registry;
    },
  };
}
