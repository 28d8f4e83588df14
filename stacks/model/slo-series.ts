import type { GaugeDefinition } from '@narthex/instrumentation';
import { type Expression, expression, PromqlError, tryParse, type VectorSelector } from '../../promql/index.ts';
import { type Duration, seconds } from './duration.ts';
import { metricSources } from './metric-source.ts';
import type { Counted, Slo } from './slo.ts';
import type { Stack } from './stack.ts';

/** A metric or a selector as an expression. */
export function selectorExpression(counted: Counted | GaugeDefinition): Expression {
  return 'text' in counted ? counted : { text: counted.name, metrics: [counted] };
}

/** What an expression selects; `undefined` if it is more than one selector, or nothing that Prometheus would take. */
export function selectorOf({ text }: Expression): (VectorSelector & { readonly name: string }) | undefined {
  const expr = tryParse(text);
  if (expr instanceof PromqlError || expr.kind !== 'VectorSelector' || expr.name === undefined) return undefined;
  const { name, offset, at } = expr;
  return offset === undefined && at === undefined ? { ...expr, name } : undefined;
}

/** The selectors that an SLO counts, by the key under which they are written. */
export function sloSelectors(slo: Slo): (readonly [key: string, selector: Expression])[] {
  switch (slo.kind) {
    case 'availability':
      return (['requests', 'errors', 'good'] as const).flatMap((key) => {
        const counted = slo[key];
        return counted === undefined ? [] : [[key, selectorExpression(counted)] as const];
      });
    case 'latency':
      return [['where', expression(`${slo.histogram.name}_count${slo.where ? `{${slo.where}}` : ''}`)]];
    case 'freshness':
      return [['timestamp', selectorExpression(slo.timestamp)]];
    case 'probe':
      return [];
  }
}

/** How often what an SLO counts is scraped, in seconds: the longest interval of all its jobs. */
export function sloScrapeInterval(slo: Slo, stack: Stack): number {
  const names = sloSelectors(slo).flatMap(([, selector]) => selectorOf(selector)?.name ?? []);
  const jobs = names.flatMap((name) => metricSources(stack, name).map(({ job }) => job.interval));
  const probed = slo.kind === 'probe' ? probeInterval(slo.probe, stack) : [];
  const intervals = [...jobs, ...probed].map(seconds);
  return intervals.length === 0 ? seconds(stack.prometheus.interval) : Math.max(...intervals);
}

function probeInterval(name: string, stack: Stack): Duration[] {
  const probe = stack.probes[name];
  return probe === undefined ? [] : [stack.jobs[name]?.interval ?? probe.interval];
}

/** The window of the rates that everything else is added up from: five minutes, or four scrapes where those take longer. */
export function sloBase(slo: Slo, stack: Stack): Duration {
  const minutes = Math.ceil((sloScrapeInterval(slo, stack) * 4) / 60);
  return `${Math.max(5, minutes)}m`;
}
