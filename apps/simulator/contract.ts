/** The metrics of the catalog from which the figures of `/health` and the events of `/audit` come, by what they are for. */
export interface ContractMetrics {
  /** 1 for each dependency whose last call has succeeded; it has a label with the name of the dependency. */
  readonly dependencies?: string;
  readonly queueDepth?: string;
  readonly activeConnections?: string;
  /** Bytes that the process holds, of `MEMORY_LIMIT`. */
  readonly memory?: string;
  /** From 0 to 1. */
  readonly cpu?: string;
  readonly disk?: string;
  /** Counts events by `event_type` and `outcome`; each that it counts stands in `/audit`. */
  readonly events?: string;
}

/** What a service answers besides its metrics: `/health` with what it needs, and `/audit`. */
export interface Contract {
  readonly version: string;
  /** What it needs, and of the calls to each the share that succeeds. */
  readonly dependencies: Readonly<Record<string, number>>;
  /** Those without which nothing works. */
  readonly critical: readonly string[];
  readonly metrics: ContractMetrics;
}

/** The memory of a simulated service: as much is 100 %. */
export const MEMORY_LIMIT = 2 * 2 ** 30;

const FIGURES = ['dependencies', 'queueDepth', 'activeConnections', 'memory', 'cpu', 'disk', 'events'];

/** The mistakes in a contract, each in a line; `metrics` are the names of the catalog. */
export function contractProblems(content: unknown, metrics: readonly string[]): string[] {
  if (!isRecord(content)) return ['contract: give an object, or leave it out.'];
  const { version, dependencies, critical, metrics: figures } = content;
  const needed = isRecord(dependencies) ? dependencies : {};
  const problems: string[] = [];
  if (typeof version !== 'string' || version === '') problems.push('contract.version: give a text.');
  if (!isRecord(dependencies)) problems.push('contract.dependencies: give a share for each dependency.');
  for (const [name, share] of Object.entries(needed)) {
    if (typeof share !== 'number' || !(share >= 0 && share <= 1))
      problems.push(`contract.dependencies.${name}: give the share of calls that succeed, from 0 to 1.`);
  }
  if (!Array.isArray(critical) || !critical.every((name) => typeof name === 'string' && Object.hasOwn(needed, name)))
    problems.push('contract.critical: give a list of names of dependencies.');
  if (!isRecord(figures)) problems.push('contract.metrics: give an object.');
  for (const [figure, name] of Object.entries(isRecord(figures) ? figures : {})) {
    if (!FIGURES.includes(figure))
      problems.push(`contract.metrics.${figure}: there is no such figure; there are ${FIGURES.join(', ')}.`);
    else if (typeof name !== 'string' || !metrics.includes(name))
      problems.push(`contract.metrics.${figure}: the service has no metric '${String(name)}'.`);
  }
  return problems;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
