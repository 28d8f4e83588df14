import { catalogOf, type LabelFacts, type Series, walk } from '../../../promql/index.ts';
import type { Plan, ProbeTarget, ScrapeJob, ScrapeTarget } from '../../model/index.ts';
import type { Graph } from '../graph.ts';
import { type ReadSelector, selectorsOf, seriesMet } from '../reads.ts';
import type { GraphCheck } from './check.ts';

/** The alerts that watch services unless a stack leaves them out, for which it gives a reason. */
const builtIn: Readonly<Record<ScrapeJob['kind'], string>> = { metrics: 'InstanceDown', probe: 'ProbeFailed' };

/** NX906 */
export const unwatchedService: GraphCheck = {
  code: 'NX906',
  name: 'unwatched-service',
  severity: 'error',
  title: 'A service with metrics or a probe, and no alert that fires when it stops answering.',
  why: 'It is down, everything that is known of it shows that, and nobody is told.',
  *run(graph, plan) {
    if (graph.unreadable.length > 0) return;
    const selectors = valueSelectors(graph);
    for (const service of Object.keys(plan.stack.services)) {
      const places = placesOf(service, plan);
      if (places.length === 0 || places.some((place) => isWatched(place, selectors, plan))) continue;
      const message = `no alert reads 'up' or 'probe_success' of the service '${service}'`;
      const written = { path: ['services', service] };
      yield { where: `service ${service}`, written, message, fix: `let an alert match up{service="${service}"}` };
    }
  },
};

interface Place {
  readonly job: ScrapeJob;
  readonly target: ScrapeTarget | ProbeTarget;
}

/** Where Prometheus or a prober reads a service. */
function placesOf(service: string, { jobs }: Plan): Place[] {
  return jobs.flatMap((job) =>
    job.targets.filter((target) => target.labels?.service === service).map((target) => ({ job, target })),
  );
}

/** Functions that answer the same for a target that is down all the time as for one that is up. */
const indifferent = new Set(['changes', 'resets', 'count_over_time', 'present_over_time', 'timestamp']);

/** What alerts read for its value: `absent(up)` says nothing of a target that is down. */
function valueSelectors({ alerts }: Graph): ReadSelector[] {
  return alerts.flatMap(({ expression: { result } }) => {
    if (!('expr' in result)) return [];
    const parts = [...walk(result.expr)];
    const ignored = new Set(
      parts.flatMap((part) => (part.kind === 'Call' && indifferent.has(part.func) ? [...walk(part)] : [])),
    );
    return selectorsOf(result.expr).filter(({ absent, selector }) => !absent && !ignored.has(selector));
  });
}

function isWatched({ job, target }: Place, selectors: readonly ReadSelector[], { stack }: Plan): boolean {
  const left = stack.alerts[builtIn[job.kind]];
  if (left !== undefined && 'off' in left) return true;
  // That the prober answers says nothing of what it probes.
  const catalog = catalogOf([answer(job, target)], true);
  return selectors.some(({ selector }) => seriesMet(selector, catalog).length > 0);
}

/** The series that says whether this target answers. */
function answer(job: ScrapeJob, { instance, labels = {} }: Place['target']): Series {
  const module = job.kind === 'probe' ? { prober_module: job.module } : {};
  const all = Object.entries({ ...labels, job: job.name, instance, ...module });
  return {
    name: job.kind === 'probe' ? 'probe_success' : 'up',
    kind: 'gauge',
    unit: undefined,
    bounds: { min: 0, max: 1 },
    labels: new Map(
      all.map(([name, value]): [string, LabelFacts] => [name, { always: true, values: new Set([value]) }]),
    ),
    closed: true,
    key: all.map(([name]) => name),
    source: { kind: 'scrape', job: job.name, interval: 0 },
  };
}
