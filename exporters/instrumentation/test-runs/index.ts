/**
 * Runs of tests as metrics: a reporter for Vitest that pushes how suites went, and their definitions for the stack.
 *
 *     import { testRunReporter } from '@narthex/instrumentation/vitest';
 *     export default defineConfig({ test: { reporters: ['default', testRunReporter({ run: 'unit-tests', pushTo: { gateway } })] } });
 */
export type { Classification, SuiteRule, TypeRule } from './classify.ts';
export { TEST_STATUSES, TEST_TYPES, type TestStatus, type TestType, testRunMetrics } from './metrics.ts';
export { type TestRunReporter, type TestRunReporterOptions, testRunReporter } from './reporter.ts';
