import type { Inhibition } from '../../model/index.ts';
import type { SentAlert } from '../graph.ts';
import { inhibitionName, isBuiltIn, mutingOf } from '../inhibition.ts';
import { canCarry } from '../labels.ts';
import type { GraphCheck, GraphRemark } from './check.ts';

/** NX904 */
export const idleInhibition: GraphCheck = {
  code: 'NX904',
  name: 'idle-inhibition',
  severity: 'error',
  title:
    'An inhibition that no alert can set off, that mutes no alert, or that compares a label which its alerts do not have.',
  why:
    'It was written for a night with one cause and forty pages, and does nothing then. A label in `equal` that neither side has is worse: ' +
    'Alertmanager takes two missing labels for equal, and everything is muted.',
  *run(graph, { stack }) {
    for (const [index, inhibition] of stack.inhibitions.entries()) {
      if (isBuiltIn(inhibition)) continue;
      const written = { path: ['inhibitions', index] };
      for (const remark of remarks(inhibition, inhibitionName(index), graph.alerts)) yield { ...remark, written };
    }
  },
};

function* remarks(inhibition: Inhibition, where: string, alerts: readonly SentAlert[]): Generator<GraphRemark> {
  const { sources, targets, pairs } = mutingOf(inhibition, alerts);
  const fix = 'correct the matchers, or remove the inhibition';
  if (sources.length === 0) yield { where, message: 'no alert can be the source', fix };
  if (targets.length === 0) yield { where, message: 'no alert can be the target', fix };
  if (sources.length === 0 || targets.length === 0) return;
  const missing = inhibition.equal.flatMap((label): GraphRemark[] => {
    const sides = { source: sources, target: targets };
    const without = Object.entries(sides).filter(([, side]) => !side.some((alert) => canCarry(alert, label)));
    if (without.length === 0) return [];
    const who = without.map(([side]) => `no ${side}`).join(' and ');
    const message = `${who} can carry the label '${label}' that has to be equal`;
    return [{ where, message, fix: 'name a label that both sides carry, or leave it out' }];
  });
  yield* missing;
  if (missing.length > 0 || pairs.length > 0) return;
  const message =
    inhibition.equal.length === 0
      ? 'every source is a target as well, and none of those mutes another'
      : `no source and target can agree in ${inhibition.equal.map((label) => `'${label}'`).join(', ')}`;
  yield { where, message, fix };
}
