import { type Graph, nodesOf } from '../graph.ts';
import type { GraphCheck } from './check.ts';

/** NX901 */
export const jobReadByNobody: GraphCheck = {
  code: 'NX901',
  name: 'job-read-by-nobody',
  severity: 'warning',
  title: 'A scrape job of which nobody reads anything but whether it answers.',
  why: 'Its samples are fetched, parsed and stored for nobody; often a rule or a panel asks for a job of another name.',
  *run(graph, { jobs, stack }) {
    if (graph.unreadable.length > 0) return;
    const read = readJobs(graph);
    for (const { name, keep = [], targets } of jobs) {
      // What is kept besides what is read is somebody's wish, written down where the job is.
      if (read.has(name) || keep.length > 0 || stack.unread[name] !== undefined) continue;
      const message = `of the job '${name}' nothing is read but 'up'`;
      const fix = `write an alert or a panel that reads it, remove it, or say why it is there: unread: { '${name}': '…' }`;
      const service = targets.map(({ labels }) => labels?.service).find((each) => each !== undefined);
      const path = name in stack.probes ? ['probes', name] : service === undefined ? undefined : ['services', service];
      yield { where: `job ${name}`, ...(path && { written: { path } }), message, fix };
    }
  },
};

/** The jobs of which an alert, a rule, a panel, a variable or an annotation can read something that the targets expose themselves. */
export function readJobs(graph: Graph): ReadonlySet<string> {
  const exposed = nodesOf(graph, 'metric').filter(({ made }) => made === 'scraped');
  const reads = exposed.flatMap(({ id }) => graph.into(id).filter(({ kind }) => kind === 'reads'));
  return new Set(reads.flatMap(({ jobs = [] }) => jobs));
}
