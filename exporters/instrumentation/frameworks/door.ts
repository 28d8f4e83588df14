/** What every adapter shows beside its own function. */
export { CLIENT_CLOSED, UNMATCHED } from './core.ts';
export type { MountOptions, StatusHandler } from './endpoints.ts';
export { defineHttpMetrics, type HttpMetricSet, type HttpMetricsOptions, httpMetrics } from './metrics.ts';
export type { MonitoringOptions } from './options.ts';
