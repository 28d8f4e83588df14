// Rules: alerts and recording rules as data, their scenarios (which become promtool unit tests) and their runbooks. `packs/` holds
// one file per subject; each decides by what a stack declares whether it applies.
export { alert, rulePack } from './alert.ts';
export { ruleGroups } from './groups.ts';
export { alertAnnotations, alertLabels, ruleFile } from './rule-file.ts';
export { runbookPage } from './runbook.ts';
export { unitTests } from './unit-tests.ts';
