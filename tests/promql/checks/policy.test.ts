import { describe, expect, it } from 'vitest';
import type { RuleInContext, RulePolicy } from '../../../promql/checks/check.ts';
import { exampleCatalog } from '../../../promql/checks/example-catalog.ts';
import { exampleEnvironment, findings, usageOf } from '../../../promql/checks/examples.ts';
import { policy as check } from '../../../promql/checks/policy.ts';
import { parse, runChecks } from '../../../promql/index.ts';
import { alert, panel, recording, table } from './table.ts';

const agreed = (policy: RulePolicy) => ({ environment: { policy } });
const texts = (annotations: Readonly<Record<string, string>>) => alert({ annotations });
const labels = (given: Readonly<Record<string, string>>) => alert({ labels: given });

const keep = agreed({ aggregations: { keep: ['job'] } });
const drop = agreed({ aggregations: { drop: ['instance'] } });
const both = agreed({ aggregations: { keep: ['job'], drop: ['instance'] } });
const job = agreed({ selectors: ['job'] });
const waits = agreed({ for: { min: 60, max: 3600 }, keepFiringFor: { max: 600 } });
const teams = agreed({ labels: { required: { team: 'api|platform' }, forbidden: ['env', 'tmp_.+'] } });
const links = agreed({ annotations: { required: { dashboard: 'https://.+' }, forbidden: ['message'] } });
const names = agreed({ names: { alert: '[A-Z].+', recording: '[a-z_]+:.+:.+' } });
const plain = agreed({ summaryWithoutTemplates: true });
const exact = agreed({ descriptionWithTemplates: true });
const two = agreed({ rulesPerGroup: 2 });

const dashboard = 'https://grafana.example.org/d/1';
const rest = ['a', 'b'].map((name) => ({ expr: 'up == 0', usage: alert({ name }) }));

table(
  'policy',
  [
    ['sum(rate(http_requests_total[5m])) > 1', 'sum(rate(http_requests_total[5m]))', alert(), keep],
    ['sum by (route, method) (rate(http_requests_total[5m])) > 1', 'route, method', alert(), keep],
    ['sum without (instance, job) (queue_depth) > 1', 'instance, job', alert(), keep],
    ['max(count by (job) (queue_depth)) > 1', 'max(count by (job) (queue_depth))', alert(), keep],
    ['sum by (job) (queue_depth) / on () group_left () sum(queue_depth) > 1', 'sum(queue_depth)', alert(), keep],
    ['sum by (unheard) (of_what_nobody_declared) > 1', 'unheard', recording('a:b:c'), keep],
    ['sum by (job, instance) (queue_depth) > 1', 'job, instance', alert(), drop],
    ['sum without (queue) (queue_depth) > 1', 'queue', alert(), drop],
    ['sum without () (queue_depth) > 1', 'sum without () (queue_depth)', alert(), drop],
    ['avg by (instance) (queue_depth) > 1', 'instance', alert(), both],

    ['up == 0', 'up', alert(), job],
    ['rate(http_requests_total{route="/"}[5m]) > 1', 'http_requests_total{route="/"}', alert(), job],
    ['sum by (job) (up{job="api"}) / sum by (job) (up)', 'up', recording('job:up:avg'), job],
    ['absent(up{instance="a"})', 'up{instance="a"}', alert(), job],

    ['up == 0', '@for', alert({ for: 0 }), waits],
    ['up == 0', '@for', alert({ for: 59 }), waits],
    ['up == 0', '@for', alert({ for: 7200 }), waits],
    ['up == 0', '@keepFiringFor', alert({ keepFiringFor: 3600 }), waits],

    ['up == 0', '@labels.team', labels({}), teams],
    ['up == 0', '@labels.team', labels({ team: '' }), teams],
    ['up == 0', '@labels.team', labels({ team: 'api-platform' }), teams],
    ['up == 0', '@labels.env', labels({ team: 'api', env: 'test' }), teams],
    ['up == 0', '@labels.tmp_x', labels({ team: 'api', tmp_x: '1' }), teams],
    ['sum(up)', '@labels.env', recording('all:up:sum', { labels: { env: 'test' } }), teams],

    ['up == 0', '@annotations.dashboard', texts({}), links],
    ['up == 0', '@annotations.dashboard', texts({ dashboard: 'http://grafana' }), links],
    ['up == 0', '@annotations.message', texts({ dashboard, message: 'Down.' }), links],

    ['up == 0', '@alert', alert({ name: 'apiDown' }), names],
    ['sum(up)', '@record', recording('up:sum'), names],
    ['sum(up)', '@record', recording('Up:up:sum'), names],

    ['up == 0', '@annotations.summary', texts({ summary: '{{ $labels.job }} is down.' }), plain],
    ['up == 0', '@annotations.description', texts({ description: 'It is down.' }), exact],
    ['up == 0', '@annotations.description', texts({ description: 'It is { down }.' }), exact],
  ],
  [
    ['sum by (job, route) (rate(http_requests_total[5m])) > 1', alert(), both],
    ['sum without (instance, queue) (queue_depth) > 1', alert(), both],
    ['topk(3, queue_depth) > 1', alert(), both],
    ['sum(vector(1)) > 1', alert(), keep],
    ['max(sum by (job) (queue_depth)) > 1', alert(), agreed({ aggregations: { drop: ['instance'] } })],
    ['sum without (route) (job:http_requests:rate5m) > 1', alert(), drop],
    ['sum(queue_depth)', panel(), both],
    ['sum(queue_depth)', { kind: 'query' }, both],

    ['up{job="api"} == 0', alert(), job],
    ['up{job!="node"} == 0', alert(), job],
    ['rate(http_requests_total{job=~"a.+"}[5m]) > 1', alert(), job],
    ['vector(time()) > 1', alert(), job],
    ['job:http_requests:rate5m > 1', alert(), agreed({ selectors: ['instance'] })],
    ['up', panel(), job],

    ['up == 0', alert({ for: 60 }), waits],
    ['up == 0', alert({ for: 3600, keepFiringFor: 600 }), waits],
    ['sum(up)', recording('all:up:sum'), waits],

    ['up == 0', labels({ team: 'platform', environment: 'x' }), teams],
    ['up == 0', labels({ team: '{{ $labels.job }}' }), teams],
    ['sum(up)', recording('all:up:sum'), teams],

    ['up == 0', texts({ dashboard }), links],
    ['up == 0', texts({ dashboard: '{{ $externalURL }}/d' }), links],
    ['sum(up)', recording('all:up:sum'), links],

    ['up == 0', alert({ name: 'ApiDown' }), names],
    ['sum(up)', recording('all:up:sum'), names],
    ['sum(up)', recording('up'), agreed({ names: { alert: '[A-Z].+' } })],

    ['up == 0', texts({ summary: 'Down.', description: '{{ $labels.job }}.' }), plain],
    ['up == 0', texts({ summary: 'Down.', description: '{{ $labels.job }}.' }), exact],
    // That there is none is said by the check of the style.
    ['up == 0', texts({ summary: 'Down.' }), exact],
    ['up == 0', alert(), { ...two, beside: rest.slice(0, 1) }],
    ['up == 0', alert(), agreed({})],
  ],
);

