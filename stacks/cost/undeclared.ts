import type { MetricDefinition } from '@narthex/instrumentation';
import { instrumentationMetrics } from '@narthex/instrumentation';
import type { Exposure, JobSource } from '../model/index.ts';
import type { Factor } from './cardinality.ts';
import { RUNTIME_SERIES } from './constants.ts';

/** Series that arrive although no catalog of the job lists them. */
export interface Undeclared {
  readonly name: string;
  readonly factors: readonly Factor[];
  /** On one target. */
  readonly series: number;
}

const runtime = /^(process|nodejs|go|python|jvm|dotnet|ruby)_/;

/**
 * What an application exposes besides its catalog, of which everything is stored: what the instrumentation counts for each of its
 * metrics, and what the client library says about the process and the language. None of it where the catalog lists it itself.
 */
export function besidesCatalog({ metrics, pushedBy }: Exposure, { job, stored }: JobSource): Undeclared[] {
  const declared = Object.values<MetricDefinition>(metrics);
  const application = stored === 'all' && job.kind === 'metrics' && !job.speaksForOthers && pushedBy === undefined;
  if (!application || declared.length === 0) return [];
  const own = Object.values<MetricDefinition>(instrumentationMetrics)
    .filter(({ name }) => declared.every((metric) => metric.name !== name))
    .map(({ name }) => ({
      name,
      factors: [{ label: 'metric', count: declared.length }],
      series: declared.length,
    }));
  if (declared.some(({ name }) => runtime.test(name))) return own;
  return [...own, { name: 'process and language', factors: [], series: RUNTIME_SERIES }];
}
