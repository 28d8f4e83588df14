/** The samples of the client's own metrics as lines, with every value escaped, which the clients leave out for what is no string. */

import type { Format } from './negotiate.ts';
import type { ClientFamily, ClientSample } from './registry.ts';
import { exemplarText } from './sample.ts';
import { braced, joinLabels, labelText, numberText, stemOf } from './text.ts';

/** Its lines one by one. `more` are labels that the registry gives to all; those of a sample win over them. */
export function* clientLines(
  family: ClientFamily,
  format: Format,
  more: ReadonlyMap<string, string>,
): Generator<string> {
  const openmetrics = format === 'openmetrics';
  const total = openmetrics && family.type === 'counter';
  for (const sample of family.values) {
    const name = sample.metricName ?? family.name;
    const line = `${total ? `${stemOf(name)}_total` : name}${braced(labelsOf(sample, more))}${numberText(sample.value)}`;
    const { exemplar } = sample;
    if (!openmetrics || exemplar === undefined || exemplar === null) yield `${line}\n`;
    else {
      const { labelSet, value, timestamp } = exemplar;
      yield `${line}${exemplarText({ labels: labelSet, value, timestamp })}\n`;
    }
  }
}

function labelsOf({ labels = {}, sharedLabels }: ClientSample, more: ReadonlyMap<string, string>): string {
  const all: Record<string, unknown> = sharedLabels === undefined ? labels : { ...labels, ...sharedLabels };
  if (more.size === 0) return labelText(all);
  const rest = [...more].filter(([name]) => !Object.hasOwn(all, name)).map(([name, value]) => `${name}="${value}"`);
  return joinLabels(labelText(all), rest.join(','));
}
