/** The metrics of the health checks. */
import { defineMetrics } from '../define.ts';
import { bounded, counter, gauge, histogram } from '../definition.ts';
import type { Handles } from '../handles.ts';
import { HEALTH_STATUSES } from './status.ts';

const check = bounded(100, { typically: 6 });

/** What the health checks tell Prometheus. A status is one series for each state, 1 for the one that holds, so that `max_over_time` and joins work. */
export const healthMetrics = defineMetrics({
  status: gauge('health_status', 'Whether the service as a whole is in this state.', {
    labels: { status: HEALTH_STATUSES },
    range: [0, 1],
  }),
  checkStatus: gauge('health_check_status', 'Whether the component is in this state, by its thresholds.', {
    labels: { check, status: HEALTH_STATUSES },
    range: [0, 1],
  }),
  duration: histogram('health_check_duration_seconds', 'Time a check took to answer, or to be given up.', {
    unit: 'seconds',
    labels: { check },
    buckets: [0.005, 0.025, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
  }),
  runs: counter('health_check_runs_total', 'Checks that were made, by what came of them, before thresholds.', {
    labels: { check, outcome: ['healthy', 'degraded', 'unhealthy', 'timeout'] },
  }),
  lastRun: gauge('health_check_last_run_timestamp_seconds', 'When the latest result was known.', {
    unit: 'timestamp',
    labels: { check },
  }),
});

/** The handles that the checks write to: `instrument(healthMetrics, { registry })`. */
export type HealthHandles = Handles<typeof healthMetrics>;
