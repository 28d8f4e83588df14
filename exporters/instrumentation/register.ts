import type { ClientRegistry, MetricClient, SeriesLabels } from './client.ts';
import type { MetricDefinition } from './definition.ts';
import type { SeriesTable } from './series.ts';
import { LABEL_NAME } from './validate.ts';

/** Where a metric is to be registered. */
export interface Place<R extends ClientRegistry> {
  readonly client: MetricClient<R>;
  readonly registry: R;
  readonly labels: SeriesLabels;
}

/** A metric of the client, with what is known of its series. */
export interface Registered {
  readonly shape: string;
  readonly metric: ClientMetric;
  /** By the constant labels, as JSON: parts of a program may share a metric under different constants. */
  readonly tables: Map<string, SeriesTable>;
}

/** A metric object of the client, by the type of its definition. */
export type ClientMetric =
  | { readonly type: 'counter'; readonly target: InstanceType<MetricClient<never>['Counter']> }
  | { readonly type: 'gauge'; readonly target: InstanceType<MetricClient<never>['Gauge']> }
  | { readonly type: 'observer'; readonly target: InstanceType<MetricClient<never>['Histogram']> };

// On the metric object itself, so that it is found again after a hot reload has loaded this module anew.
const REGISTERED = Symbol.for('narthex.instrumentation.registered');

/** The metric of this definition in the registry: the one that is there, else a new one. */
export function register<R extends ClientRegistry>(definition: MetricDefinition, place: Place<R>): Registered {
  const existing = find(place.registry, definition.name);
  if (existing !== undefined) return existing;
  const metric = create(definition, place);
  const registered: Registered = { shape: shapeOf(definition, place.labels), metric, tables: new Map() };
  Object.defineProperty(metric.target, REGISTERED, { value: registered, enumerable: false });
  return registered;
}

/** Why this definition cannot be registered here, each with its fix; empty when it can. */
export function conflicts<R extends ClientRegistry>(definition: MetricDefinition, place: Place<R>): string[] {
  const { name, labels } = definition;
  const found: string[] = [];
  for (const label of Object.keys(place.labels)) {
    if (Object.hasOwn(labels, label)) {
      found.push(`${name}: the constant label ${label} is also a label of the metric. Rename one of them.`);
    } else if (!LABEL_NAME.test(label)) {
      found.push(`${name}: the constant label "${label}" is not a label name. Use letters, digits and single _.`);
    }
  }
  if (place.registry.getSingleMetric(name) === undefined) return found;
  const existing = find(place.registry, name);
  const wanted = shapeOf(definition, place.labels);
  if (existing === undefined) {
    found.push(`${name}: other code has registered a metric of this name. Remove one of the two, or rename it.`);
  } else if (existing.shape !== wanted) {
    found.push(
      `${name}: registered before with another shape. Define it once and share the definition.`,
      `    before: ${existing.shape}`,
      `    now:    ${wanted}`,
    );
  }
  return found;
}

function find(registry: ClientRegistry, name: string): Registered | undefined {
  const metric: { [REGISTERED]?: Registered } | undefined = registry.getSingleMetric(name);
  return metric?.[REGISTERED];
}

function shapeOf(definition: MetricDefinition, constants: SeriesLabels): string {
  const { name, help: _, ...shape } = definition;
  return JSON.stringify({ name, ...shape, constants: Object.keys(constants).sort() });
}

function create<R extends ClientRegistry>(definition: MetricDefinition, place: Place<R>): ClientMetric {
  const { client, registry, labels } = place;
  const config = {
    name: definition.name,
    help: definition.help,
    labelNames: [...Object.keys(labels), ...Object.keys(definition.labels)],
    registers: [registry],
  };
  switch (definition.type) {
    case 'counter':
      return { type: 'counter', target: new client.Counter(config) };
    case 'gauge':
      return { type: 'gauge', target: new client.Gauge(config) };
    case 'histogram':
      return { type: 'observer', target: new client.Histogram({ ...config, buckets: [...definition.buckets] }) };
    case 'summary':
      return { type: 'observer', target: new client.Summary({ ...config, percentiles: [...definition.quantiles] }) };
  }
}
