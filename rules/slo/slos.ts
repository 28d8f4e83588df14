import { type Duration, type RulePack, type Stack, sloInterval, sloWindow } from '../../stacks/model/index.ts';
import { burnAlerts } from './alerts.ts';
import {
  budgetRecords,
  leftRecords,
  ofRecorded,
  type SloFacts,
  shareRecord,
  shareRecords,
  sloFacts,
} from './records.ts';
import { slothPeriodRecords, slothRecords } from './sloth.ts';

/**
 * How often a share over weeks is recorded, which looks at each minute of them: seldom, but even if one evaluation fails within the five
 * minutes after which a series is gone.
 */
const periodInterval: Duration = '2m';

/**
 * The rules of every SLO of a stack, each in a group of its own: what is recorded and what is compared with it are evaluated one after
 * the other, so that no number is older than another. Only what is left of the budget, which no alert asks for, is a group that is
 * evaluated less often.
 */
export function slos(stack: Stack): RulePack[] {
  return Object.entries(stack.slos).flatMap(([name, slo]) => packsOf(`slo-${name}`, sloFacts(name, slo, stack)));
}

function packsOf(name: string, facts: SloFacts): RulePack[] {
  const isSloth = facts.names.windowRecorded;
  const budget = isSloth ? slothRecords : budgetRecords;
  const left = isSloth ? slothPeriodRecords : leftRecords;
  const period = ofRecorded(facts);
  return [
    {
      name,
      interval: sloInterval,
      rules: [...shareRecords(facts), ...budget(facts), ...burnAlerts(facts)],
    },
    {
      name: `${name}-period`,
      interval: periodInterval,
      // The scenarios look at single minutes.
      testedEvery: sloInterval,
      rules: [shareRecord(sloWindow(facts.slo), period), ...left(period)],
    },
  ];
}
