import { type Graph, type GraphNode, nodesOf, readersOf } from '../graph.ts';

/** A graph for people: what each job brings and who reads it, recorded series, and what each alert reads and whom it reaches. */
export function graphText(graph: Graph): string {
  const sections = [
    countsText(graph),
    ...nodesOf(graph, 'job').map((job) => jobText(graph, job)),
    metricsSection('Prometheus itself', graph, 'by Prometheus'),
    recordedSection(graph),
    alertsSection(graph),
  ];
  return sections.filter((section) => section !== '').join('\n\n');
}

/** How much there is of everything. */
function countsText(graph: Graph): string {
  const metrics = nodesOf(graph, 'metric').filter(({ made }) => made === 'scraped');
  const read = metrics.filter(({ id }) => readersOf(graph, id).length > 0);
  const kinds = {
    job: 'jobs',
    rule: 'recorded series',
    alert: 'alerts',
    dashboard: 'dashboards',
    panel: 'panels',
  } as const;
  return [
    `metrics that somebody reads: ${read.length} of ${metrics.length}`,
    ...(['job', 'rule', 'alert', 'dashboard', 'panel'] as const).map(
      (kind) => `${kinds[kind]}: ${nodesOf(graph, kind).length}`,
    ),
  ].join('; ');
}

function jobText(graph: Graph, job: GraphNode): string {
  const targets = graph
    .out(job.id)
    .flatMap(({ kind, to }) => (kind === 'reads' ? (graph.nodes.get(to)?.name ?? []) : []));
  const exposed = graph.out(job.id).flatMap(({ kind, to, stored = false }) => {
    const metric = graph.nodes.get(to);
    if (kind !== 'exposes' || metric?.made !== 'scraped') return [];
    return [{ metric, stored, readers: readersFrom(graph, metric, job.name) }];
  });
  const read = exposed.filter(({ readers }) => readers.length > 0);
  const unread = exposed.filter(({ readers }) => readers.length === 0);
  const stored = unread.filter((each) => each.stored).length;
  const counts =
    exposed.length === 0 ? 'describes no metric' : `metrics that somebody reads: ${read.length} of ${exposed.length}`;
  return [
    `job ${job.name} (${targets.join(', ')}; ${job.about}): ${counts}`,
    ...read.flatMap(({ metric, readers }) => metricLines(metric, readers)),
    ...(stored > 0 ? [`  stored, and read by nobody: ${stored}`] : []),
    ...(unread.length > stored ? [`  dropped on arrival, because nobody reads them: ${unread.length - stored}`] : []),
  ].join('\n');
}

/** Who reads a metric, as far as its conditions can meet this job. */
function readersFrom(graph: Graph, { id }: GraphNode, job: string): GraphNode[] {
  return graph
    .into(id)
    .flatMap(({ kind, from, jobs }) => (kind === 'reads' && jobs?.includes(job) ? (graph.nodes.get(from) ?? []) : []));
}

function metricLines({ name, about }: GraphNode, readers: readonly GraphNode[]): string[] {
  return [`  ${name}${about ? ` (${about})` : ''}`, ...readersLines(readers)];
}

function metricsSection(title: string, graph: Graph, made: GraphNode['made']): string {
  const read = nodesOf(graph, 'metric')
    .filter((metric) => metric.made === made)
    .map((metric) => ({ metric, readers: readersOf(graph, metric.id) }))
    .filter(({ readers }) => readers.length > 0);
  if (read.length === 0) return '';
  return [title, ...read.flatMap(({ metric, readers }) => metricLines(metric, readers))].join('\n');
}

function recordedSection(graph: Graph): string {
  const rules = nodesOf(graph, 'rule');
  if (rules.length === 0) return '';
  return [
    'recorded series',
    ...rules.flatMap((rule) => {
      const series = graph.out(rule.id).find(({ kind }) => kind === 'records')?.to;
      const readers = series === undefined ? [] : readersOf(graph, series);
      return [
        `  ${rule.name} (${rule.about})`,
        `    reads ${metricNames(graph, rule) || 'nothing'}`,
        ...(readers.length > 0 ? readersLines(readers) : ['    read by nobody']),
      ];
    }),
  ].join('\n');
}

function alertsSection(graph: Graph): string {
  const alerts = nodesOf(graph, 'alert');
  if (alerts.length === 0) return '';
  return [
    'alerts',
    ...alerts.flatMap((alert) => {
      const receivers = graph
        .out(alert.id)
        .flatMap(({ kind, to }) => (kind === 'routes-to' ? (graph.nodes.get(to)?.name ?? []) : []));
      return [
        `  ${alert.name} (${alert.about})`,
        `    reads ${metricNames(graph, alert) || 'nothing'}`,
        `    reaches ${receivers.join(', ') || 'nobody'}`,
      ];
    }),
  ].join('\n');
}

function metricNames(graph: Graph, { id }: GraphNode): string {
  const read = graph.out(id).filter(({ kind }) => kind === 'reads');
  return read.flatMap(({ to }) => (to.startsWith('metric:') ? (graph.nodes.get(to)?.name ?? []) : [])).join(', ');
}

/** One line for each kind of reader, panels by dashboard. */
function readersLines(readers: readonly GraphNode[]): string[] {
  const groups = new Map<string, string[]>();
  for (const { kind, within, name } of readers) {
    const title = within === undefined ? kind : `on ${within.replace(/^dashboard:/, '')}`;
    groups.set(title, [...(groups.get(title) ?? []), name]);
  }
  return [...groups].map(([title, names]) => `    ${title}: ${names.join(', ')}`);
}
