/** The samples of a scrape, by series: `http_requests_total{method="GET",route="/"}` with its labels in order of name. */
export type Samples = ReadonlyMap<string, number>;

const SAMPLE = /^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(.*)\})? (\S+)$/;
const LABEL = /([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\]|\\.)*)"(?:,|$)/gy;

/** Reads the text exposition format. Throws on a line that is none, and on a series that stands there twice. */
export function parseExposition(text: string): Samples {
  const samples = new Map<string, number>();
  for (const line of text.split('\n')) {
    if (line === '' || line.startsWith('#')) continue;
    const [, name, labels = '', value = ''] = SAMPLE.exec(line) ?? [];
    if (name === undefined) throw new Error(`no sample: ${line}`);
    const pairs = [...labels.matchAll(LABEL)];
    if (pairs.map(([pair]) => pair).join('') !== labels) throw new Error(`broken labels: ${line}`);
    const key = seriesKey(name, Object.fromEntries(pairs.map(([, label, text]) => [label, text])));
    if (samples.has(key)) throw new Error(`twice: ${line}`);
    samples.set(key, value === '+Inf' ? Number.POSITIVE_INFINITY : Number(value));
  }
  return samples;
}

/** The key of a series in `Samples`. */
export function seriesKey(name: string, labels: Readonly<Record<string, string | undefined>> = {}): string {
  const pairs = Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1));
  return pairs.length === 0 ? name : `${name}{${pairs.map(([label, value]) => `${label}="${value}"`).join(',')}}`;
}

/** The keys and values of one metric's series, by the name in front of the labels. */
export function seriesNamed(samples: Samples, name: string): [string, number][] {
  return [...samples].filter(([key]) => key === name || key.startsWith(`${name}{`));
}
