import { type MetricDefinition, seriesOf } from '@narthex/instrumentation';
import type { Exposure, JobSource } from '../model/index.ts';

/** Whether a name is stored. */
export type IsStored = (name: string) => boolean;

/** Which names a source stores. */
export function isStored({ stored }: Pick<JobSource, 'stored'>): IsStored {
  if (stored === 'all') return () => true;
  const kept = new Set(stored);
  return (name) => kept.has(name);
}

/** The metrics of which anything is stored: of an exporter's hundreds, a few. */
export function storedMetrics({ metrics }: Exposure, kept: IsStored): MetricDefinition[] {
  return Object.values<MetricDefinition>(metrics).filter((metric) => seriesOf(metric).some(kept));
}
