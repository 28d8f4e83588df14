import { blackboxExporter, promql, pushgateway } from 'narthex';
import { describe, expect, it } from 'vitest';
import { findNodes, type Graph, neighbourhood, neighbourhoodText, nodesOf } from '../../stacks/graph/index.ts';
import { graphed, metrics, plainAlert, recording, rules, service } from './stacks.ts';

/** What leads from one node to others: `reads metric:orders_total`. */
const from = (graph: Graph, id: string) => graph.out(id).map(({ kind, to }) => `${kind} ${to}`);
const into = (graph: Graph, id: string) => graph.into(id).map(({ kind, from }) => `${from} ${kind}`);

const byChannel = recording('channel:orders:rate5m', promql`sum by (channel) (rate(${metrics.orders}[5m]))`);
const fewOrders = plainAlert('FewOrders', promql`channel:orders:rate5m < 1 unless on() (up{job="prometheus"} == 0)`);

describe('the graph of a stack', () => {
  const graph = graphed({ rules: rules(byChannel, fewOrders) });

  it('leads from a service over its job and its metric to a recorded series, an alert and a receiver', () => {
    expect(from(graph, 'service:api')).toEqual(['exposes target:api/api:8000']);
    expect(from(graph, 'job:api')).toContain('reads target:api/api:8000');
    expect(from(graph, 'job:api')).toContain('exposes metric:orders_total');
    expect(from(graph, 'rule:own/channel:orders:rate5m')).toEqual([
      'records metric:channel:orders:rate5m',
      'reads metric:orders_total',
    ]);
    expect(from(graph, 'alert:FewOrders')).toEqual([
      'reads metric:channel:orders:rate5m',
      'reads metric:up',
      'routes-to receiver:team',
      'links-to runbook:FewOrders',
    ]);
  });

  it('says of each read which jobs its conditions can meet', () => {
    const up = graph.out('alert:FewOrders').find(({ to }) => to === 'metric:up');
    expect(up?.jobs).toEqual(['prometheus']);
  });

  it('knows who reads the state of an alert', () => {
    const { name } = nodesOf(graph, 'dashboard')[0] ?? { name: '' };
    expect(into(graph, 'alert:FewOrders')).toContain(`panel:${name}/Warnings reads`);
    expect(into(graph, 'alert:FewOrders')).not.toContain(`panel:${name}/Critical alerts reads`);
  });

  it('counts the series of a histogram as one metric, and a pushed one to the job that brings it', () => {
    const pushed = graphed({ exporters: [pushgateway()], rules: rules(byChannel, fewOrders) });
    expect(into(pushed, 'metric:push_time_seconds')).toContain('job:pushgateway exposes');
  });

  it('does not know what an expression reads that cannot be parsed', () => {
    expect(graphed({ rules: rules(plainAlert('Broken', promql`sum(`)) }).unreadable).toEqual([
      'alert Broken (group own)',
    ]);
  });

  it('says who mutes whom, and by which inhibition', () => {
    const inhibitions = [
      { source: { alertname: 'InstanceDown' }, target: { alertname: 'ProbeFailed' }, equal: ['service'] },
    ];
    const muting = graphed({
      inhibitions,
      exporters: [blackboxExporter()],
      probes: { tcp: { module: 'tcp_connect', interval: '30s', targets: [{ service: 'api' }] } },
    });
    expect(muting.out('alert:InstanceDown').filter(({ kind }) => kind === 'mutes')).toEqual([
      { from: 'alert:InstanceDown', to: 'alert:ProbeFailed', kind: 'mutes', by: 'inhibition:inhibitions[0]' },
    ]);
  });
});

describe('the neighbourhood', () => {
  const graph = graphed({
    services: { api: service, store: { ...service, port: 8001 } },
    rules: rules(byChannel, fewOrders),
  });
  const around = (name: string) => {
    const [node] = findNodes(graph, name);
    if (node === undefined) throw new Error(`there is no ${name}`);
    return neighbourhood(graph, node);
  };
  const ids = (nodes: readonly { readonly id: string }[]) => nodes.map(({ id }) => id);

  it('of an alert goes down to the services and up to the receivers', () => {
    const { needs, feeds } = around('FewOrders');
    expect(ids(needs)).toEqual(
      expect.arrayContaining(['metric:channel:orders:rate5m', 'metric:orders_total', 'service:api', 'service:store']),
    );
    expect(ids(feeds)).toContain('receiver:team');
  });

  it('of an alert keeps to the jobs that its conditions can meet', () => {
    expect(ids(around('InstanceDown').needs)).toEqual([
      ...['metric:up', 'job:api', 'job:store'],
      ...['target:api/api:8000', 'target:store/store:8001', 'service:api', 'service:store'],
    ]);
  });

  it('of a job leaves out what nobody reads', () => {
    const fed = ids(around('job:api').feeds);
    expect(fed).toContain('metric:orders_total');
    expect(fed).not.toContain('metric:refunds_total');
    expect(fed).toEqual(expect.arrayContaining(['alert:FewOrders', 'receiver:team']));
  });

  it('of a receiver are the alerts that reach it', () => {
    expect(ids(around('team').needs)).toContain('alert:FewOrders');
  });

  it('reads as text', () => {
    const text = neighbourhoodText(around('FewOrders'));
    expect(text).toMatch(/^alert FewOrders \(warning, group own\)\n\nneeds\n {2}metric channel:orders:rate5m/);
    expect(text).toContain('\n  links to runbook FewOrders.md');
    expect(neighbourhoodText(around('refunds_total'))).toContain('needs\n  job api');
  });
});
