import { describe, expect, it } from 'vitest';
import { type LabelFacts, parse, type Series } from '../../promql/index.ts';
import { stackCatalog } from '../../stacks/analysis/index.ts';
import { milliseconds } from '../../stacks/model/index.ts';
import sergas from '../../stacks/sergas.ts';
import { planOf } from '../support/stacks.ts';
import { type Conditions, days, normalConditions, start } from './history/conditions.ts';
import { incidents } from './history/incidents.ts';
import { type DeclaredSeries, declaredSeries } from './history/series/index.ts';
import { withIncidents } from './history/write.ts';

/** Why a series is not one that the stack would have; `undefined` if it is. */
function strange({ name, labels }: DeclaredSeries, known: readonly Series[]): string | undefined {
  const fits = known.filter(({ source }) => source.kind === 'scrape' && source.job === labels.job);
  // What is pushed has the job of the batch job.
  const among = fits.length > 0 ? fits : known;
  if (among.length === 0) return `nothing of the name ${name} is stored`;
  const faults = among.map((series) => faultOf(labels, series));
  return faults.includes(undefined) ? undefined : `${name}: ${faults[0]}`;
}

function faultOf(labels: DeclaredSeries['labels'], { labels: declared, closed }: Series): string | undefined {
  for (const [label, value] of Object.entries(labels)) {
    const facts: LabelFacts | undefined = declared.get(label);
    if (facts === undefined && closed) return `there is no label ${label}`;
    // The history has two instances of the API where the definition names their service.
    const known = label === 'instance' ? undefined : facts?.values;
    if (known !== undefined && !known.has(value)) return `${label} is never ${value}, only ${[...known].join(', ')}`;
  }
  const missing = [...declared].find(([label, { always }]) => always && labels[label] === undefined)?.[0];
  return missing === undefined ? undefined : `the label ${missing} is missing`;
}

it('the history of Sergas has only series that its Prometheus stores, with the labels that the catalogs declare', () => {
  const plan = planOf(sergas, 'production');
  const catalog = stackCatalog(plan, ({ text }) => parse(text));
  const faults = declaredSeries(plan).flatMap((series) => strange(series, catalog.find(series.name)) ?? []);
  expect([...new Set(faults)]).toEqual([]);
});

const normal = normalConditions(1);

it('the history of Sergas is the same in every run, and another one with another seed', () => {
  expect(normalConditions(1)[500]).toEqual(normal[500]);
  expect(normalConditions(2)[500]).not.toEqual(normal[500]);
});

describe.each(incidents)('$name', ({ from, to, within, change }) => {
  it('lies within the history, and its objective is a length of time', () => {
    expect(from).toBeGreaterThanOrEqual(start);
    expect(to).toBeLessThanOrEqual(start + days * 86_400);
    if (within !== undefined) expect(milliseconds(within)).toBeGreaterThan(0);
  });

  it('changes something while it lasts, and nothing before and after', () => {
    const around = normal.filter(({ time }) => time >= from - 3600 && time < to + 3600);
    const changed = withIncidents(around, [{ from, to, change }]).filter((now, index) => !same(now, around[index]));
    expect(changed.length).toBeGreaterThan(0);
    expect(changed.every(({ time }) => time >= from && time < to)).toBe(true);
  });
});

function same(one: Conditions, other: Conditions | undefined): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
