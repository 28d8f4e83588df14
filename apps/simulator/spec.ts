import { readFile } from 'node:fs/promises';
import { describeMetrics, type LabelSpec, type MetricDefinition } from '@narthex/instrumentation';
import { type Contract, contractProblems } from './contract.ts';

/** What to simulate: one service and its metrics. */
export interface SimulatorSpec {
  readonly service: string;
  /** A whole number; the same seed gives the same values. */
  readonly seed: number;
  readonly port?: number;
  readonly metrics: readonly MetricDefinition[];
  /** Values for bounded and open labels by label name; others get `name_1`, `name_2`, `name_3`. */
  readonly values?: Readonly<Record<string, readonly string[]>>;
  /** Whether probes from outside ask its health. */
  readonly probed?: boolean;
  /** Whether it serves what its process and its instrumentation tell of themselves as well. Default true. */
  readonly ownMetrics?: boolean;
  readonly contract?: Contract;
}

/** Reads a spec from a JSON file. Throws with the path when it is missing, is no JSON, or is no spec. */
export async function readSpec(path: string): Promise<SimulatorSpec> {
  let content: unknown;
  try {
    content = JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    throw new Error(`cannot read the spec ${path}: ${error instanceof Error ? error.message : String(error)}`);
  }
  try {
    return parseSpec(content);
  } catch (error) {
    throw new Error(`the spec ${path} is wrong. ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Checks that a value is a spec. Throws one error that lists every mistake. */
export function parseSpec(content: unknown): SimulatorSpec {
  const problems: string[] = [];
  const spec = isObject(content) ? content : {};
  const { service, seed, port, metrics, values, probed, ownMetrics, contract } = spec;
  if (typeof service !== 'string' || service === '') problems.push('service: give the name of the service.');
  if (!Number.isSafeInteger(seed)) problems.push('seed: give a whole number.');
  if (port !== undefined && !(Number.isInteger(port) && Number(port) >= 0 && Number(port) < 65_536)) {
    problems.push('port: give a number from 0 to 65535, or leave it out.');
  }
  if (values !== undefined && !isRecordOf(values, isNames)) {
    problems.push('values: give a list of one or more names for each label, or leave it out.');
  }
  if (Array.isArray(metrics)) {
    metrics.forEach((metric, index) => {
      if (!isDefinition(metric)) problems.push(`metrics[${index}]: this is not a metric definition.`);
    });
  } else {
    problems.push('metrics: give a list of metric definitions.');
  }
  if (probed !== undefined && typeof probed !== 'boolean') problems.push('probed: give true or false.');
  if (ownMetrics !== undefined && typeof ownMetrics !== 'boolean') problems.push('ownMetrics: give true or false.');
  if (contract !== undefined) problems.push(...contractProblems(contract, namesIn(metrics)));
  if (problems.length > 0) throw new Error(`It needs mending:\n  ${problems.join('\n  ')}`);
  const valid = spec as unknown as SimulatorSpec;
  // By place in the list, so that two metrics of one name are both seen.
  describeMetrics(Object.fromEntries(valid.metrics.map((metric, index) => [`metrics[${index}]`, metric])));
  return valid;
}

function namesIn(metrics: unknown): readonly string[] {
  return Array.isArray(metrics) ? metrics.filter(isDefinition).map(({ name }) => name) : [];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isRecordOf(value: unknown, matches: (part: unknown) => boolean): boolean {
  return isObject(value) && Object.values(value).every(matches);
}

function isStrings(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((part) => typeof part === 'string');
}

function isNames(value: unknown): boolean {
  return isStrings(value) && value.length > 0;
}

function isNumbers(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((part) => typeof part === 'number');
}

function isLabel(value: unknown): value is LabelSpec {
  if (isStrings(value)) return true;
  return isObject(value) && (value.kind === 'open' || (value.kind === 'bounded' && typeof value.limit === 'number'));
}

function isDefinition(value: unknown): value is MetricDefinition {
  if (!isObject(value) || typeof value.name !== 'string' || typeof value.help !== 'string') return false;
  if (!isRecordOf(value.labels, isLabel)) return false;
  switch (value.type) {
    case 'histogram':
      return isNumbers(value.buckets);
    case 'summary':
      return isNumbers(value.quantiles);
    default:
      return value.type === 'counter' || value.type === 'gauge';
  }
}