describe('the policy', () => {
  it('says how many rules a group has at its first rule', () => {
    const rules = ['a', 'b', 'c'].map((name) => ({
      usage: usageOf(alert({ name })) as RuleInContext['usage'],
      text: 'up == 0',
      expr: parse('up == 0'),
    }));
    const environment = { ...exampleEnvironment, policy: two.environment.policy };
    const told = (all: readonly RuleInContext[]) =>
      all.flatMap((rule) =>
        runChecks([check], { ...rule, variables: [] }, { catalog: exampleCatalog, environment, rules: all }).map(
          ({ at, message }) => [rule.usage.name, at, message],
        ),
      );
    expect(told(rules)).toEqual([['a', 'group', "the group 'examples' has 3 rules, the policy allows 2"]]);
    expect(told(rules.slice(1))).toEqual([]);
  });

  it('is about some groups, if it names them', () => {
    const policy = (groups: readonly string[]) => agreed({ selectors: ['job'], groups: new Set(groups) });
    expect(findings(check, 'up == 0', alert({ group: 'own' }), policy(['own']))).toHaveLength(1);
    expect(findings(check, 'up == 0', alert({ group: 'built-in' }), policy(['own']))).toEqual([]);
  });

  it.each([
    ['sum by (route, instance) (http_requests_total)', 'write sum by (job, route) (…)'],
    ['sum(http_requests_total)', 'write sum by (job) (…)'],
    ['sum without (job, route) (http_requests_total)', 'write sum without (instance, route) (…)'],
  ])('says how %s is written instead', (expr, fix) => {
    expect(findings(check, expr, recording('a:b:c'), both).map((found) => found.fix)).toEqual([fix]);
  });

  it('says both bounds in the words of a rule', () => {
    const told = [0, 5400].map((wait) => findings(check, 'up == 0', alert({ for: wait }), waits)[0]);
    expect(told.map((found) => `${found?.message}; ${found?.fix}`)).toEqual([
      '0s, where the policy wants 1m at least; write 1m at least',
      '1h30m, where the policy wants 1h at most; write 1h at most',
    ]);
  });
});

table(
  'policy-note',
  [
    ['up == 0', '@alert', alert({ name: 'LegacyDown' }), agreed({ note: [{ matching: 'Legacy.+', message: 'Old.' }] })],
    ['sum(up)', '@record', recording('old:up:sum'), agreed({ note: [{ matching: 'old:.+', message: 'Old.' }] })],
  ],
  [
    ['up == 0', alert({ name: 'NotLegacy' }), agreed({ note: [{ matching: 'Legacy', message: 'Old.' }] })],
    ['up', panel({ name: 'Legacy' }), agreed({ note: [{ matching: 'Legacy', message: 'Old.' }] })],
    ['up == 0', alert({ name: 'LegacyDown' }), agreed({ names: { alert: 'x' } })],
  ],
);
