import { type Anomaly, anomaly, type Phase, phases, promql, type Signal } from 'narthex';
import { beforeAll, describe, expect, it } from 'vitest';
import { promtoolTestRules, type Tool } from '../../local/tools/index.ts';
import { ruleFile } from '../../rules/index.ts';
import { yaml } from '../../stacks/model/index.ts';
import { realPromtool } from '../support/promtool.ts';
import { planOf, shop } from '../support/stacks.ts';

const definition: Anomaly = {
  summary: 'The load',
  level: promql`sum by (job) (load)`,
  past: 'day',
  minimum: 10,
  runbook: { meaning: 'Means.', impact: 'Hits.', diagnosis: 'Look.', mitigation: 'Mend.' },
  labels: { job: 'a' },
  feed: (value) => ({ 'load{job="a"}': () => value }),
};

const hour = 3600;
/** Up and down around 100 within a day: quiet at night, busy at noon. */
const season: Signal = ({ time }) => 100 - 80 * Math.cos((2 * Math.PI * time) / (24 * hour));
/** A little up and down, always the same. */
const jitter =
  (value: number): Signal =>
  ({ time }) =>
    value * (1 + 0.05 * Math.sin(time));

describe('an anomaly', () => {
  let tool: Tool | undefined;
  beforeAll(async () => {
    tool = await realPromtool('anomalies over a day');
  }, 180_000);

  /** What promtool finds wrong in a claim about when the alert fires, asked of all its rules together. */
  async function wrong(
    changes: Partial<Anomaly>,
    story: readonly Phase[],
    fires: Readonly<Record<`${number}m`, boolean>>,
  ) {
    if (tool === undefined) return [];
    const plan = planOf(shop({ rules: anomaly('load', { ...definition, ...changes }) }));
    const groups = plan.groups.filter(({ name }) => name.startsWith('anomaly-'));
    const rules = new Map(groups.map((group) => [`rules/${group.name}.yml`, yaml(ruleFile(group, plan.stack))]));
    const test = {
      rule_files: groups.map(({ name }) => `../rules/${name}.yml`),
      evaluation_interval: '4m',
      group_eval_order: groups.map(({ name }) => name),
      tests: [
        {
          interval: '4m',
          input_series: Object.entries(phases(story, '4m')).map(([name, values]) => ({ series: name, values })),
          promql_expr_test: Object.entries(fires).map(([at, firing]) => ({
            expr: 'count(ALERTS{alertname="LoadAnomaly", alertstate="firing"}) or vector(0)',
            eval_time: at,
            exp_samples: [{ labels: '{}', value: firing ? 1 : 0 }],
          })),
        },
      ],
    };
    const input = { artifact: 'tests/anomaly.yml', path: 'tests/anomaly.yml', text: yaml(test) };
    return promtoolTestRules(tool, input, rules);
  }
  const load = (lasts: `${number}m`, signal: Signal): Phase => ({ lasts, series: { 'load{job="a"}': signal } });

  it('is seen when a level that was even trebles, and for at least an hour', async () => {
    const story = [load('1200m', jitter(100)), load('120m', jitter(300))];
    expect(await wrong({}, story, { '1196m': false, '1220m': true, '1260m': true })).toEqual([]);
  });

  it('is seen when a level falls to zero', async () => {
    const story = [load('1200m', jitter(100)), load('60m', () => 0)];
    expect(await wrong({}, story, { '1196m': false, '1220m': true })).toEqual([]);
  });

  it('is none when every day goes up and down', async () => {
    const quiet = { '2160m': false, '2400m': false, '2880m': false, '3240m': false };
    expect(await wrong({ past: 'season' }, [load('3360m', season)], quiet)).toEqual([]);
  });

  it('is seen in the night of a season when it is as busy as at noon', async () => {
    const story = [load('2880m', season), load('60m', () => 180)];
    expect(await wrong({ past: 'season' }, story, { '2876m': false, '2904m': true })).toEqual([]);
  });

  it('is none of something that hardly ever happens', async () => {
    const rare: Signal = ({ time }) => (time % (5 * hour) < 600 ? 8 : 0);
    expect(await wrong({}, [load('1500m', rare)], { '1204m': false, '1500m': false })).toEqual([]);
  });

  it('is none before enough of the past is known', async () => {
    const story = [load('600m', jitter(100)), load('60m', jitter(300))];
    expect(await wrong({}, story, { '640m': false })).toEqual([]);
  });

  it.each([
    ['a name that no file can have', 'Load!', {}],
    ['no minimum', 'load', { minimum: 0 }],
    ['a margin that hides a fall to zero', 'load', { margin: 1 }],
    ['no deviations', 'load', { deviations: 0 }],
    ['paging without a reason', 'load', { pages: ' ' }],
    ['zero for what is only unusual when it is high', 'load', { unusual: 'high', whenGone: 'zero' } as const],
  ])('cannot be watched with %s', (_, name, changes) => {
    expect(() => anomaly(name, { ...definition, ...changes })).toThrow(TypeError);
  });

  it('pages only where a reason says why', () => {
    const severity = (changes: Partial<Anomaly>) =>
      anomaly('load', { ...definition, ...changes })
        .flatMap(({ rules }) => rules)
        .flatMap((rule) => (rule.kind === 'alert' ? [rule.severity] : []));
    expect(severity({})).toEqual(['info']);
    expect(severity({ severity: 'warning' })).toEqual(['warning']);
    expect(severity({ pages: 'nobody can order' })).toEqual(['critical']);
  });
});
