import type { Check, Usage } from './check.ts';
import { rulesOfGroup } from './support.ts';

type Alert = Extract<Usage, { readonly kind: 'alert' }>;

const severities = ['critical', 'warning', 'info'];
/** Of alerts for machines: a heartbeat, one that only inhibits others. */
const nobody = 'none';
const longest = 40;
const mostRules = 40;

/** NX543 */
export const alertStyle: Check = {
  code: 'NX543',
  name: 'alert-style',
  severity: 'warning',
  title: 'An alert that is hard to route or to read.',
  why: 'Alert names in CamelCase, a severity that routes know, a summary that is a sentence and a description that says more: that is what routes match on and what stands on a telephone at night.',
  bad: [
    { expr: 'up == 0', usage: { kind: 'alert', name: 'service_down' }, says: 'CamelCase' },
    { expr: 'up == 0', usage: { kind: 'alert', labels: { severity: 'page' } }, says: 'critical, warning, info' },
    { expr: 'up == 0', usage: { kind: 'alert', annotations: { summary: 'Down.' } }, says: 'description' },
  ],
  good: [{ expr: 'up == 0', usage: { kind: 'alert', name: 'ServiceDown' } }],
  *run({ expr, usage, rules }) {
    if (usage.kind !== 'alert') return;
    for (const [at, message, fix] of faults(usage)) yield { span: expr, at, message, fix };
    const group = rulesOfGroup(rules, usage.group);
    if (group[0]?.usage !== usage) return;
    if (group.length > mostRules) {
      const message = `the group '${usage.group}' has ${group.length} rules, which are evaluated one after the other`;
      yield { span: expr, at: 'group', message, fix: `split it by subject into groups of ${mostRules} rules at most` };
    }
    if (usage.group.length > longest) {
      yield {
        span: expr,
        at: 'group',
        message: `the name of the group has ${usage.group.length} letters`,
        fix: `use ${longest} at most`,
      };
    }
  },
};

function* faults({ name, labels, annotations }: Alert): Generator<readonly [at: string, message: string, fix: string]> {
  if (!/^[A-Z][A-Za-z0-9]*$/.test(name)) {
    const camel = name.replace(/(?:^|[^A-Za-z0-9]+)([A-Za-z0-9])/g, (_, letter: string) => letter.toUpperCase());
    yield ['alert', `'${name}' is no name in CamelCase`, `call it ${camel}`];
  }
  if (name.length > longest)
    yield ['alert', `the name has ${name.length} letters`, `use ${longest} at most; they stand in every message`];
  const { severity } = labels;
  if (severity === undefined || !(severities.includes(severity) || severity === nobody || severity.includes('{{'))) {
    const message = severity === undefined ? 'the alert has no severity' : `no route knows the severity '${severity}'`;
    yield ['labels.severity', message, `use one of ${severities.join(', ')}`];
  }
  const { summary, description } = annotations;
  if (summary === undefined || summary.trim() === '') {
    yield ['annotations.summary', 'there is no summary', 'say in one sentence what is wrong, and where'];
  } else if (!/^(?:[A-Z{]|\p{Lu})/u.test(summary) || !/[.!?]$/.test(summary.trim())) {
    yield [
      'annotations.summary',
      'the summary is no sentence',
      'begin it with a capital letter and end it with a full stop',
    ];
  }
  if (description === undefined || description.trim() === '') {
    yield [
      'annotations.description',
      'there is no description',
      'say what it means for users, and which series it is about',
    ];
  }
}
