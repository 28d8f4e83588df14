// Rules: alerts and recording rules as data, their scenarios (which become promtool unit tests) and their runbooks. `packs/` holds
// one file per subject; each decides by what a stack declares whether it applies.
export { alert, rulePack } from './alert.ts';
export { anomaly } from './anomaly/anomaly.ts';
export type { Anomaly } from './anomaly/definition.ts';
export { type Gap, groupGaps } from './completeness.ts';
export { ruleGroups } from './groups.ts';
export { type Mutant, mutantsOf } from './mutants/mutants.ts';
export { alertAnnotations, alertLabels, ruleFile } from './rule-file.ts';
export { runbookPage } from './runbook.ts';
export { runbookFiles } from './runbook-files.ts';
export { type Guarded, guarded } from './scenarios/minimum.ts';
export { countingIn, type Part } from './scenarios/parts.ts';
export { type Phase, phases } from './scenarios/phases.ts';
export { type Easing, easing } from './scenarios/predicted.ts';
export { withQuantile } from './scenarios/quantile.ts';
export { leOf, observing, series } from './scenarios/series.ts';
export { type Share, share } from './scenarios/share.ts';
export {
  clock,
  counting,
  gone,
  level,
  type Moment,
  ramp,
  type Signal,
  type Signals,
  since,
} from './scenarios/signal.ts';
export { type Story, scenarios } from './scenarios/standard.ts';
export { type Steep, steep } from './scenarios/steep.ts';
export { unitTests } from './unit-tests.ts';
