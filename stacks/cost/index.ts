// What a stack costs before it runs: series, samples, disk and memory, from what its catalogs declare; and whether that is within its
// budget. The constants and where they come from: `constants.ts`.
export { type Overrun, overruns, unknownBudgets } from './budget.ts';
export type { Factor } from './cardinality.ts';
export { factorsText, metricText } from './describe.ts';
export { type Cost, type JobCost, jobCost, type MetricCost } from './job.ts';
export { limitedSources, prometheusMemory } from './limits.ts';
export type { RuleCost } from './rule.ts';
export { bytesText, countText } from './sizing.ts';
export { dearestMetrics, dearestRules, type StackCost, stackCost } from './stack.ts';
