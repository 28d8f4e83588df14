import type { Exposition } from '../../exporters/index.ts';
import { keyLabels } from './key.ts';
import { type View, viewsOf } from './views.ts';

/** What was seen of one label. */
export interface LabelFacts {
  readonly name: string;
  /** Every value that is not empty, sorted. */
  readonly values: readonly string[];
  /** The most different values that one target had. */
  readonly perTarget: number;
  /** Every series has it. */
  readonly always: boolean;
}

/** What was seen of one metric, over all targets that were read. */
export interface MetricFacts extends Pick<View, 'name' | 'type' | 'typed' | 'help' | 'unit' | 'steps' | 'states'> {
  readonly labels: readonly LabelFacts[];
  /** The least and the largest value, NaN left aside; undefined for histograms and summaries. */
  readonly bounds?: readonly [number, number];
  /** Only 0 and 1 were seen. */
  readonly binary: boolean;
  /** Only 1 was seen. */
  readonly constantOne: boolean;
  /** The most series that one target had. */
  readonly series: number;
  /** The fewest labels that told the series of every target apart; undefined where all of them are needed. */
  readonly key?: readonly string[];
}

/** What the expositions of one program, each of another target or moment, say about its metrics, by name in order of appearance. */
export function observe(expositions: readonly Exposition[]): MetricFacts[] {
  const seen = new Map<string, View[]>();
  for (const exposition of expositions) {
    for (const view of viewsOf(exposition)) {
      const views = seen.get(view.name);
      if (views === undefined) seen.set(view.name, [view]);
      else views.push(view);
    }
  }
  return [...seen.values()].map(factsOf);
}

function factsOf(views: readonly View[]): MetricFacts {
  const [first, ...others] = views as readonly [View, ...View[]];
  const { name, help, unit, states } = first;
  const { type, typed } = [first, ...others].find((view) => view.typed) ?? first;
  const labels = labelsOf(views);
  const values = views.flatMap((view) => view.values).filter((value) => !Number.isNaN(value));
  const bounds = boundsOf(values);
  const key = keyLabels(
    labels.map((label) => label.name),
    views.map(({ series }) => series.map((sample) => sample.labels)),
  );
  return {
    ...{ name, type, typed, help, unit, labels },
    steps: [...new Set(views.flatMap(({ steps }) => steps))].sort((a, b) => a - b),
    binary: values.length > 0 && values.every((value) => value === 0 || value === 1),
    constantOne: values.length > 0 && values.every((value) => value === 1),
    series: Math.max(...views.map(({ series }) => series.length)),
    ...(states !== undefined && { states }),
    ...(bounds && { bounds }),
    ...(key && { key }),
  };
}

function boundsOf(values: readonly number[]): [number, number] | undefined {
  if (values.length === 0) return undefined;
  return [values.reduce((a, b) => Math.min(a, b)), values.reduce((a, b) => Math.max(a, b))];
}

/** An empty value is the same as none to Prometheus. */
function labelsOf(views: readonly View[]): LabelFacts[] {
  const names = new Set(views.flatMap(({ series }) => series.flatMap(({ labels }) => [...labels.keys()])));
  return [...names].map((name) => {
    const targets = views.map(({ series }) => series.map(({ labels }) => labels.get(name) ?? ''));
    const written = (values: readonly string[]) => new Set(values.filter((value) => value !== ''));
    return {
      name,
      values: [...written(targets.flat())].sort(),
      perTarget: Math.max(...targets.map((values) => written(values).size)),
      always: targets.every((values) => !values.includes('')),
    };
  });
}
