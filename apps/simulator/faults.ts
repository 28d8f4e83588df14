import type { SimulatedSeries } from './series.ts';
import type { SimulatorSpec } from './spec.ts';

/** What goes wrong with some series of a simulated service, until it is taken back. */
export interface Fault {
  /** The name of a metric. */
  readonly metric: string;
  /** Only series with these labels. */
  readonly labels?: Readonly<Record<string, string>>;
  /** A gauge has this value, a counter grows by this each second, each observation of a histogram is this. */
  readonly value: number;
}

/** The fault that a series suffers; of several the last one. */
export function faultOf({ metric, labels }: SimulatedSeries, faults: readonly Fault[]): Fault | undefined {
  return faults.findLast(
    (fault) =>
      fault.metric === metric.name &&
      Object.entries(fault.labels ?? {}).every(([label, value]) => labels[label] === value),
  );
}

/** Reads a list of faults. Throws one error that lists every mistake. */
export function parseFaults(content: unknown, { metrics }: Pick<SimulatorSpec, 'metrics'>): Fault[] {
  if (!Array.isArray(content)) throw new Error('give a list of faults: [{ "metric": "…", "value": 1 }]');
  const problems = content.flatMap((fault: unknown, index): string[] =>
    problemsOf(fault, metrics).map((each) => `[${index}]: ${each}`),
  );
  if (problems.length > 0) throw new Error(problems.join('\n'));
  return content;
}

function problemsOf(fault: unknown, metrics: SimulatorSpec['metrics']): string[] {
  if (!isRecord(fault)) return ['this is no fault.'];
  const { metric, labels = {}, value } = fault;
  const definition = metrics.find(({ name }) => name === metric);
  const known = definition?.labels ?? {};
  const unknown = isRecord(labels) ? Object.keys(labels).filter((label) => !Object.hasOwn(known, label)) : [];
  const readable = isRecord(labels) && Object.values(labels).every((each) => typeof each === 'string');
  return [
    ...(definition === undefined ? [`metric: the service has no metric '${String(metric)}'.`] : []),
    ...(definition === undefined
      ? []
      : unknown.map((label) => `labels: '${definition.name}' has no label '${label}'.`)),
    // A label that cannot be read must not stand for all series.
    ...(readable ? [] : ['labels: give an object of texts, or leave it out.']),
    ...(typeof value === 'number' && Number.isFinite(value) ? [] : ['value: give a number.']),
    ...(definition?.type === 'counter' && Number(value) < 0 ? ['value: a counter does not fall.'] : []),
  ];
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
