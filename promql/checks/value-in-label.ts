import { readTemplate } from '../template/references.ts';
import type { Check } from './check.ts';

/** NX534 */
export const valueInLabel: Check = {
  code: 'NX534',
  name: 'value-in-label',
  severity: 'error',
  title: 'The value of an alert in one of its labels.',
  why: 'Labels are what an alert is. When one of them changes with the value, each evaluation makes a new alert: `for` is never reached, and Alertmanager sends a message for each.',
  bad: [{ expr: 'queue_depth > 100', usage: { kind: 'alert', labels: { depth: '{{ $value }}' } }, says: 'annotation' }],
  good: [{ expr: 'queue_depth > 100', usage: { kind: 'alert', annotations: { summary: '{{ $value }} wait' } } }],
  *run({ expr, usage }) {
    if (usage.kind !== 'alert') return;
    for (const [name, text] of Object.entries(usage.labels)) {
      if (!text.includes('{{') || !readTemplate(text).references.some(({ of }) => of === 'value')) continue;
      yield {
        span: expr,
        at: `labels.${name}`,
        message: 'a label follows the value',
        fix: 'put the value into an annotation',
      };
    }
  },
};
