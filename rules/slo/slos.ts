import { type RulePack, type Stack, sloInterval } from '../../stacks/model/index.ts';
import { burnAlerts } from './alerts.ts';
import { budgetRecords, shareRecords, sloFacts } from './records.ts';
import { slothRecords } from './sloth.ts';

/**
 * The rules of every SLO of a stack, each in a group of its own: what is recorded and what is compared with it are evaluated one after
 * the other, so that no number is older than another.
 */
export function slos(stack: Stack): RulePack[] {
  return Object.entries(stack.slos).map(([name, slo]) => {
    const facts = sloFacts(name, slo, stack);
    const budget = facts.names.windowRecorded ? slothRecords(facts) : budgetRecords(facts);
    return {
      name: `slo-${name}`,
      interval: sloInterval,
      rules: [...shareRecords(facts), ...budget, ...burnAlerts(facts)],
    };
  });
}
