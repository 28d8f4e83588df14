import { nodeId, readersOf } from '../graph.ts';
import type { GraphCheck } from './check.ts';

/** NX900 */
export const seriesReadByNobody: GraphCheck = {
  code: 'NX900',
  name: 'series-read-by-nobody',
  severity: 'warning',
  title: 'A recorded series that no alert, rule or panel reads.',
  why: 'It is computed at every evaluation and stored for nobody; usually its reader was renamed or removed.',
  *run(graph, { stack, groups }) {
    if (graph.unreadable.length > 0) return;
    for (const { name: group, rules } of groups) {
      for (const { kind, name, expr } of rules) {
        if (kind !== 'recording' || stack.unread[name] !== undefined) continue;
        if (readersOf(graph, nodeId('metric', name)).length > 0) continue;
        yield {
          where: `recording rule ${name} (group ${group})`,
          file: `rules/${group}.yml`,
          written: { expression: expr },
          message: `nobody reads the recorded series '${name}'`,
          fix: `remove the rule, read it, or say why it is there: unread: { '${name}': '…' }`,
        };
      }
    }
  },
};
