import { type MetricDefinition, seriesOf } from '@narthex/instrumentation';
import type { Catalog } from '../../promql/index.ts';
import type { Plan } from '../model/index.ts';
import { type GraphNode, nodeId } from './graph.ts';
import { inhibitionName } from './inhibition.ts';

/** Everything but the metrics: services, jobs and their targets, rules, dashboards, receivers, inhibitions. */
export function partNodes(plan: Plan): GraphNode[] {
  return [
    ...Object.entries(plan.stack.services).map(
      ([name, { summary }]): GraphNode => ({ id: nodeId('service', name), kind: 'service', name, about: summary }),
    ),
    ...plan.jobs.flatMap(({ name, interval, targets }): GraphNode[] => [
      { id: nodeId('job', name), kind: 'job', name, about: `every ${interval}` },
      ...targets.map(({ instance }): GraphNode => {
        const id = nodeId('target', `${name}/${instance}`);
        return { id, kind: 'target', name: instance, within: nodeId('job', name) };
      }),
    ]),
    ...ruleNodes(plan),
    ...dashboardNodes(plan),
    ...Object.keys(plan.stack.receivers).map(
      (name): GraphNode => ({ id: nodeId('receiver', name), kind: 'receiver', name }),
    ),
    ...plan.stack.inhibitions.map((_, index): GraphNode => {
      const name = inhibitionName(index);
      return { id: nodeId('inhibition', name), kind: 'inhibition', name };
    }),
  ];
}

/** What jobs expose, what rules record, and what Prometheus writes itself. */
export function metricNodes({ sources, groups }: Plan, catalog: Catalog): GraphNode[] {
  const found = new Map<string, GraphNode>();
  const add = (name: string, series: readonly string[], made: GraphNode['made'] & string, about: string): void => {
    const known = found.get(name)?.series ?? [];
    const all = [...new Set([...known, ...series])];
    found.set(name, { id: nodeId('metric', name), kind: 'metric', name, about, made, series: all });
  };
  for (const { exposes } of sources) {
    for (const metric of exposes.flatMap(({ metrics }) => Object.values<MetricDefinition>(metrics))) {
      add(metric.name, seriesOf(metric), 'scraped', metric.type);
    }
  }
  for (const { name: group, rules } of groups) {
    for (const rule of rules) if (rule.kind === 'recording') add(rule.name, [rule.name], 'recorded', `group ${group}`);
  }
  const declared = new Set([...found.values()].flatMap(({ series = [] }) => series));
  for (const name of catalog.names.filter((each) => !declared.has(each))) {
    const scraped = catalog.find(name).some(({ source }) => source.kind === 'scrape');
    add(name, [name], 'by Prometheus', scraped ? 'about every target' : 'about alerts that are pending or firing');
  }
  return [...found.values()];
}

function ruleNodes({ groups }: Plan): GraphNode[] {
  return groups.flatMap(({ name: group, rules }) =>
    rules.flatMap((rule): GraphNode[] => {
      const { name } = rule;
      const file = `rules/${group}.yml`;
      if (rule.kind === 'recording') {
        return [{ id: nodeId('rule', `${group}/${name}`), kind: 'rule', name, about: `group ${group}`, file }];
      }
      const page = `runbooks/${name}.md`;
      return [
        { id: nodeId('alert', name), kind: 'alert', name, about: `${rule.severity}, group ${group}`, file },
        { id: nodeId('runbook', name), kind: 'runbook', name: `${name}.md`, file: page },
      ];
    }),
  );
}

function dashboardNodes({ dashboards }: Plan): GraphNode[] {
  return dashboards.flatMap(({ uid, title, queries }): GraphNode[] => {
    const within = nodeId('dashboard', uid);
    const file = `dashboards/${uid}.json`;
    return [
      { id: within, kind: 'dashboard', name: uid, about: title, file },
      ...queries.map(({ kind, name }): GraphNode => ({ id: nodeId(kind, `${uid}/${name}`), kind, name, within, file })),
    ];
  });
}
