import type { LabelFacts, Series, SeriesKind } from '../../promql/infer/catalog.ts';

/** One series as it lies in Prometheus, and its values, one for each minute, as promtool reads them. */
export interface Stored {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly values: string;
}

/** `up{job="api"} 1x10`, one to a line. */
export function stored(text: string): Stored[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => {
      const [, name = '', labels = '', values = ''] = /^(\w+)\{(.*?)\} (.*)$/.exec(line) ?? [];
      return { name, labels: readLabels(labels), values };
    });
}

/** `a="1", b="2"`; no value holds a quote. */
export function readLabels(text: string): Record<string, string> {
  return Object.fromEntries([...text.matchAll(/(\w+)="([^"]*)"/g)].map(([, name = '', value = '']) => [name, value]));
}

/** How promtool's tests write a series. */
export function writeSeries({ name, labels }: Stored): string {
  const words = Object.entries(labels).map(([label, value]) => `${label}="${value}"`);
  return `${name}{${words.join(',')}}`;
}

/** What a catalog would declare of such series: one entry for each name and job. */
export function declare(all: readonly Stored[]): Series[] {
  const groups = new Map<string, Stored[]>();
  for (const one of all) {
    const source = `${one.name} ${one.labels.job ?? ''}`;
    groups.set(source, [...(groups.get(source) ?? []), one]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    return first === undefined ? [] : [declaration(first, group)];
  });
}

function declaration({ name, labels }: Stored, group: readonly Stored[]): Series {
  const names = [...new Set(group.flatMap((one) => Object.keys(one.labels)))];
  const facts = names.map((label): [string, LabelFacts] => {
    const values = group.flatMap((one) => one.labels[label] ?? []);
    return [label, { always: values.length === group.length, values: new Set(values) }];
  });
  const kind = kindOf(name, group);
  const positive = group.every(({ values }) => !values.startsWith('-') && !values.includes(' -'));
  const max = name === 'up' || kind === 'info' ? 1 : Number.POSITIVE_INFINITY;
  return {
    name,
    kind,
    unit: undefined,
    bounds: { min: kind === 'info' ? 1 : positive ? 0 : Number.NEGATIVE_INFINITY, max },
    labels: new Map(facts),
    closed: true,
    key: smallestKey(names, group),
    source: { kind: 'scrape', job: labels.job ?? '', interval: 60 },
  };
}

function kindOf(name: string, group: readonly Stored[]): SeriesKind {
  if (group.some(({ values }) => values.startsWith('{{'))) return 'histogram';
  if (/_(total|count|sum)$/.test(name)) return 'counter';
  if (name.endsWith('_bucket')) return 'bucket';
  return name.endsWith('_info') ? 'info' : 'gauge';
}

/** Labels are left out as long as the others still tell the series apart. */
function smallestKey(names: readonly string[], group: readonly Stored[]): readonly string[] {
  let key = names;
  for (const name of names) {
    const without = key.filter((other) => other !== name);
    const told = new Set(group.map(({ labels }) => JSON.stringify(without.map((label) => labels[label] ?? ''))));
    if (told.size === group.length) key = without;
  }
  return key;
}
