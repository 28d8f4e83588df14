import { unknownNameFix } from '../../model/index.ts';
import { nodesOf, readersOf } from '../graph.ts';
import type { GraphCheck } from './check.ts';
import { readJobs } from './job-read-by-nobody.ts';

/** NX908 */
export const staleReason: GraphCheck = {
  code: 'NX908',
  name: 'stale-reason',
  severity: 'warning',
  title: "A reason in 'unread' for something that is not there, or that somebody reads.",
  why: 'It hides the next finding of that name.',
  everywhere: true,
  *run(graph, { stack, jobs }) {
    if (graph.unreadable.length > 0) return;
    const series = nodesOf(graph, 'metric').filter(({ made }) => made === 'recorded');
    const read = readJobs(graph);
    const known = [...jobs, ...series].map(({ name }) => name);
    const needed = new Set([
      ...series.filter(({ id }) => readersOf(graph, id).length === 0).map(({ name }) => name),
      ...jobs.map(({ name }) => name).filter((name) => !read.has(name)),
    ]);
    for (const [name, reason] of Object.entries(stack.unread)) {
      const where = `unread['${name}']`;
      const written = { path: ['unread', name] };
      if (!known.includes(name)) {
        const message = `there is no job and no recorded series '${name}'`;
        yield { where, written, message, fix: unknownNameFix(name, known) };
      } else if (!needed.has(name)) {
        yield {
          where,
          written,
          message: `'${name}' has a reason for being unread, and somebody reads it`,
          fix: 'remove it',
        };
      } else if (String(reason).trim() === '') {
        yield {
          where,
          written,
          message: `'${name}' is unread without a reason`,
          fix: 'write the reason, one sentence',
        };
      }
    }
  },
};
