import { type MetricDefinition, seriesOf } from '@narthex/instrumentation';
import type { Catalog } from '../../promql/index.ts';
import type { ParsedExpression, StackExpression } from '../analysis/index.ts';
import type { Plan } from '../model/index.ts';
import { type GraphEdge, type GraphNode, nodeId, type SentAlert } from './graph.ts';
import { inhibitionName, mutingOf } from './inhibition.ts';
import { selectorsOf, seriesMet } from './reads.ts';
import { outcomes } from './routing.ts';

/** The node of what an expression stands in. */
function readerId({ usage }: StackExpression): string {
  if (usage.kind === 'recording') return nodeId('rule', `${usage.group}/${usage.name}`);
  if (usage.kind === 'query') return nodeId('panel', usage.name);
  if (usage.kind === 'runbook') return nodeId('runbook', usage.name.split(' / ')[0] ?? '');
  return nodeId(usage.kind, usage.kind === 'alert' ? usage.name : usage.name.replace(' / ', '/'));
}

/** What jobs expose and read, and the services behind their targets. */
export function exposeEdges({ sources, stack }: Plan, metrics: readonly GraphNode[]): GraphEdge[] {
  const aboutTargets = metrics.filter(({ made, about }) => made === 'by Prometheus' && about === 'about every target');
  return sources.flatMap(({ job, exposes, stored }) => {
    const from = nodeId('job', job.name);
    const isStored = (metric: MetricDefinition) =>
      stored === 'all' || seriesOf(metric).some((name) => stored.includes(name));
    return [
      ...exposes.flatMap((exposure) =>
        Object.values<MetricDefinition>(exposure.metrics).map(
          (metric): GraphEdge => ({
            ...{ from, to: nodeId('metric', metric.name), kind: 'exposes' },
            stored: isStored(metric),
          }),
        ),
      ),
      ...aboutTargets.map(({ id }): GraphEdge => ({ from, to: id, kind: 'exposes', stored: true })),
      ...job.targets.flatMap(({ instance, labels }): GraphEdge[] => {
        const to = nodeId('target', `${job.name}/${instance}`);
        const service = labels?.service;
        const own = service !== undefined && service in stack.services;
        return [
          { from, to, kind: 'reads' },
          ...(own ? [{ from: nodeId('service', service), to, kind: 'exposes' as const }] : []),
        ];
      }),
    ];
  });
}

/** What recording rules make. */
export function recordEdges({ groups }: Plan): GraphEdge[] {
  return groups.flatMap(({ name: group, rules }) =>
    rules.flatMap(({ kind, name }): GraphEdge[] =>
      kind === 'recording'
        ? [{ from: nodeId('rule', `${group}/${name}`), to: nodeId('metric', name), kind: 'records' }]
        : [],
    ),
  );
}

/** What an expression reads; of `ALERTS` also the alerts that it can be about. */
export function readEdges(each: ParsedExpression, catalog: Catalog, metrics: readonly GraphNode[]): GraphEdge[] {
  if ('error' in each.result) return [];
  const from = readerId(each);
  const idOf = metricIds(metrics);
  const read = new Map<string, Set<string>>();
  const note = (to: string | undefined, jobs: readonly string[]): void => {
    if (to === undefined) return;
    const known = read.get(to) ?? new Set();
    for (const job of jobs) known.add(job);
    read.set(to, known);
  };
  for (const { selector } of selectorsOf(each.result.expr)) {
    for (const { name, source, labels } of seriesMet(selector, catalog)) {
      note(idOf.get(name), source.kind === 'scrape' ? [source.job] : []);
      if (source.kind !== 'prometheus') continue;
      for (const alert of labels.get('alertname')?.values ?? []) note(nodeId('alert', alert), []);
    }
  }
  return [...read].map(([to, jobs]) => ({ from, to, kind: 'reads', ...(jobs.size > 0 && { jobs: [...jobs].sort() }) }));
}

const remembered = new WeakMap<readonly GraphNode[], ReadonlyMap<string, string>>();

/** The metrics by the names of their series. */
function metricIds(metrics: readonly GraphNode[]): ReadonlyMap<string, string> {
  const known = remembered.get(metrics);
  if (known !== undefined) return known;
  const ids = new Map(metrics.flatMap(({ id, series = [] }) => series.map((name): [string, string] => [name, id])));
  remembered.set(metrics, ids);
  return ids;
}

/** Whom alerts reach. */
export function routeEdges({ stack }: Plan, alerts: readonly SentAlert[]): GraphEdge[] {
  return alerts.flatMap((alert) =>
    outcomes(alert, stack).flatMap(({ receivers }) =>
      receivers.map((name): GraphEdge => ({ from: alert.id, to: nodeId('receiver', name), kind: 'routes-to' })),
    ),
  );
}

/** Which alerts mute which. */
export function muteEdges({ stack }: Plan, alerts: readonly SentAlert[]): GraphEdge[] {
  return stack.inhibitions.flatMap((inhibition, index) => {
    const id = nodeId('inhibition', inhibitionName(index));
    return mutingOf(inhibition, alerts).pairs.flatMap(({ source, target }): GraphEdge[] => [
      { from: source.id, to: target.id, kind: 'mutes', by: id },
      { from: id, to: target.id, kind: 'mutes' },
    ]);
  });
}
