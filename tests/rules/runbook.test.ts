import { alert, level, promql, rulePack, scenarios } from 'narthex';
import { describe, expect, it } from 'vitest';
import { runbookPage } from '../../rules/index.ts';
import { planOf, shop } from '../support/stacks.ts';

const slow = alert('Slow', {
  threshold: 2,
  expr: ({ threshold }) => promql`delay{job="a"} > ${threshold}`,
  for: '5m',
  keepFiringFor: '10m',
  severity: 'critical',
  summary: 'It is slow.',
  description: 'It is slow.',
  runbook: {
    meaning: 'It takes long.',
    impact: 'People wait.',
    diagnosis: 'Look at the queue.',
    mitigation: 'Add a worker.',
    queries: [{ ask: 'Which one (of all)?', expr: promql`topk(3, delay{job="a"})` }],
  },
  scenarios: (numbers) => scenarios(numbers, { bad: { delay: level(3) }, good: { delay: level(1) } }),
});

/** The page of the alert in an environment of a stack with these changes. */
function page(changes: object = {}, environment: 'development' | 'production' = 'production'): string {
  const plan = planOf(shop({ rules: [rulePack('own', [slow])], ...changes }), environment);
  for (const group of plan.groups) {
    for (const rule of group.rules)
      if (rule.kind === 'alert' && rule.name === 'Slow') return runbookPage(rule, group, plan.stack);
  }
  throw new Error('the alert is missing');
}

/** The text of a section. */
function section(text: string, title: string): string {
  return text.split(`## ${title}\n\n`)[1]?.split('\n## ')[0]?.trim() ?? '';
}

describe('the runbook of an alert', () => {
  it('says what its author wrote, and what the definition knows', () => {
    const titles = [...page().matchAll(/^## (.+)$/gm)].map(([, title]) => title);
    const written = ['Meaning', 'Impact', 'Diagnosis', 'Mitigation'];
    expect(titles).toEqual([...written, 'The rule', 'Thresholds', 'Where it goes', 'Tests']);
    expect(section(page(), 'Meaning')).toBe('It takes long.');
    expect(section(page(), 'Mitigation')).toBe('Add a worker.');
    expect(page()).toContain('Severity: **critical** · Group: own · Team: shop');
  });

  it('links each question to the query that answers it, on the Prometheus that people open', () => {
    const text = section(page({ prometheus: { url: 'https://prometheus.example.org/' } }), 'Diagnosis');
    const [, ask, url = ''] = /^- \[(Which[^\]]*)\]\(([^)]*)\)$/m.exec(text) ?? [];
    expect(ask).toBe('Which one (of all)?');
    expect(new URL(url).origin).toBe('https://prometheus.example.org');
    expect(new URL(url).searchParams.get('g0.expr')).toBe('topk(3, delay{job="a"})');
  });

  it('compares its numbers in the environments, and says where it is left out', () => {
    const environments = {
      staging: { alerts: { Slow: { threshold: 7, severity: 'warning' } } },
      development: { alerts: { Slow: { off: 'nobody waits there' } } },
    };
    const rows = section(page({ environments }), 'Thresholds').split('\n');
    expect(rows).toEqual([
      '| environment | severity | for | keeps firing for | threshold |',
      '| --- | --- | --- | --- | --- |',
      '| development | left out: nobody waits there |  |  |  |',
      '| staging | warning | 5m | 10m | 7 |',
      '| production | critical | 5m | 10m | 2 |',
    ]);
  });

  it('says whom it reaches, and who is told later', () => {
    const routing = {
      receiver: 'team',
      groupBy: ['alertname'],
      groupWait: '30s',
      groupInterval: '5m',
      repeatInterval: '4h',
      routes: [{ match: { severity: 'critical' }, receiver: 'oncall', escalate: [{ after: '15m', to: 'team' }] }],
      watchdog: 'team',
    };
    const { receivers } = shop().stack;
    const text = page({ routing, receivers: { ...receivers, oncall: receivers.team } });
    expect(section(text, 'Where it goes')).toBe('- `oncall`\n- `team`, if it still fires after 15m');
  });

  it('ends with what its tests show', () => {
    expect(section(page(), 'Tests').split('\n')).toHaveLength(4);
    expect(section(page(), 'Tests')).toContain('- Slow stays quiet when it is just good enough.');
  });
});
