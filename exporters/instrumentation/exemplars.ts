/**
 * Exemplars: the trace that belongs to a measurement, so that a slow bucket leads to a slow request. Taken from the active span of
 * OpenTelemetry, whose API the application passes in; this package imports none.
 */

import { isSensitive } from './redact.ts';
import { LABEL_NAME } from './validate.ts';

/** The labels of an exemplar, as text for between its braces and as an object for a client. */
export interface Exemplar {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
  /** Seconds since 1970. */
  readonly timestamp: number;
}

/** The labels for an exemplar of what happens now; `undefined` where there is none. */
export type ExemplarSource = () => Readonly<Record<string, string>> | undefined;

/** As much of `trace` of @opentelemetry/api as is asked for. */
export interface TraceApi {
  getActiveSpan(): { spanContext(): SpanContext } | undefined;
}

/** The identity of a span. The lowest bit of `traceFlags` says that the trace is kept. */
export interface SpanContext {
  readonly traceId: string;
  readonly spanId: string;
  readonly traceFlags: number;
}

/** OpenMetrics: "The combined length of the label names and values of an Exemplar's LabelSet MUST NOT exceed 128". */
const LONGEST = 128;
const SAMPLED = 1;
/** The identity of a trace or a span is no secret, and is what mostly stands here. */
const IDENTITY = /^[0-9a-f]{16,32}$/;

/**
 * Exemplars of the active span: `instrument(set, { registry, exemplars: activeTrace(trace) })`. Only of traces that are sampled,
 * because the others lead nowhere.
 */
export function activeTrace(trace: TraceApi): ExemplarSource {
  return () => {
    const context = trace.getActiveSpan()?.spanContext();
    if (context === undefined || (context.traceFlags & SAMPLED) === 0) return undefined;
    return { trace_id: context.traceId, span_id: context.spanId };
  };
}

/** The exemplar of a value, or none: a source that fails or says too much never stands in the way of the measurement. */
export function exemplarOf(source: ExemplarSource, value: number): Exemplar | undefined {
  try {
    const labels = source();
    if (labels === undefined) return undefined;
    let length = 0;
    for (const [name, text] of Object.entries(labels)) {
      // One name that is none would make the whole scrape unreadable; and what must not stand in a label must not stand here.
      if (!LABEL_NAME.test(name) || (!IDENTITY.test(text) && isSensitive(text))) return undefined;
      length += [...name].length + [...text].length;
    }
    return length > LONGEST ? undefined : { labels, value, timestamp: Date.now() / 1000 };
  } catch {
    return undefined;
  }
}
