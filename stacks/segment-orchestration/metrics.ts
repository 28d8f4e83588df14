import { counter, defineMetrics, gauge, histogram, mergeMetrics } from '@narthex/instrumentation';

/** 1. Executions: what is orchestrated, how it ends, how long it takes. */
export const executions = defineMetrics({
  executions: counter('orchestration_executions_total', 'Executions that have ended.', {
    labels: { outcome: ['success', 'failure'] },
  }),
  duration: histogram('orchestration_execution_duration_seconds', 'Time of one execution.', {
    unit: 'seconds',
    buckets: [0.025, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.75, 1, 2.5],
  }),
});

/** 2. Segments: the parts of which an execution consists. */
export const segments = defineMetrics({
  segments: counter('orchestration_segments_total', 'Segments that were executed.', {
    labels: { outcome: ['success', 'failure'] },
  }),
  timingAccuracy: histogram(
    'orchestration_segment_timing_accuracy_ratio',
    'How near a segment was to the time it was planned for, from 0 to 1.',
    { unit: 'ratio', buckets: [0.5, 0.75, 0.8, 0.85, 0.9, 0.95, 0.99, 1] },
  ),
});

/** 3. The optimiser, and its cache. */
export const optimizer = defineMetrics({
  lookups: counter('orchestration_cache_lookups_total', 'Lookups in the cache of the optimiser.', {
    labels: { result: ['hit', 'miss'] },
  }),
  effectiveness: gauge(
    'orchestration_optimization_effectiveness_ratio',
    'What the optimiser saves of the time that an execution would take without it, from 0 to 1.',
    { unit: 'ratio' },
  ),
});

/** 4. Errors, by how much they matter. */
export const errors = defineMetrics({
  errors: counter('orchestration_errors_total', 'Errors and warnings of the orchestration.', {
    labels: { severity: ['warning', 'error', 'critical'] },
  }),
});

/** 5. The health of its components: 1 while a component works, else 0. */
export const health = defineMetrics({
  component: gauge('orchestration_component_healthy', 'Whether a component works.', {
    labels: { component: ['stats_collector', 'diagnostics', 'performance_optimizer'] },
  }),
});

/** The metrics of the orchestration. Memory and processor of its process come from the client. */
export const orchestrationMetrics = mergeMetrics(executions, segments, optimizer, errors, health);
