import { type LabelSpec, type MetricDefinition, type MetricSet, UNITS } from './definition.ts';

/** The label value that takes what a label or a metric has no room for. */
export const OTHER = '__other__';

/** One error for everything that is wrong with a set of definitions. `mistakes` has one sentence or two for each. */
export class MetricDefinitionError extends Error {
  readonly mistakes: readonly string[];

  constructor(mistakes: readonly string[]) {
    const count = mistakes.length === 1 ? 'One mistake' : `${mistakes.length} mistakes`;
    super(`${count} in the metric definitions:\n${mistakes.map((mistake) => `  ${mistake}`).join('\n')}`);
    this.name = 'MetricDefinitionError';
    this.mistakes = mistakes;
  }
}

const NAME = /^[a-zA-Z_][a-zA-Z0-9_]*$/;
/** A label name that a program may use; those that begin with `__` belong to Prometheus. */
export const LABEL_NAME = /^(?!__)[a-zA-Z_][a-zA-Z0-9_]*$/;

const SERIES_SUFFIX = /_(bucket|count|sum)$/;
// Prometheus sets these two on every series it scrapes; one from the program would become `exported_job`.
const TARGET_LABELS = ['job', 'instance'];
const TYPES = ['counter', 'gauge', 'histogram', 'summary'];
const BASE_UNITS: readonly string[] = UNITS;

const BASE_OF: Readonly<Record<string, string>> = {
  ns: 'seconds',
  nanoseconds: 'seconds',
  microseconds: 'seconds',
  ms: 'seconds',
  millis: 'seconds',
  milliseconds: 'seconds',
  minutes: 'seconds',
  hours: 'seconds',
  days: 'seconds',
  kb: 'bytes',
  kilobytes: 'bytes',
  mb: 'bytes',
  megabytes: 'bytes',
  gb: 'bytes',
  gigabytes: 'bytes',
  percent: 'ratio',
  percentage: 'ratio',
  fahrenheit: 'celsius',
  kelvin: 'celsius',
  kilometers: 'meters',
  millimeters: 'meters',
  kilograms: 'grams',
  cents: 'dollars',
};

/**
 * Everything wrong with a set of metrics, each with its fix; empty when all is well. `ours` also holds the metrics to the
 * naming conventions of https://prometheus.io/docs/practices/naming/, which metrics of other programs often break. Metrics that are
 * `known` to be in order are not looked at again.
 */
export function mistakesIn(set: MetricSet, ours: boolean, known?: WeakSet<MetricDefinition>): string[] {
  const mistakes: string[] = [];
  for (const [key, metric] of Object.entries(set)) {
    if (known?.has(metric)) continue;
    const found: string[] = [];
    broken(metric, found);
    if (ours) found.push(...unconventional(metric));
    if (found.length === 0) continue;
    const at = key === metric.name ? key : `${key} (${metric.name})`;
    for (const mistake of found) mistakes.push(`${at}: ${mistake}`);
  }
  return [...mistakes, ...duplicates(Object.values(set))];
}

/** One mistake for each metric name that is defined more than once. */
export function duplicates(metrics: readonly MetricDefinition[]): string[] {
  const seen = new Set<string>();
  const twice = new Set<string>();
  for (const { name } of metrics) (seen.has(name) ? twice : seen).add(name);
  return [...twice].map((name) => `${name}: defined more than once. Rename one, or define it once and share it.`);
}

function broken(metric: MetricDefinition, found: string[]): void {
  if (!TYPES.includes(metric.type)) found.push(`the type "${metric.type}" is none of ${TYPES.join(', ')}.`);
  if (metric.name.includes(':')) {
    found.push('a colon is for recording rules. Use _ in the name of a metric.');
  } else if (!NAME.test(metric.name)) {
    found.push(`"${metric.name}" is not a metric name. Use letters, digits and _, not beginning with a digit.`);
  }
  if (metric.help.trim() === '') found.push('the help text is empty. Say in one sentence what is measured.');
  for (const label of Object.keys(metric.labels)) {
    brokenLabel(metric, label, found);
    const spec = metric.labels[label];
    if (spec !== undefined) brokenValues(label, spec, found);
  }
  for (const label of metric.key ?? NONE) {
    if (!Object.hasOwn(metric.labels, label))
      found.push(`the key label ${label} is none of its labels. Correct the name.`);
  }
  if (metric.type === 'histogram') found.push(...brokenNumbers('bucket', metric.buckets));
  if (metric.type === 'summary') found.push(...brokenNumbers('quantile', metric.quantiles));
}

const NONE: readonly string[] = [];

function brokenLabel(metric: MetricDefinition, label: string, found: string[]): void {
  if (label.startsWith('__')) {
    found.push(`the label ${label} begins with __, which Prometheus keeps for itself. Rename it.`);
  } else if (!LABEL_NAME.test(label)) {
    found.push(`"${label}" is not a label name. Use letters, digits and _, not beginning with a digit.`);
  } else if (metric.type === 'histogram' && label === 'le') {
    found.push('the label le belongs to the buckets. Rename it.');
  } else if (metric.type === 'summary' && label === 'quantile') {
    found.push('the label quantile belongs to the quantiles. Rename it.');
  }
}

