import type { Factor } from './cardinality.ts';
import type { MetricCost } from './job.ts';
import { countText } from './sizing.ts';

/** A metric with its numbers: `http_request_duration_seconds: 2,800 series: 5 methods × 40 routes × 14`. */
export function metricText({ name, series, factors }: Pick<MetricCost, 'name' | 'series' | 'factors'>): string {
  const text = factorsText(factors);
  return `${name}: ${countText(series)} series${text === '' ? '' : `: ${text}`}`;
}

/** What multiplies to a number of series: `5 methods × 40 routes × 14`; nothing where there is nothing to multiply. */
export function factorsText(factors: readonly Factor[]): string {
  const several = factors.filter(({ count }) => count !== 1);
  return several
    .map(({ count, label }) => (label === undefined ? countText(count) : `${countText(count)} ${plural(label)}`))
    .join(' × ');
}

function plural(word: string): string {
  if (/[^aeiou]y$/.test(word)) return `${word.slice(0, -1)}ies`;
  return /(s|x|ch|sh)$/.test(word) ? `${word}es` : `${word}s`;
}
