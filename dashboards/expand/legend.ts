/** Labels of a series, `__name__` among them where it has one. */
type Labels = Readonly<Record<string, string>>;

/**
 * The name of a series in a legend: `{{label}}` stands for the label's value, or for nothing where the series has none; `__auto` for what
 * tells it from the others; an empty format for the whole series. Source: `getName` of promlib, and for `__auto`
 * `getFieldDisplayName` of @grafana/data.
 *
 * @param all - The series of all queries of the panel, this one included; `__auto` looks at their labels.
 */
export function legend(format: string, labels: Labels, expr: string, all: readonly Labels[] = [labels]): string {
  if (format === '__auto' && Object.keys(labels).length > 0) return automatic(labels, all);
  const name =
    format === '' || format === '__auto'
      ? seriesName(labels, ', ')
      : format.replace(/\{\{\s*(.+?)\s*\}\}/g, (_, label: string) =>
          Object.hasOwn(labels, label) ? (labels[label] ?? '') : '',
        );
  return name === '{}' ? expr : name;
}

/** A series as Prometheus writes it: `up{instance="a", job="b"}`. */
export function seriesName(labels: Labels, separator = ','): string {
  const { __name__: name = '', ...others } = labels;
  const written = Object.entries(others)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([label, value]) => `${label}=${JSON.stringify(value)}`)
    .join(separator);
  return written === '' ? name || '{}' : `${name}{${written}}`;
}

/** The value of the only label that the series have, else all labels. */
function automatic(labels: Labels, all: readonly Labels[]): string {
  const [only, ...others] = new Set(all.flatMap((each) => Object.keys(each)));
  if (only !== undefined && others.length === 0) return labels[only] ?? '';
  const written = Object.entries(labels)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([label, value]) => `${label}="${value}"`);
  return `{${written.join(', ')}}`;
}
