import {
  activeTrace,
  counter,
  defineMetrics,
  type ExemplarSource,
  expose,
  histogram,
  instrument,
  wholeBody,
} from '@narthex/instrumentation';
import { context, ROOT_CONTEXT, type Span, type SpanContext, TraceFlags, trace } from '@opentelemetry/api';
import client from 'prom-client';
import { describe, expect, it } from 'vitest';

const set = defineMetrics({
  requests: counter('requests_total', 'Requests.'),
  duration: histogram('duration_seconds', 'Duration.', { unit: 'seconds', buckets: [0.1, 1] }),
});

function start(exemplars: ExemplarSource) {
  const registry = new client.Registry();
  const metrics = instrument(set, { registry, exemplars });
  const text = async (accept: string) => (await wholeBody(await expose(registry, { accept }))).toString();
  return {
    registry,
    metrics,
    openmetrics: () => text('application/openmetrics-text'),
    plain: () => text('text/plain'),
  };
}

const ids = { traceId: '0af7651916cd43dd8448eb211c80319c', spanId: 'b7ad6b7169203331' };
const traceOf = (spanContext: SpanContext) => ({ getActiveSpan: () => ({ spanContext: () => spanContext }) });

describe('exemplars', () => {
  it('lead from a bucket and a counter to the trace that is active, in OpenMetrics only', async () => {
    const { metrics, openmetrics, plain } = start(activeTrace(traceOf({ ...ids, traceFlags: TraceFlags.SAMPLED })));
    metrics.duration.observe(0.5);
    metrics.requests.inc();
    const labels = `\\{trace_id="${ids.traceId}",span_id="${ids.spanId}"\\}`;
    const text = await openmetrics();
    expect(text).toMatch(new RegExp(`^duration_seconds_bucket\\{le="1"\\} 1 # ${labels} 0\\.5 \\d{10}\\.\\d{3}$`, 'm'));
    expect(text).toMatch(new RegExp(`^requests_total 1 # ${labels} 1 \\d{10}\\.\\d{3}$`, 'm'));
    expect(text).toMatch(/^duration_seconds_bucket\{le="0.1"\} 0$/m);
    expect(await plain()).not.toContain('trace_id');
  });

  it('come out of the client itself too, when it writes OpenMetrics', async () => {
    const { registry, metrics } = start(activeTrace(traceOf({ ...ids, traceFlags: TraceFlags.SAMPLED })));
    metrics.duration.observe(0.5);
    registry.setContentType(client.openMetricsContentType as never);
    expect(await registry.metrics()).toMatch(/^duration_seconds_bucket\{le="1"\} 1 # \{trace_id="0af7.*\} 0\.5 /m);
  });

  it.each([
    ['a name that is no label', { 'user id': '7' }],
    ['an address', { user: 'jane@example.org' }],
    ['no text', { trace_id: 7 as never }],
    ['too much', { trace_id: 'x'.repeat(130) }],
  ])('of a source that gives %s are left out, and the scrape stays readable', async (_, labels) => {
    const { metrics, openmetrics } = start(() => labels);
    metrics.requests.inc();
    expect(await openmetrics()).toMatch(/^requests_total 1$/m);
  });

  it('are not made of traces that nobody keeps, nor without a trace', async () => {
    for (const source of [
      activeTrace(traceOf({ ...ids, traceFlags: TraceFlags.NONE })),
      activeTrace({ getActiveSpan: () => undefined }),
      activeTrace(trace),
    ]) {
      const { metrics, openmetrics } = start(source);
      metrics.duration.observe(0.5);
      expect(await openmetrics()).not.toContain(' # {');
    }
  });

  it('of more than 128 characters, or from a source that fails, never stand in the way of the value', async () => {
    const sources: readonly ExemplarSource[] = [
      () => ({ trace_id: 'x'.repeat(121) }),
      () => {
        throw new Error('no');
      },
    ];
    for (const source of sources) {
      const { metrics, openmetrics } = start(source);
      metrics.duration.observe(0.5);
      const text = await openmetrics();
      expect(text).toMatch(/^duration_seconds_count 1$/m);
      expect(text).not.toContain(' # {');
    }
  });

  it('fit what @opentelemetry/api has, which the compiler proves', () => {
    const span: Span = trace.wrapSpanContext({ ...ids, traceFlags: TraceFlags.SAMPLED });
    expect(trace.getSpan(trace.setSpan(ROOT_CONTEXT, span))).toBe(span);
    expect(activeTrace(trace)()).toBe(context.active() === ROOT_CONTEXT ? undefined : expect.anything());
  });
});
