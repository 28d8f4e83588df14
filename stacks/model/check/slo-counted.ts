import type { MetricDefinition } from '@narthex/instrumentation';
import type { Expression } from '../../../promql/index.ts';
import { metricSources } from '../metric-source.ts';
import { type Problem, unknownNameFix } from '../problem.ts';
import type { LatencySlo, Slo } from '../slo.ts';
import { selectorOf, sloSelectors } from '../slo-series.ts';
import type { Stack } from '../stack.ts';

type Path = readonly (string | number)[];
type At = (...rest: Path) => Path;

/** Labels that the rules of an SLO set themselves. */
const taken = ['slo', 'window', 'le', 'alertname', 'severity'];

/** NX142: an SLO of something that cannot be counted so. */
export function checkCounted(slo: Slo, stack: Stack, at: At): Problem[] {
  return [...labelProblems(slo, at), ...ofKind(slo, stack, at)];
}

function ofKind(slo: Slo, stack: Stack, at: At): Problem[] {
  switch (slo.kind) {
    case 'availability':
      return [
        ...sides(slo, at),
        ...selected(slo, at, (key, name, metric) => {
          const type = typeOf(name, metric, stack);
          return type === undefined || type === 'counter' || type === 'histogram' || type === 'summary'
            ? []
            : refuse(at(key), `'${name}' is a ${type}, and only what counts up can be counted`, 'give a counter');
        }),
      ];
    case 'latency':
      return slo.histogram?.type === 'histogram'
        ? [...selected(slo, at, () => []), ...(slo.native ? [] : bucketProblems(slo, at))]
        : refuse(at('histogram'), 'this is no histogram', 'give a histogram of a catalog: http.duration');
    case 'probe': {
      if (stack.probes[slo.probe] !== undefined) return [];
      const fix = unknownNameFix(slo.probe, Object.keys(stack.probes));
      return refuse(at('probe'), `there is no probe '${slo.probe}'`, fix);
    }
    case 'freshness':
      return selected(slo, at, (key, name, metric) => {
        const known = metric ?? metricSources(stack, name)[0]?.metric;
        const when = known === undefined || (known.type === 'gauge' && known.unit === 'timestamp');
        const fix = "give a gauge whose unit is 'timestamp': when it was last done, in seconds since 1970";
        return when ? [] : refuse(at(key), `'${name}' is no point in time`, fix);
      });
    default:
      return refuse(at('kind'), `there is no such SLO`, 'make it by availability, latency, probe or freshness');
  }
}

function sides(slo: Extract<Slo, { readonly kind: 'availability' }>, at: At): Problem[] {
  if (slo.requests === undefined)
    return refuse(at('requests'), 'nothing says what is counted', 'give the counter of all requests');
  const { errors, good, requests } = slo;
  if ((errors === undefined) === (good === undefined))
    return refuse(at('errors'), 'it has to count what fails or what succeeds, one of both', 'give errors, or good');
  const other = errors ?? good;
  const text = (each: typeof requests | undefined) => each && ('text' in each ? each.text : each.name);
  if (text(other) !== text(requests)) return [];
  const key = errors === undefined ? 'good' : 'errors';
  return refuse(
    at(key),
    `'${key}' and 'requests' count the same`,
    'select those that it is about: {status_code="5xx"}',
  );
}

/** Each selector that is one is looked at; the others are refused. */
function selected(
  slo: Slo,
  at: At,
  look: (key: string, name: string, metric: MetricDefinition | undefined) => Problem[],
): Problem[] {
  return sloSelectors(slo).flatMap(([key, selector]) => {
    const parsed = selectorOf(selector);
    if (parsed === undefined)
      return refuse(
        at(key),
        `'${selector.text}' is not one selector`,
        'give series by name and matchers, without rate, sum or offset: Narthex adds those',
      );
    return look(key, parsed.name, named(selector, parsed.name));
  });
}

/** The metric that was named by reference. */
function named({ metrics }: Expression, name: string): MetricDefinition | undefined {
  const found = metrics.find((metric) => metric.name === name);
  return found && 'help' in found ? (found as MetricDefinition) : undefined;
}

function typeOf(name: string, metric: MetricDefinition | undefined, stack: Stack): string | undefined {
  if (metric !== undefined) return metric.type;
  return metricSources(stack, name)[0]?.metric.type;
}

function bucketProblems({ within, histogram }: LatencySlo, at: At): Problem[] {
  if (histogram.buckets.includes(within)) return [];
  const nearest = [...histogram.buckets].sort((a, b) => Math.abs(a - within) - Math.abs(b - within))[0];
  const message = `${within} is no bucket of '${histogram.name}': how many requests took at most so long is not known`;
  return refuse(at('within'), message, `use ${nearest}, the nearest one, or add ${within} to its buckets`);
}

function labelProblems({ by = [] }: Slo, at: At): Problem[] {
  return by.flatMap((label, index) => {
    if (taken.includes(label)) {
      const fix = 'leave it out, or rename the label of the metric';
      return refuse(at('by', index), `the label '${label}' is set by the rules of an SLO themselves`, fix);
    }
    if (/^[a-zA-Z_][a-zA-Z0-9_]*$/.test(label)) return [];
    return refuse(at('by', index), `'${label}' is not the name of a label`, "write a name, like 'service'");
  });
}

function refuse(path: Path, message: string, fix: string): Problem[] {
  return [{ code: 'NX142', path, message, fix }];
}
