import type { MetricSet } from '@narthex/instrumentation';
import type { Plan } from '../../stacks/model/index.ts';

/** Says of a query whether it reads what nobody exposes here. */
export type ReadsLeftOut = (expr: string) => boolean;

/**
 * Says of a query whether it reads what only parts expose that do not run here, itself or through recording rules: then it has no data, and
 * no dashboard is to blame.
 */
export function readsLeftOut(
  plan: Pick<Plan, 'sources' | 'groups'>,
  leftOut: Readonly<Record<string, string>>,
): ReadsLeftOut {
  const exposed = exposures(plan, leftOut);
  const missing = onlyMissing(exposed, ({ metrics }) => Object.values(metrics).map(({ name }) => name));
  const jobs = onlyMissing(exposed, ({ job }) => [job]);
  const reads = (expr: string) =>
    expr
      .split(/[^\w:]+/)
      .some((word) => missing.has(word) || missing.has(word.replace(/_(?:bucket|sum|count)$/, ''))) ||
    [...expr.matchAll(/\bjob=~?"([^"]*)"/g)].some(([, job = '']) => jobs.has(job));
  const records = plan.groups.flatMap(({ rules }) => rules.filter((rule) => rule.kind === 'recording'));
  const names = new Set(records.map(({ name }) => name));
  // Records read records; each round finds those of one more step.
  for (let before = -1; before < missing.size; ) {
    before = missing.size;
    for (const name of names) {
      if (records.every((record) => record.name !== name || reads(record.expr.text))) missing.add(name);
    }
  }
  return reads;
}

/** What the targets of one job expose, and whether they are there. */
interface Exposed {
  readonly job: string;
  readonly metrics: MetricSet;
  readonly missing: boolean;
}

function exposures({ sources }: Pick<Plan, 'sources'>, leftOut: Readonly<Record<string, string>>): Exposed[] {
  return sources.flatMap(({ job, exposes }) =>
    exposes.flatMap(({ targets, metrics }) =>
      targets.map((target) => {
        const part = job.kind === 'probe' ? job.prober : 'part' in target ? target.part : undefined;
        return { job: job.name, metrics, missing: part !== undefined && leftOut[part] !== undefined };
      }),
    ),
  );
}

/** What those that are missing have, and nobody else. */
function onlyMissing(exposed: readonly Exposed[], of: (each: Exposed) => readonly string[]): Set<string> {
  const there = new Set(exposed.filter(({ missing }) => !missing).flatMap(of));
  return new Set(
    exposed
      .filter(({ missing }) => missing)
      .flatMap(of)
      .filter((name) => !there.has(name)),
  );
}
