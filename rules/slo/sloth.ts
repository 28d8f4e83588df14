import { promql } from '../../promql/index.ts';
import {
  type Duration,
  errorBudget,
  type RecordingRule,
  seconds,
  sloTiers,
  sloWindow,
} from '../../stacks/model/index.ts';
import { windowsOf } from './names.ts';
import { afterUnlikeHours, shareOf } from './record-scenarios.ts';
import type { SloFacts } from './records.ts';

/** What Sloth records of an SLO besides the shares, under its names and labels. */
export function slothRecords(facts: SloFacts): RecordingRule[] {
  const { slo } = facts;
  const { record, burn } = recorders(facts);
  const budget = errorBudget(slo.objective);
  const window = sloWindow(slo);
  const days = seconds(window) / 86_400;
  const shortest = windowsOf(slo, sloTiers(slo))[0] ?? window;
  const constant = (name: string, expr: RecordingRule['expr'], title: string, value: number) =>
    record(name, expr, { scenarios: [{ title, series: {}, at: '5m', samples: [{ value }] }] });
  return [
    constant('slo:objective:ratio', promql`vector(1 - ${budget})`, 'is the promise as a share', 1 - budget),
    constant('slo:error_budget:ratio', promql`vector(${budget})`, 'is the share that may fail', budget),
    constant('slo:time_period:days', promql`vector(${days})`, 'is the time that it is about', days),
    burn('slo:current_burn_rate:ratio', shortest, 'is 1 when the budget lasts for the whole period'),
    {
      ...constant('sloth_slo_info', promql`vector(1)`, 'is 1, and says what the SLO is', 1),
      labels: {
        ...facts.names.identity,
        sloth_mode: 'narthex',
        sloth_objective: String(slo.objective),
        sloth_spec: 'narthex',
      },
      ignore: [{ check: 'NX536', reason: 'dashboards made for Sloth look for this name' }],
    },
  ];
}

/** What Sloth records of the whole period. */
export function slothPeriodRecords(facts: SloFacts): RecordingRule[] {
  const { slo, names, told } = facts;
  const { record, burn } = recorders(facts);
  const budget = errorBudget(slo.objective);
  const window = sloWindow(slo);
  const spent = shareOf(window, undefined);
  return [
    burn('slo:period_burn_rate:ratio', window, 'is the share of the budget that is spent'),
    record('slo:period_error_budget_remaining:ratio', promql`1 - slo:period_burn_rate:ratio{${names.selector}}`, {
      labels: { sloth_window: window },
      scenarios: [
        afterUnlikeHours(told, 'is what is left of the budget', (base, minute) => 1 - spent(base, minute) / budget),
      ],
    }),
  ];
}

function recorders({ slo, names, told, share, counted }: SloFacts) {
  const { identity } = names;
  const budget = errorBudget(slo.objective);
  const shortest = windowsOf(slo, sloTiers(slo))[0];
  const record = (name: string, expr: RecordingRule['expr'], more: Pick<RecordingRule, 'scenarios' | 'labels'>) => ({
    kind: 'recording' as const,
    name,
    expr,
    ...more,
    labels: { ...identity, ...more.labels },
  });
  const burn = (name: string, over: Duration, title: string) => {
    const of = shareOf(over, over === shortest ? counted.base : undefined);
    return record(name, promql`${share(over)} / ${budget}`, {
      labels: { sloth_window: over },
      scenarios: [afterUnlikeHours(told, title, (base, minute) => of(base, minute) / budget)],
    });
  };
  return { record, burn };
}
