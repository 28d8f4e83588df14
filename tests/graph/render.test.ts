import { promql } from 'narthex';
import { describe, expect, it } from 'vitest';
import { dotText, graphJson, graphText, mermaidText, stackGraph } from '../../stacks/graph/index.ts';
import sergas from '../../stacks/sergas.ts';
import { planOf } from '../support/stacks.ts';
import { graphed, metrics, plainAlert, recording, rules } from './stacks.ts';

const whole = stackGraph(planOf(sergas, 'production'));
const own = graphed({
  rules: rules(
    recording('channel:orders:rate5m', promql`sum by (channel) (rate(${metrics.orders}[5m]))`),
    recording('job:refunds:rate5m', promql`sum by (job) (rate(${metrics.refunds}[5m]))`),
    plainAlert('FewOrders', promql`channel:orders:rate5m < 1`),
  ),
});

describe('a graph as text', () => {
  it('says of each job what is read of it and by whom, and how much is not', () => {
    const text = graphText(whole);
    expect(text).toMatch(/^job sergas \(sergas-api:8000; every 10s\): metrics that somebody reads: \d+ of 76$/m);
    expect(text).toMatch(
      /^ {2}process_start_time_seconds \(gauge\)\n( {4}.*\n)* {4}on sergas-overview: annotation Restarts$/m,
    );
    expect(text).toMatch(
      /^ {2}http_requests_total \(counter\)\n( {4}.*\n)* {4}on sergas-overview: Requests by status, Failed requests$/m,
    );
    expect(text).toMatch(/^ {2}dropped on arrival, because nobody reads them: \d+$/m);
    expect(text).toMatch(/^ {2}stored, and read by nobody: \d+$/m);
  });

  it('says of each alert what it reads and whom it reaches', () => {
    expect(graphText(whole)).toContain(
      '  RedisDown (critical, group redis)\n    reads redis_up\n    reaches team, oncall',
    );
  });

  it('says of each recorded series what it is made of and who reads it', () => {
    expect(graphText(own)).toContain(
      [
        'recorded series',
        '  channel:orders:rate5m (group own)',
        '    reads orders_total',
        '    alert: FewOrders',
        '  job:refunds:rate5m (group own)',
        '    reads refunds_total',
        '    read by nobody',
      ].join('\n'),
    );
  });
});

/** Lines of a Mermaid flowchart that declare a box. */
const box = /^\s+(n\d+)(?:\["|\{\{"|\(\["|\[\["|\[\/")([^"]*)(?:"\]|"\}\}|"\]\)|"\]\]|"\/\])$/;

describe('a graph for Mermaid', () => {
  const lines = mermaidText(whole, true).split('\n');
  const boxes = new Map(
    lines.flatMap((line) => (box.test(line) ? [[box.exec(line)?.[1] ?? '', box.exec(line)?.[2] ?? '']] : [])) as [
      string,
      string,
    ][],
  );

  it('is nothing but a heading, groups, boxes and arrows between boxes that are there', () => {
    expect(lines[0]).toBe('flowchart LR');
    for (const line of lines.slice(1)) {
      if (box.test(line) || /^ {2}subgraph g\d+\["[^"]+"\]$/.test(line) || line === '  end') continue;
      const [, from = '', to = ''] = /^ {2}(n\d+) --> (n\d+)$/.exec(line) ?? [];
      expect([boxes.has(from), boxes.has(to)], line).toEqual([true, true]);
    }
    expect(lines.filter((line) => line.startsWith('  subgraph'))).toHaveLength(
      lines.filter((line) => line === '  end').length,
    );
  });

  it('has metrics that are read, once each, in groups by job, and a dashboard as one box', () => {
    expect(new Set(boxes.values()).size).toBe(boxes.size);
    expect([...boxes.values()]).toEqual(
      expect.arrayContaining(['http_requests_total', 'RedisDown', 'oncall', 'sergas-overview']),
    );
    expect([...boxes.values()]).not.toContain('nodejs_heap_space_size_available_bytes');
    expect(lines.filter((line) => /^ {2}subgraph g\d+\["job sergas"\]$/.test(line))).toHaveLength(1);
  });

  it('leads from a metric over its recorded series to the alert', () => {
    const text = mermaidText(own, true);
    const key = (label: string) => new RegExp(`(n\\d+)\\S*"${label}"`).exec(text)?.[1];
    expect(text).toContain(`${key('orders_total')} --> ${key('channel:orders:rate5m')}`);
    expect(text).toContain(`${key('channel:orders:rate5m')} --> ${key('FewOrders')}`);
    expect(text).toContain(`${key('FewOrders')} --> ${key('team')}`);
  });

  it('escapes what would end a text', () => {
    const node = { id: 'panel:a/b', kind: 'panel' as const, name: 'Say "#1" <b>' };
    const graph = { ...own, nodes: new Map([[node.id, node]]), edges: [] };
    expect(mermaidText(graph, false)).toBe('flowchart LR\n  n0[["Say #34;#35;1#34; #60;b#62;"]]');
    expect(dotText(graph, 'x', false)).toContain('n0 [label="Say \\"#1\\" <b>", shape=folder];');
  });
});

describe('a graph for Graphviz', () => {
  it('is one digraph with its braces closed, and arrows between nodes that are there', () => {
    const text = dotText(whole, 'sergas production', true);
    expect(text).toMatch(/^digraph "sergas production" \{\n/);
    expect(text.split('{').length).toBe(text.split('}').length);
    const nodes = new Set([...text.matchAll(/^\s+(n\d+) \[label="[^"]+"(?:, shape=\w+)?\];$/gm)].map(([, key]) => key));
    const arrows = [...text.matchAll(/^ {2}(n\d+) -> (n\d+);$/gm)];
    expect(arrows.length).toBeGreaterThan(30);
    for (const [line, from, to] of arrows) expect([nodes.has(from), nodes.has(to)], line).toEqual([true, true]);
  });
});

describe('a graph as JSON', () => {
  it('has every node and every edge', () => {
    const json = JSON.parse(graphJson(own, 'shop', 'development')) as { nodes: { id: string }[]; edges: object[] };
    expect(json).toMatchObject({ stack: 'shop', environment: 'development' });
    expect(json.nodes.map(({ id }) => id)).toContain('metric:refunds_total');
    expect(json.edges).toContainEqual({ from: 'alert:FewOrders', to: 'metric:channel:orders:rate5m', kind: 'reads' });
  });
});
