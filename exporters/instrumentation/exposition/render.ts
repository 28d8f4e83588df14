/** A registry as the chunks of a scrape: ours read cell by cell, the client's asked each by itself, the event loop free in between. */
import { asFamily, type Family } from '../family.ts';
import { collectorMetrics } from '../own-metrics.ts';
import { clientLines } from './client-lines.ts';
import { defaultLabels } from './default-labels.ts';
import { gather } from './gather.ts';
import type { Format } from './negotiate.ts';
import { Pace } from './pace.ts';
import { type ClientFamily, type ClientMetric, type ExposedRegistry, isClientMetric } from './registry.ts';
import { headText } from './text.ts';

/** About how many characters are sent at once. */
const CHUNK = 32_768;

/** What `render` is told. */
export interface Rendering {
  readonly format: Format;
  /** How long a collector may take, in milliseconds. */
  readonly deadline: number;
}

/** The whole text of a scrape, in pieces. */
export async function* render(
  registry: ExposedRegistry,
  { format, deadline }: Rendering,
): AsyncGenerator<Uint8Array, void, undefined> {
  const more = await defaultLabels(registry);
  const metrics = registry.getMetricsAsArray();
  const waiting = startCollectors(metrics, (metric) => gather(metric, registry, deadline));
  await Promise.all(metrics.map((metric) => asFamily(metric)?.refresh()));
  const pace = new Pace();
  let text = '';
  for (const metric of lastly(metrics, registry)) {
    for await (const lines of partsOf(metric)) {
      for (const line of lines) {
        text += line;
        if (text.length >= CHUNK) {
          yield Buffer.from(text, 'utf8');
          text = '';
        }
        if (pace.due()) await pace.rest();
      }
    }
  }
  yield Buffer.from(format === 'openmetrics' ? `${text}# EOF\n` : text, 'utf8');

  async function* partsOf(metric: object): AsyncGenerator<Iterable<string>, void, undefined> {
    const family = asFamily(metric);
    if (family !== undefined) {
      yield [headText(format, family.name, family.help, typeOf(family, format))];
      yield family.lines(moreFor(family, more), format === 'openmetrics');
    } else if (isClientMetric(metric)) {
      const answer = await (waiting.get(metric) ?? gather(metric, registry, deadline));
      if (answer === undefined) return;
      yield [headText(format, answer.name, answer.help, answer.type)];
      yield clientLines(answer, format, more);
    }
  }
}

/** In OpenMetrics the sample of a counter ends in `_total`; one that does not is of no known type there, so that its name stays. */
function typeOf({ name, type }: Family, format: Format): string {
  return format === 'openmetrics' && type === 'counter' && !name.endsWith('_total') ? 'unknown' : type;
}

/** What collects first is started at once and together; what only holds values is read when its turn comes. */
function startCollectors(
  metrics: readonly object[],
  start: (metric: ClientMetric) => Promise<ClientFamily | undefined>,
): ReadonlyMap<object, Promise<ClientFamily | undefined>> {
  const collecting = metrics.filter(
    (metric): metric is ClientMetric =>
      asFamily(metric) === undefined && isClientMetric(metric) && typeof metric.collect === 'function',
  );
  return new Map(collecting.map((metric) => [metric, start(metric)]));
}

/** All metrics; what tells how the collectors did comes last, also when it appears only now. */
function* lastly(metrics: readonly object[], registry: ExposedRegistry): Generator<object> {
  const { name } = collectorMetrics.success;
  for (const metric of metrics) if (!('name' in metric) || metric.name !== name) yield metric;
  const last = registry.getSingleMetric(name);
  if (last !== undefined) yield last;
}

/** The labels of the registry that the metric does not have itself. */
function moreFor(family: Family, more: ReadonlyMap<string, string>): string {
  return [...more]
    .filter(([name]) => !family.labelNames.includes(name))
    .map(([name, value]) => `${name}="${value}"`)
    .join(',');
}
