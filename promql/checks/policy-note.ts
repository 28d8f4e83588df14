import { anchored } from '../infer/regexp.ts';
import type { Check } from './check.ts';
import { agreed } from './support.ts';

/** NX548 */
export const policyNote: Check = {
  code: 'NX548',
  name: 'policy-note',
  severity: 'warning',
  title: 'A rule of which the policy has something to say.',
  why: 'What everybody should know about some rules (they are going away, another team takes them over) is read by those who work on them, if it stands where they look. The policy names the rules and says it.',
  bad: [
    {
      expr: 'up == 0',
      usage: { kind: 'alert', name: 'LegacyApiDown' },
      environment: { policy: { note: [{ matching: 'Legacy.+', message: 'is going away in May' }] } },
      says: 'is going away in May',
    },
  ],
  good: [
    {
      expr: 'up == 0',
      usage: { kind: 'alert', name: 'ApiDown' },
      environment: { policy: { note: [{ matching: 'Legacy.+', message: 'is going away in May' }] } },
    },
  ],
  *run(context) {
    const rule = agreed(context);
    if (rule === undefined) return;
    const { policy, usage, at } = rule;
    for (const { matching, message } of policy.note ?? []) {
      if (anchored(matching)?.test(usage.name) !== true) continue;
      yield { span: context.expr, at, message, fix: 'act on it; or ignore NX548 here, with the reason' };
    }
  },
};
