import { describe, expect, it } from 'vitest';
import { environmentNames } from '../../stacks/model/index.ts';
import { metricsOf, type ServiceName } from '../../stacks/personai/metrics.ts';
import { personaiServices, serviceNames } from '../../stacks/personai/services.ts';
import personai from '../../stacks/personai.ts';
import { planOf } from '../support/stacks.ts';

/** The ports of the document. */
const ports: Readonly<Record<ServiceName, number>> = {
  'integration-controller': 8001,
  'content-engine': 8002,
  'media-engine': 8003,
  'delivery-gateway': 8004,
};

describe.each(environmentNames)('Person.ai in %s', (environment) => {
  const plan = planOf(personai, environment);

  it.each(Object.entries(ports))('simulates %s on port %d, by its own name', (name, port) => {
    const workload = plan.workloads.find((each) => each.name === name);
    expect(workload?.ports.map(({ number }) => number)).toEqual([port]);
    expect(workload?.files.map(({ path }) => path)).toContain('simulator.json');
    const job = plan.jobs.find((each) => each.name === name);
    expect(job).toMatchObject({ interval: '15s' });
    expect(job?.targets).toMatchObject([{ part: name, instance: `${name}:${port}` }]);
  });

  it('asks each of them for its health from outside', () => {
    const probes = plan.jobs.find(({ name }) => name === 'blackbox-health');
    expect(probes?.interval).toBe('30s');
    expect(probes?.targets.map(({ instance }) => instance)).toEqual(
      serviceNames.map((name) => expect.stringContaining(`${name}:${ports[name]}/health`)),
    );
  });
});

describe('the services of Person.ai', () => {
  it.each(serviceNames)('%s exposes what the document asks for, and something of its own', (name) => {
    const names = Object.keys(metricsOf(name));
    for (const metric of [
      ...['http_requests_total', 'http_request_duration_seconds', 'process_memory_usage_bytes'],
      ...['service_uptime_seconds', 'queue_depth', 'active_connections', 'dependency_up', 'audit_events_total'],
    ])
      expect(names).toContain(metric);
    const others = serviceNames.filter((each) => each !== name).flatMap((each) => Object.keys(metricsOf(each)));
    expect(names.filter((metric) => !others.includes(metric)).length).toBeGreaterThan(0);
  });

  it('count the seven types of audit events', () => {
    expect(metricsOf('content-engine').audit_events_total?.labels.event_type).toHaveLength(7);
  });

  it('need what /health names', () => {
    expect(personaiServices['integration-controller'].dependencies).toEqual([
      'gmail_api',
      'slack_api',
      'quickbooks_api',
      'salesforce_api',
      'database',
    ]);
  });

  it('promise the times of the document for each of their endpoints, each service on its own', () => {
    const { slos } = planOf(personai, 'production').stack;
    const promised = Object.values(slos).map((slo) =>
      slo.kind === 'latency' ? [slo.where, slo.within, slo.by] : [slo.kind],
    );
    expect(promised).toEqual([
      ['endpoint="/health"', 0.5, ['service']],
      ['endpoint="/metrics"', 5, ['service']],
      ['endpoint="/audit"', 5, ['service']],
    ]);
  });
});
