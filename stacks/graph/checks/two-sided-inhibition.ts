import { inhibitionName, mutingOf } from '../inhibition.ts';
import { alwaysMatches, canMatch } from '../labels.ts';
import type { GraphCheck } from './check.ts';

/** NX911 */
export const twoSidedInhibition: GraphCheck = {
  code: 'NX911',
  name: 'two-sided-inhibition',
  severity: 'warning',
  title: 'An inhibition of which an alert that it mutes is a source as well.',
  why:
    'Since 0.30 Alertmanager remembers one source for all that agree in `equal`. If that is the alert itself, it is not muted, and nobody ' +
    'can say which one it is.',
  *run(graph, { stack }) {
    for (const [index, inhibition] of stack.inhibitions.entries()) {
      const found = mutingOf(inhibition, graph.alerts).pairs.find(
        ({ source, target }) =>
          canMatch([inhibition.source, inhibition.target], target) && !alwaysMatches(inhibition.target, source),
      );
      if (found === undefined) continue;
      yield {
        where: inhibitionName(index),
        written: { path: ['inhibitions', index] },
        message: `${found.target.name} is a source of it as well: it is left to chance whether ${found.source.name} mutes it`,
        fix: 'let no alert match both sides; isNot(…) takes the sources out of the targets',
      };
    }
  },
};
