/** The rule groups, whose intervals the presets set. */
export const groupNames = {
  records: 'orchestration-records',
  performance: 'orchestration-performance',
  resources: 'orchestration-resources',
  health: 'orchestration-health',
} as const;

/** What is recorded of the service, over five minutes each. */
export const recorded = {
  executions: 'job_service:orchestration_executions:rate5m',
  executionsPerMinute: 'job_service:orchestration_executions:per_minute_rate5m',
  successRate: 'job_service:orchestration_success:ratio_rate5m',
  failureRate: 'job_service:orchestration_failure:ratio_rate5m',
  responseTime: 'job_service:orchestration_execution_seconds:mean5m',
  responseTimeP95: 'job_service:orchestration_execution_seconds:p95_5m',
  segments: 'job_service:orchestration_segments:rate5m',
  segmentsPerExecution: 'job_service:orchestration_segments_per_execution:ratio_rate5m',
  segmentSuccessRate: 'job_service:orchestration_segment_success:ratio_rate5m',
  timingAccuracy: 'job_service:orchestration_timing_accuracy:mean5m',
  memory: 'job_service:orchestration_memory_bytes:max',
  cpu: 'job_service:orchestration_cpu:rate5m',
  lookups: 'job_service:orchestration_cache_lookups:rate5m',
  cacheHitRate: 'job_service:orchestration_cache_hits:ratio_rate5m',
  effectiveness: 'job_service:orchestration_optimization_effectiveness:mean5m',
  errorRate: 'job_service:orchestration_errors:ratio_rate5m',
  criticalErrors: 'job_service:orchestration_critical_errors:increase5m',
  warnings: 'job_service:orchestration_warnings:increase5m',
  componentsUnhealthy: 'job_service:orchestration_components_unhealthy:count',
} as const;
