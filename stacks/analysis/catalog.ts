import { seriesOf } from '@narthex/instrumentation';
import type { Catalog, Expr, Expression, LabelFacts, Series, SeriesSource } from '../../promql/index.ts';
import { alertLabels } from '../../rules/index.ts';
import {
  type Exposure,
  type JobSource,
  type Plan,
  type ProbeTarget,
  type RuleGroup,
  type ScrapeTarget,
  seconds,
} from '../model/index.ts';
import { type RuleSource, withRules } from './recorded.ts';
import { seriesOfMetric, type TargetFacts, targetSeries } from './series.ts';

/** What the catalog needs to know of a plan. */
export type Sources = Pick<Plan, 'sources' | 'groups' | 'stack' | 'workloads'>;

/** Parses an expression; `undefined` where Prometheus would refuse it, which a check says elsewhere. */
export type Parse = (expression: Expression) => Expr | undefined;

/**
 * Everything that the Prometheus of a stack holds: what its jobs bring and store, what its rules record, and what Prometheus writes
 * itself. It is closed: what nobody declared is not there.
 */
export function stackCatalog(plan: Sources, parse: Parse): Catalog {
  const scraped = plan.sources.flatMap((source) => sourceSeries(source, plan));
  return withRules(scraped, ruleSources(plan, parse), true);
}

function sourceSeries(source: JobSource, plan: Sources): Series[] {
  const { job, exposes, stored } = source;
  const kept = stored === 'all' ? undefined : new Set(stored);
  const origin: SeriesSource = { kind: 'scrape', job: job.name, interval: seconds(job.interval) };
  return exposes.flatMap((exposure) => {
    const facts: TargetFacts = {
      labels: targetLabels(exposure, source, plan),
      source: origin,
      honorLabels: job.kind === 'metrics' && job.speaksForOthers === true,
    };
    // Of hundreds of metrics few are stored, and only those are looked at closer.
    const metrics = Object.values(exposure.metrics).filter(
      (metric) => kept === undefined || seriesOf(metric).some((name) => kept.has(name)),
    );
    const own = metrics.flatMap((metric) => seriesOfMetric(metric, facts));
    const wanted = kept === undefined ? own : own.filter(({ name }) => kept.has(name));
    return exposure.pushedBy === undefined ? [...wanted, ...targetSeries(facts)] : wanted;
  });
}

/** The labels that Prometheus puts on every series of these targets. */
function targetLabels({ targets, pushedBy }: Exposure, { job }: JobSource, plan: Sources): Map<string, LabelFacts> {
  const labels = new Map<string, LabelFacts>([['job', one(pushedBy ?? job.name)]]);
  if (pushedBy !== undefined) return labels;
  labels.set('instance', {
    always: true,
    ...(targets.every((target) => isSingle(target, plan)) && {
      values: new Set(targets.map(({ instance }) => instance)),
    }),
  });
  if (job.kind === 'probe') labels.set('prober_module', one(job.module));
  for (const name of new Set(targets.flatMap((target) => Object.keys(target.labels ?? {})))) {
    const values = targets.map((target) => target.labels?.[name]);
    const given = values.filter((value) => value !== undefined);
    labels.set(name, { always: given.length === values.length, values: new Set(given) });
  }
  return labels;
}

function one(value: string): LabelFacts {
  return { always: true, values: new Set([value]) };
}

/** Whether a target is one instance wherever the stack runs: a cluster makes several of what has replicas, one per node, or is not ours. */
function isSingle(target: ScrapeTarget | ProbeTarget, { workloads }: Sources): boolean {
  const workload = workloads.find(({ name }) => name === target.part);
  if (workload !== undefined) return workload.replicas <= 1 && !workload.perHost;
  return !('kubernetes' in target && target.kubernetes !== undefined);
}

/** The rules of a plan, group by group, as the makers of series. */
function ruleSources(plan: Sources, parse: Parse): RuleSource[] {
  const evaluation = seconds(plan.stack.prometheus.interval);
  return plan.groups.flatMap((group) => {
    const interval = group.interval === undefined ? evaluation : seconds(group.interval);
    return group.rules.map((rule) => ({
      kind: rule.kind,
      name: rule.name,
      labels: labelsOf(rule, plan),
      group: group.name,
      interval,
      expr: parse(rule.expr),
    }));
  });
}

function labelsOf(rule: RuleGroup['rules'][number], { stack }: Sources): Readonly<Record<string, string>> {
  return rule.kind === 'alert' ? alertLabels(rule, stack) : (rule.labels ?? {});
}
