import { counter, describeMetrics, expose, instrument, wholeBody } from '@narthex/instrumentation';
import client from 'prom-client';
import { expect, it } from 'vitest';

it('In OpenMetrics a counter that does not end in _total keeps its name, as what has no type', async () => {
  const registry = new client.Registry();
  const set = describeMetrics({ calls: counter('calls', 'Calls.'), runs: counter('runs_total', 'Runs.') });
  const metrics = instrument(set, { registry });
  metrics.calls.inc();
  metrics.runs.inc();
  const text = async (accept: string) => (await wholeBody(await expose(registry, { accept }))).toString();
  expect(await text('application/openmetrics-text')).toMatch(/^# TYPE calls unknown\ncalls 1$/m);
  expect(await text('application/openmetrics-text')).toMatch(/^# TYPE runs counter\nruns_total 1$/m);
  expect(await text('text/plain')).toMatch(/^# TYPE calls counter\ncalls 1$/m);
});
