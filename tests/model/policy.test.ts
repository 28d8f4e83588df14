import { alert, type Policy, promql, rulePack } from 'narthex';
import { describe, expect, it } from 'vitest';
import { alertAnnotations } from '../../rules/index.ts';
import { checkExpressions } from '../../stacks/analysis/index.ts';
import { resolveStack } from '../../stacks/model/index.ts';
import { planOf, problemsOf, shop } from '../support/stacks.ts';
import { expectRefused, type Mistake } from './mistake.ts';

const of = (policy: unknown) => ({ policy });

const mistakes: Readonly<Record<string, Mistake>> = {
  'a policy that is none': [of('strict'), 'NX122', 'policy', "'strict' is not an object", 'aggregations'],
  'something that no policy says': [of({ lables: {} }), 'NX117', 'policy.lables', "'lables'", "'labels'"],
  'something that it does not say of labels': [
    of({ labels: { needed: {} } }),
    'NX117',
    'policy.labels.needed',
    "'needed'",
    'required',
  ],
  'a duration that is none': [of({ for: { min: 'short' } }), 'NX108', 'policy.for.min', "'short'", "'5m'"],
  'a duration that is a number': [
    of({ keepFiringFor: { max: 60 } }),
    'NX108',
    'policy.keepFiringFor.max',
    "'60'",
    "'5m'",
  ],
  'bounds that leave nothing': [
    of({ for: { min: '1h', max: '30m' } }),
    'NX122',
    'policy.for',
    '1h at least and 30m at most',
    'round',
  ],
  'a label that is no name': [
    of({ selectors: ['a b'] }),
    'NX122',
    'policy.selectors[0]',
    "'a b' is not the name of a label",
    "'job'",
  ],
  'one label instead of a list': [
    of({ aggregations: { keep: 'job' } }),
    'NX122',
    'policy.aggregations.keep',
    "'job' is not a list",
    'brackets',
  ],
  'a label that is kept and dropped': [
    of({ aggregations: { keep: ['job'], drop: ['pod', 'job'] } }),
    'NX122',
    'policy.aggregations.drop[1]',
    "keep 'job' and drop it",
    'one of them',
  ],
  'a pattern that does not end': [
    of({ names: { alert: '[A-Z' } }),
    'NX122',
    'policy.names.alert',
    "'[A-Z' is not a regular",
    '[A-Z].+',
  ],
  'a pattern that Prometheus would not read': [
    of({ labels: { required: { team: '(?!shop).+' } } }),
    'NX122',
    'policy.labels.required.team',
    "'(?!shop).+'",
    'as Prometheus reads it',
  ],
  'a pattern that is not a text': [
    of({ names: { recording: /a/ } }),
    'NX122',
    'policy.names.recording',
    '/a/',
    'as Prometheus',
  ],
  'a forbidden name that is no pattern': [
    of({ labels: { forbidden: ['*'] } }),
    'NX122',
    'policy.labels.forbidden[0]',
    "'*'",
    'whole',
  ],
  'a required label that is no name': [
    of({ annotations: { required: { 'a-b': '.+' } } }),
    'NX122',
    "policy.annotations.required['a-b']",
    "'a-b'",
    "'job'",
  ],
  'a list of required labels': [
    of({ labels: { required: ['team'] } }),
    'NX122',
    'policy.labels.required',
    'not an object',
    'team:',
  ],
  'half a group': [of({ rulesPerGroup: 1.5 }), 'NX122', 'policy.rulesPerGroup', '1.5', 'from 1'],
  'a group without rules': [of({ rulesPerGroup: 0 }), 'NX122', 'policy.rulesPerGroup', '0', 'from 1'],
  'neither yes nor no': [
    of({ summaryWithoutTemplates: 'yes' }),
    'NX122',
    'policy.summaryWithoutTemplates',
    "'yes'",
    'true',
  ],
  'a note that says nothing': [
    of({ note: [{ matching: '.+' }] }),
    'NX122',
    'policy.note[0].message',
    'missing',
    'message',
  ],
  'an environment with a policy of its own': [
    { environments: { development: of({}) } },
    'NX117',
    'environments.development.policy',
    "'policy'",
    'scale',
  ],
};

describe('a stack is refused', () => {
  it.each(Object.entries(mistakes))('with %s', (_, mistake) => expectRefused(mistake));
});

const runbook = { meaning: '-', impact: '-', diagnosis: '-', mitigation: '-' };
const own = (annotations: Readonly<Record<string, string>> = {}) =>
  rulePack('orders', [
    alert('ApiGone', {
      expr: promql`up{job="prometheus"} == 0`,
      for: '1m',
      severity: 'warning',
      summary: 'It is gone.',
      description: 'Nobody answers.',
      annotations,
      runbook,
      scenarios: [],
    }),
  ]);

/** The codes of what is found in a stack with this policy and one rule of its own. */
function codes(policy: Policy, annotations?: Readonly<Record<string, string>>): string[] {
  const plan = planOf(shop({ policy, rules: [own(annotations)] }));
  return checkExpressions(plan, '2026-01-01').findings.map(({ code, expression }) => `${code} ${expression.where}`);
}

describe('a policy', () => {
  const everything: Policy = {
    aggregations: { keep: ['job'], drop: ['instance'] },
    selectors: ['job'],
    for: { min: '1m', max: '1h' },
    keepFiringFor: { max: '1h' },
    labels: { required: { team: 'shop|platform' }, forbidden: ['env'] },
    annotations: { required: { dashboard: 'https://.+' }, forbidden: ['message'] },
    names: { alert: '[A-Z].+', recording: '[a-z_]+:.+:.+' },
    summaryWithoutTemplates: true,
    descriptionWithTemplates: false,
    rulesPerGroup: 20,
    note: [{ matching: 'Legacy.+', message: 'is going away' }],
  };

  it('may say all of it, or nothing', () => {
    expect(problemsOf(() => planOf(shop({ policy: everything })))).toEqual([]);
    expect(problemsOf(() => planOf(shop({ policy: {} })))).toEqual([]);
  });

  it('is the same in every environment', () => {
    const definition = shop({ policy: everything });
    expect(resolveStack(definition, 'production').policy).toEqual(everything);
  });

  it('is about the rules of the author, and not about the built-in ones', () => {
    expect(codes({ names: { alert: 'Own.+' } })).toEqual(['NX547 alert ApiGone (group orders)']);
    expect(codes({ note: [{ matching: '.*', message: 'look' }] })).toEqual(['NX548 alert ApiGone (group orders)']);
  });

  it('can be kept: an alert has the labels and annotations that it is given', () => {
    expect(codes(everything)).toEqual(['NX547 alert ApiGone (group orders)']);
    expect(codes(everything, { dashboard: 'https://grafana.example.org/d/1' })).toEqual([]);
  });

  it('counts durations in seconds', () => {
    expect(codes({ for: { min: '1m', max: '60s' } })).toEqual([]);
    expect(codes({ for: { min: '61s' } })).toHaveLength(1);
    expect(codes({ for: { max: '59s' } })).toHaveLength(1);
  });

  it('leaves the annotations of an alert their fixed texts', () => {
    const plan = planOf(shop({ rules: [own({ summary: 'Another.', dashboard: 'https://x' })] }));
    const [rule] = plan.groups.find(({ name }) => name === 'orders')?.rules ?? [];
    if (rule?.kind !== 'alert') throw new Error('the rule is not there');
    const { summary, dashboard } = alertAnnotations(rule, plan.stack);
    expect([summary, dashboard]).toEqual(['It is gone.', 'https://x']);
  });
});
