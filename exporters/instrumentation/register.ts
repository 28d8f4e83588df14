/** A metric's way into the registry of the client: found again when it is there, refused when another one has its name. */
import type { ClientRegistry, SeriesLabels } from './client.ts';
import type { MetricDefinition } from './definition.ts';
import { asFamily, Family } from './family.ts';
import { LABEL_NAME } from './validate.ts';

/** Where a metric is to be registered. */
export interface Place {
  readonly registry: ClientRegistry;
  readonly labels: SeriesLabels;
}

/** The metric of this definition in the registry: the one that is there, else a new one. */
export function register(definition: MetricDefinition, { registry, labels }: Place): Family {
  const existing = asFamily(registry.getSingleMetric(definition.name));
  if (existing !== undefined) return existing;
  const family = new Family(definition, {
    shape: shapeOf(definition, labels),
    labelNames: [...Object.keys(labels), ...Object.keys(definition.labels)],
  });
  registry.registerMetric(family);
  return family;
}

/** Why this definition cannot be registered here, each with its fix; empty when it can. */
export function conflicts(definition: MetricDefinition, { registry, labels }: Place): string[] {
  const { name } = definition;
  const found: string[] = [];
  for (const label of Object.keys(labels)) {
    if (Object.hasOwn(definition.labels, label)) {
      found.push(`${name}: the constant label ${label} is also a label of the metric. Rename one of them.`);
    } else if (!LABEL_NAME.test(label)) {
      found.push(`${name}: the constant label "${label}" is not a label name. Use letters, digits and single _.`);
    }
  }
  const metric = registry.getSingleMetric(name);
  if (metric === undefined) return found;
  const existing = asFamily(metric);
  const wanted = shapeOf(definition, labels);
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

function shapeOf(definition: MetricDefinition, constants: SeriesLabels): string {
  const { name, help: _, ...shape } = definition;
  return JSON.stringify({ name, ...shape, constants: Object.keys(constants).sort() });
}
