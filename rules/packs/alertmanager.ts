import type { RulePack, Stack } from '../../stacks/model/index.ts';
import { cluster } from './alertmanager/cluster.ts';
import { delivery } from './alertmanager/delivery.ts';

/** Alertmanager: whether people are told. */
export function alertmanager(stack: Stack): RulePack[] {
  return [delivery(stack), ...cluster(stack)];
}
