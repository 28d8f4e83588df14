import { type Duration, seconds } from '../duration.ts';
import type { Problem } from '../problem.ts';
import type { Slo } from '../slo.ts';
import { sloBase, sloScrapeInterval } from '../slo-series.ts';
import { errorBudget, sloTiers, sloWindow, type Tier } from '../slo-tiers.ts';
import type { Stack } from '../stack.ts';

type Path = readonly (string | number)[];
/** Where in the definition a part of an SLO stands. */
type At = (...rest: Path) => Path;

/** NX140: an objective that no SLO can have, or that makes a pair of windows that can never fire. NX141: windows that cannot be. */
export function checkObjective(slo: Slo, stack: Stack, at: At): Problem[] {
  const objective = objectiveProblems(slo.objective, at);
  const windows = windowProblems(slo, stack, at);
  // A burn rate is known once the objective and the windows are.
  return objective.length + windows.length > 0 ? [...objective, ...windows] : tierProblems(slo, stack, at);
}

function objectiveProblems(objective: unknown, at: At): Problem[] {
  const refuse = (message: string, fix: string): Problem[] => [{ code: 'NX140', path: at('objective'), message, fix }];
  const valid = typeof objective === 'number' && Number.isFinite(objective) && objective > 0 && objective < 100;
  if (objective === 100)
    return refuse('an objective of 100 % leaves no error budget, so that every failure is a breach', 'promise 99.99');
  if (!valid) return refuse(`${String(objective)} is not a share in percent`, 'write a number below 100, like 99.9');
  if (objective < 1)
    return refuse(`${objective} would allow nearly everything to fail`, `write percent: ${objective * 100}`);
  return [];
}

function windowProblems(slo: Slo, stack: Stack, at: At): Problem[] {
  const window = sloWindow(slo);
  const { retention } = stack.prometheus;
  if (seconds(window) <= seconds(retention.time)) return [];
  const message = `a window of ${window} is longer than Prometheus keeps samples in ${stack.environment}: ${retention.time}`;
  const fix = `use at most ${retention.time}, or keep samples for longer: prometheus.retention.time`;
  return [{ code: 'NX141', path: at('window'), message, fix }];
}

function tierProblems(slo: Slo, stack: Stack, at: At): Problem[] {
  const tiers = sloTiers(slo);
  if (tiers.length === 0) {
    const fix = 'leave out what is not wanted of the dashboards instead, or keep one pair of windows';
    return [{ code: 'NX141', path: at('tiers'), message: 'no pair of windows is left, so nobody would be told', fix }];
  }
  return [...tiers.flatMap((tier) => pairProblems(tier, slo, stack, at)), ...delayProblems(tiers, at)];
}

function pairProblems(tier: Tier, slo: Slo, stack: Stack, at: At): Problem[] {
  const { name, long, short, budget, factor, bound } = tier;
  const path = at('tiers', name);
  const window = (message: string, fix: string, key?: string): Problem[] => [
    { code: 'NX141', path: key === undefined ? path : [...path, key], message, fix },
  ];
  const shorter = (a: Duration, b: Duration) => seconds(a) < seconds(b);
  if (!(Number.isFinite(budget) && budget > 0 && budget < 100))
    return window(`${budget} is not a share of the budget in percent`, 'write a number below 100, like 5', 'budget');
  if (!shorter(long, sloWindow(slo)))
    return window(
      `the long window of '${name}' is ${long}, and the SLO is about ${sloWindow(slo)} in all`,
      `give it a shorter one, or leave it out: tiers: { ${name}: { off: '…' } }`,
    );
  if (!shorter(short, long))
    return window(`the short window ${short} is not shorter than ${long}`, 'use a twelfth of it');
  const base = sloBase(slo, stack);
  if (shorter(short, base)) {
    const why =
      base === '5m'
        ? `the rates that it is added up from look back ${base}`
        : `what it counts is scraped every ${sloScrapeInterval(slo, stack)} s, so that rates look back ${base}`;
    return window(`the short window of '${name}' is ${short}, but ${why}`, `use at least ${base}`);
  }
  if (bound < 1) return [];
  const share = Number((bound * 100).toPrecision(3));
  const message = `'${name}' waits for ${factor} times the error budget of ${errorBudget(slo.objective)}: ${share} % of failures, which never happens`;
  const most = Math.floor((seconds(long) / seconds(sloWindow(slo)) / errorBudget(slo.objective)) * 1000) / 10;
  const fix = `let it fire when less of the budget is gone: tiers: { ${name}: { budget: ${Number((most * 0.8).toPrecision(2))} } }, or leave it out`;
  return [{ code: 'NX140', path, message, fix }];
}

/** One alert has one delay. */
function delayProblems(tiers: readonly Tier[], at: At): Problem[] {
  return tiers.flatMap((tier, index): Problem[] => {
    const first = tiers.find(({ severity }) => severity === tier.severity);
    if (first === undefined || tiers.indexOf(first) === index || first.for === tier.for) return [];
    const message = `'${tier.name}' waits ${tier.for} and '${first.name}' ${first.for}, but both are one alert of severity ${tier.severity}`;
    return [{ code: 'NX141', path: at('tiers', tier.name, 'for'), message, fix: `use ${first.for} for both` }];
  });
}