function brokenValues(label: string, spec: LabelSpec, found: string[]): void {
  if ('kind' in spec) {
    const most = spec.kind === 'bounded' ? spec.limit : Number.POSITIVE_INFINITY;
    if (spec.kind === 'bounded' && !(Number.isInteger(most) && most > 0))
      found.push(`the label ${label} is bounded by ${most}. Give a whole number from 1 up.`);
    else if (spec.typically !== undefined && !(spec.typically > 0 && spec.typically <= most))
      found.push(
        `the label ${label} typically has ${spec.typically} values, which cannot be. Give 1 or more, up to its limit.`,
      );
    return;
  }
  if (spec.length === 0) found.push(`the label ${label} has no values. List them, or use bounded(n).`);
  const twice = spec.find((value, index) => spec.indexOf(value) !== index);
  if (twice !== undefined) found.push(`the label ${label} lists "${twice}" twice. Remove one.`);
  if (spec.includes('')) {
    found.push(
      `the label ${label} lists the empty value, which Prometheus takes for no label. Use a word such as "none".`,
    );
  }
  if (spec.includes(OTHER)) found.push(`the label ${label} lists ${OTHER}, which the overflow uses. Remove it.`);
}

function brokenNumbers(what: 'bucket' | 'quantile', numbers: readonly number[]): string[] {
  if (!numbers.every(Number.isFinite)) {
    return [`each ${what} must be a finite number${what === 'bucket' ? '; +Inf is added by itself' : ''}.`];
  }
  const index = numbers.findIndex((number, at) => at > 0 && number <= (numbers[at - 1] ?? 0));
  if (index < 0) return [];
  return [`the ${what}s must increase, but ${numbers[index]} comes after ${numbers[index - 1]}. Sort them.`];
}

function unconventional(metric: MetricDefinition): string[] {
  // Programs of others have histograms of +Inf alone (beside a native one) and summaries of a sum and a count.
  const found = [
    ...(metric.type === 'histogram' && metric.buckets.length === 0 ? ['there is no bucket. Give at least one.'] : []),
    ...(metric.type === 'summary' && metric.quantiles.length === 0 ? ['there is no quantile. Give at least one.'] : []),
  ];
  // redis_exporter has them as percents.
  const outside =
    metric.type === 'summary' ? metric.quantiles.find((quantile) => quantile < 0 || quantile > 1) : undefined;
  if (outside !== undefined) found.push(`the quantile ${outside} is not between 0 and 1. Write 0.99 for the 99th.`);
  const stem = metric.name.replace(/_total$/, '');
  if (metric.type === 'counter' && !metric.name.endsWith('_total')) {
    found.push(`the name of a counter ends in _total. Rename it to ${metric.name}_total.`);
  }
  if (metric.type !== 'counter' && metric.name.endsWith('_total')) {
    found.push(`only the name of a counter ends in _total, this is a ${metric.type}. Rename it to ${stem}.`);
  }
  const suffix = SERIES_SUFFIX.exec(stem)?.[0];
  if (suffix !== undefined) {
    found.push(`the ending ${suffix} is for the series of histograms and summaries. Use another word.`);
  }
  found.push(...unconventionalUnit(metric, stem));
  for (const label of TARGET_LABELS.filter((name) => Object.hasOwn(metric.labels, name))) {
    found.push(`the label ${label} is set by Prometheus on every scrape. Use a more exact name.`);
  }
  return found;
}

function unconventionalUnit(metric: MetricDefinition, stem: string): string[] {
  const word = stem.slice(stem.lastIndexOf('_') + 1);
  const { unit } = metric;
  if (unit !== undefined && !BASE_UNITS.includes(unit)) {
    return [`the unit "${unit}" is no base unit. Use ${BASE_OF[unit] ?? `one of ${UNITS.join(', ')}`}.`];
  }
  if (unit === 'timestamp') {
    if (stem.endsWith('_timestamp_seconds')) return [];
    return [`the unit is timestamp, but the name does not say so. End it in _timestamp_seconds.`];
  }
  if (unit === 'seconds' && stem.endsWith('_timestamp_seconds')) {
    return [`a point in time is no length of time. Write unit: 'timestamp'.`];
  }
  const base = BASE_OF[word];
  if (base !== undefined) return [`_${word} is no base unit. Measure in ${base} and end the name in _${base}.`];
  if (unit !== undefined && word !== unit) {
    const total = metric.type === 'counter' ? '_total' : '';
    return [`the unit is ${unit}, but the name does not say so. Rename it to ${stem}_${unit}${total}.`];
  }
  if (unit === undefined && BASE_UNITS.includes(word)) {
    return [`the name ends in _${word}, but no unit is given. Add unit: '${word}'.`];
  }
  return [];
}
