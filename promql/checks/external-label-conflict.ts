import type { Check } from './check.ts';
import { isRule } from './support.ts';

/** NX540 */
export const externalLabelConflict: Check = {
  code: 'NX540',
  name: 'external-label-conflict',
  severity: 'error',
  title: 'A rule that sets a label which Prometheus adds to everything that leaves it.',
  why: 'External labels say which Prometheus an alert comes from. Where a rule sets the same label, its own value wins, and the alert seems to come from somewhere else: routes and inhibitions that look at the label are wrong for it.',
  bad: [{ expr: 'up == 0', usage: { kind: 'alert', labels: { environment: 'test' } }, says: "'environment'" }],
  good: [{ expr: 'up == 0', usage: { kind: 'alert', labels: { severity: 'warning' } } }],
  *run({ expr, usage, environment }) {
    if (!isRule(usage)) return;
    for (const name of Object.keys(usage.labels)) {
      if (!Object.hasOwn(environment.externalLabels ?? {}, name)) continue;
      yield {
        span: expr,
        at: `labels.${name}`,
        message: `'${name}' is an external label of this Prometheus`,
        fix: 'give the label of the rule another name',
      };
    }
  },
};
