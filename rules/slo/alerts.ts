import { type Expression, promql } from '../../promql/index.ts';
import {
  type AlertDefinition,
  decimal,
  errorBudget,
  type Severity,
  type Slo,
  seconds,
  sloInterval,
  sloTiers,
  type Tier,
} from '../../stacks/model/index.ts';
import { alert } from '../alert.ts';
import { type Bounded, burnScenarios, tellable } from './alert-scenarios.ts';
import { pascal } from './names.ts';
import { nativeIsUnknown, type SloFacts } from './records.ts';
import { stretch } from './sample.ts';
import { descriptionOf, runbookOf, summaryOf } from './texts.ts';
import { unnoticedMistakes } from './unnoticed.ts';

const endings: Readonly<Record<Severity, string>> = {
  critical: 'BudgetBurnFast',
  warning: 'BudgetBurnSlow',
  info: 'BudgetBurnNoted',
};
const slothSeverities: Readonly<Record<Severity, string>> = { critical: 'page', warning: 'ticket', info: 'ticket' };

/** The alerts of an SLO: one for each severity, which looks at all pairs of windows that have it. */
export function burnAlerts(facts: SloFacts): AlertDefinition[] {
  const tiers = sloTiers(facts.slo).map((tier): Bounded => ({ ...tier, least: leastEvents(facts.slo, tier) }));
  const severities = [...new Set(tiers.map(({ severity }) => severity))];
  return severities.map((severity) =>
    burnAlert(
      facts,
      severity,
      tiers.filter((tier) => tier.severity === severity),
    ),
  );
}

function burnAlert(facts: SloFacts, severity: Severity, tiers: readonly Bounded[]): AlertDefinition {
  const { name, slo } = facts;
  const expr = condition(facts, tiers);
  const unnoticed = unnoticedMistakes(expr, (changed, change) => tooSlow(facts, tiers, changed, change));
  return alert(alertName(facts, severity), {
    expr,
    for: tiers[0]?.for ?? '0s',
    severity,
    labels: {
      slo: name,
      // Those of the same values of `by` mute each other, by an inhibition of their own.
      ...(slo.by === undefined && { symptom: `error-budget-${name}` }),
      ...(slo.team && { team: slo.team }),
      ...(facts.names.windowRecorded && { sloth_severity: slothSeverities[severity] }),
    },
    summary: summaryOf(facts, severity),
    description: descriptionOf(facts),
    runbook: runbookOf(facts, severity),
    scenarios: (numbers) => burnScenarios(facts, tiers, numbers),
    unnoticed,
    ...(slo.kind === 'latency' && slo.native && { ignore: nativeIsUnknown('NX546') }),
  });
}

function alertName({ name, slo }: SloFacts, severity: Severity): string {
  if (typeof slo.names !== 'object') return `${pascal(name)}${endings[severity]}`;
  const ending = { critical: '', warning: 'Ticket', info: 'Note' }[severity];
  return `${slo.names.sloth.alertName}${ending}`;
}

/** Any pair of windows of which both are over their bound, as a burn rate. */
function condition(facts: SloFacts, tiers: readonly Bounded[]): Expression {
  const [first, ...others] = tiers.map((tier) => pair(facts, tier));
  const any = others.reduce(
    (all, other) => promql`${all}
or
${other}`,
    first ?? promql`vector(0) > 1`,
  );
  return promql`(
${any}
) / ${errorBudget(facts.slo.objective)}`;
}

function pair({ names, share, errors }: SloFacts, { long, short, bound, least }: Bounded): Expression {
  const matching = names.windowRecorded ? `ignoring (${names.windowLabel})` : '';
  const both = promql`${share(long)} > ${bound}
  and ${matching}
  ${share(short)} > ${bound}`;
  const enough =
    least === undefined
      ? both
      : promql`${both}
  and ${matching}
  sum_over_time(${errors}[${long}]) * ${seconds(sloInterval)} >= ${least}`;
  return names.windowRecorded ? enough : promql`label_replace(${enough}, "${names.windowLabel}", "${long}", "", "")`;
}

/**
 * How many bad events there have to be in the long window. A share of at least so many events per second is over a bound exactly when
 * the share itself is, and so is that of the least events: e / max(r, f) > b where e / r > b and e / f > b.
 */
function leastEvents(slo: Slo, { bound, long }: Tier): number | undefined {
  if (slo.kind === 'probe' || slo.kind === 'freshness' || 'none' in slo.lowTraffic) return undefined;
  if ('atLeast' in slo.lowTraffic) return slo.lowTraffic.atLeast;
  return decimal(bound * slo.lowTraffic.floor * seconds(long));
}

/** A bound that is a tenth higher. */
function stricter({ bound }: Tier): number {
  return decimal(bound * 1.1);
}

/** Whether the next share above the bound that the scenarios can have is not above a stricter bound. */
function isNear({ told: { sample } }: SloFacts, tier: Tier): boolean {
  const { all, bad } = stretch(sample, 1, tier.bound * 1.02, 'up', sample.perMinute(1));
  return bad / all <= stricter(tier);
}

/** Windows of hours cannot be told apart within the time that a test of a rule may take. */
function tooSlow(facts: SloFacts, tiers: readonly Tier[], changed: string, change: string): string | undefined {
  const { names, told, slo } = facts;
  const reason = 'tests of rules take an hour at most; that these windows are told apart is tested with Narthex itself';
  if (/^\[.+\] becomes/.test(change)) return reason;
  const divisor = String(errorBudget(slo.objective));
  for (const tier of tiers) {
    if (tellable(tier) && !told.sample.coarse) continue;
    if (!changed.endsWith(`/ ${divisor}`)) continue;
    const looser = change.startsWith(`${tier.bound} becomes ${decimal(tier.bound * 0.9)}`);
    const coarse =
      told.sample.coarse && change.startsWith(`${tier.bound} becomes ${stricter(tier)}`) && !isNear(facts, tier);
    const reads = (window: string) => changed.includes(`${names.ratio(window as Tier['long']).name}{`);
    const dropped = /side of 'and' is dropped/.test(change) && reads(tier.long) !== reads(tier.short);
    if (looser || coarse || (dropped && !tellable(tier))) return reason;
  }
  return undefined;
}
