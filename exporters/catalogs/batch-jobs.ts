// What batch jobs push that use our package: its definitions are the catalog, so that both sides say the same.
export { batchJobMetrics } from '../instrumentation/batch/index.ts';
export { testRunMetrics } from '../instrumentation/test-runs/index.ts';
