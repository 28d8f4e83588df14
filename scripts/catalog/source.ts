import type { DescribedLabel, DescribedMetric } from './describe.ts';

/** What the file of a catalog is made from. */
export interface CatalogSource {
  /** The name of the export: `nodeMetrics`. */
  readonly exportName: string;
  /** Where the metrics were seen, for the comment. */
  readonly from: readonly string[];
  readonly metrics: readonly DescribedMetric[];
  /** Metrics that no catalog can hold, with the reason. */
  readonly leftOut: readonly string[];
}

const width = 120;

/** A TypeScript file that describes the metrics, formatted like the rest of the code. */
export function catalogSource({ exportName, from, metrics, leftOut }: CatalogSource): string {
  const used = new Set(metrics.flatMap(({ type, labels }) => [type, ...(labels.some(isOpen) ? ['open'] : [])]));
  const imports = ['describeMetrics', ...used].sort().join(', ');
  const lines = [
    `import { ${imports} } from 'narthex';`,
    '',
    ...leftOut.map((sentence) => `// left out: ${oneLine(sentence)}`),
    `/** What was seen at ${oneLine(from.join(', ')).replaceAll('*/', '* /')}. */`,
    `export const ${exportName} = describeMetrics({`,
    ...metrics.flatMap(entry),
    '});',
  ];
  return `${lines.join('\n')}\n`;
}

function isOpen([, label]: readonly [string, DescribedLabel]): boolean {
  return !isList(label);
}

function isList(label: DescribedLabel): label is readonly string[] {
  return Array.isArray(label);
}

function entry(metric: DescribedMetric): string[] {
  const { key, type, name, help, review } = metric;
  const comments = review.map((question) => `  // review: ${oneLine(question)}`);
  const options = optionFields(metric);
  const head = `  ${key}: ${type}(${quote(name)}, ${quote(help)}`;
  if (options.length === 0) {
    const line = `${head}),`;
    return [...comments, ...(line.length <= width ? [line] : broken(metric, ''))];
  }
  const one = `${head}, { ${options.join(', ')} }),`;
  if (one.length <= width) return [...comments, one];
  const first = `${head}, {`;
  if (first.length > width) return [...comments, ...broken(metric, `{ ${options.join(', ')} }`)];
  return [...comments, first, ...options.map((option) => `    ${option},`), '  }),'];
}

/** Each argument on a line of its own. */
function broken({ key, type, name, help }: DescribedMetric, options: string): string[] {
  const given = [quote(name), quote(help), ...(options === '' ? [] : [options])];
  return [`  ${key}: ${type}(`, ...given.map((argument) => `    ${argument},`), '  ),'];
}

function optionFields({ unit, labels, range, info, type, steps }: DescribedMetric): string[] {
  const fields = labels.map(([name, label]) => `${property(name)}: ${labelText(label)}`);
  return [
    ...(unit ? [`unit: ${quote(unit)}`] : []),
    ...(fields.length > 0 ? [`labels: { ${fields.join(', ')} }`] : []),
    ...(range ? [`range: [${range.join(', ')}]`] : []),
    ...(info ? ['info: true'] : []),
    ...(type === 'histogram' ? [`buckets: [${steps.join(', ')}]`] : []),
    ...(type === 'summary' ? [`quantiles: [${steps.join(', ')}]`] : []),
  ];
}

function labelText(label: DescribedLabel): string {
  if (isList(label)) return `[${label.map(quote).join(', ')}]`;
  const facts = [
    ...(label.typically === undefined ? [] : [`typically: ${label.typically}`]),
    ...(label.sometimes ? ['sometimes: true'] : []),
  ];
  return facts.length === 0 ? 'open()' : `open({ ${facts.join(', ')} })`;
}

function property(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : quote(name);
}

/** A string literal in single quotes, in double ones where that saves escapes. */
function quote(text: string): string {
  const escaped = JSON.stringify(text).slice(1, -1);
  if (text.includes("'") && !text.includes('"')) return `"${escaped}"`;
  return `'${escaped.replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}
