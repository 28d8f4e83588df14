/** The pieces of the text formats: escapes, numbers, labels, the head of a family. */
import type { Format } from './negotiate.ts';

/** A value for a label or a help text as the formats write it. A regular expression first, because most have nothing to escape. */
export function escapeLabel(value: string): string {
  if (!/[\\\n"]/.test(value)) return value;
  return value.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('"', '\\"');
}

/** Labels as they stand between the braces: `a="1",b="2"`. What is no string is written as one, so that no value breaks a line. */
export function labelText(labels: Readonly<Record<string, unknown>>): string {
  // Joined, because joining makes one flat string where adding would keep every piece alive.
  return Object.entries(labels)
    .map(([name, value]) => `${name}="${escapeLabel(String(value))}"`)
    .join(',');
}

/** A value of a sample. */
export function numberText(value: number): string {
  if (value === Number.POSITIVE_INFINITY) return '+Inf';
  if (value === Number.NEGATIVE_INFINITY) return '-Inf';
  return `${value}`;
}

/** The lines that stand before the samples of a family. */
export function headText(format: Format, name: string, help: string, type: string): string {
  const family = format === 'openmetrics' && type === 'counter' ? stemOf(name) : name;
  const kind = format === 'openmetrics' ? (type === 'untyped' ? 'unknown' : type) : type;
  const text = help.replaceAll('\\', '\\\\').replaceAll('\n', '\\n');
  return `# HELP ${family} ${format === 'openmetrics' ? text.replaceAll('"', '\\"') : text}\n# TYPE ${family} ${kind}\n`;
}

/** The name of a counter's family in OpenMetrics, whose sample has `_total` after it. */
export function stemOf(name: string): string {
  return name.endsWith('_total') ? name.slice(0, -'_total'.length) : name;
}

/** Labels of a series and those that the registry gives to all, as one text. */
export function joinLabels(own: string, more: string): string {
  if (own === '') return more;
  return more === '' ? own : `${own},${more}`;
}

/** What stands between the name of a sample and its value. */
export function braced(labels: string): string {
  return labels === '' ? ' ' : `{${labels}} `;
}
