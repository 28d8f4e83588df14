import type { Catalog, Series, SeriesKind } from '../../promql/infer/catalog.ts';
import { infer } from '../../promql/infer/infer.ts';
import { catalogOf } from '../../promql/infer/series.ts';
import type { Shape } from '../../promql/infer/shape.ts';
import type { Unit } from '../../promql/infer/unit.ts';
import { parse } from '../../promql/syntax/parse.ts';

/** Units by their names in tests. */
export const units = {
  number: { powers: {} },
  seconds: { powers: { seconds: 1 } },
  bytes: { powers: { bytes: 1 } },
  time: { powers: { seconds: 1 }, instant: true },
} satisfies Record<string, Unit>;

const anything = { min: Number.NEGATIVE_INFINITY, max: Number.POSITIVE_INFINITY };
const positive = { min: 0, max: Number.POSITIVE_INFINITY };
const bounds = { counter: positive, bucket: positive, gauge: anything, histogram: anything, info: { min: 1, max: 1 } };

/**
 * One series as a test writes it. Labels: `job=api code=200|500 instance zone? …`; with `=` all values, `?` means that it may be
 * missing, a final `…` that others can be there. The key is all labels that have several values.
 */
export function series(name: string, kind: SeriesKind, labels: string, facts: Partial<Series> = {}): Series {
  const words = labels.split(' ').filter((word) => word !== '' && word !== '…');
  const all = words.map((word) => {
    const [, label = '', optional, values] = /^([^?=]+)(\?)?(?:=(.*))?$/.exec(word) ?? [];
    const always = optional === undefined;
    return [label, values === undefined ? { always } : { always, values: new Set(values.split('|')) }] as const;
  });
  return {
    name,
    kind,
    unit: units.number,
    bounds: bounds[kind],
    labels: new Map(all),
    closed: !labels.includes('…'),
    key: all.flatMap(([label, { always, values }]) => (always && values?.size === 1 ? [] : [label])),
    source: { kind: 'scrape', job: 'api', interval: 15 },
    ...facts,
  };
}

const { number, seconds, bytes, time } = units;

/** An API, a host and a few pods, with something of every kind. */
export const declared: readonly Series[] = [
  series('up', 'gauge', 'job=api|node instance', { bounds: { min: 0, max: 1 }, key: ['instance'] }),
  series('requests_total', 'counter', 'job=api instance method=GET|POST code=200|404|500 route?', { unit: number }),
  series('errors_total', 'counter', 'job=api instance method=GET|POST'),
  series('work_seconds_total', 'counter', 'job=api instance', { unit: seconds }),
  series('sent_bytes_total', 'counter', 'job=api instance', { unit: bytes }),
  series('latency_seconds_bucket', 'bucket', 'job=api instance route le=0.1|1|+Inf', {
    observes: seconds,
    buckets: ['0.1', '1', '+Inf'],
  }),
  series('latency_seconds_sum', 'counter', 'job=api instance route', { unit: seconds }),
  series('latency_seconds_count', 'counter', 'job=api instance route'),
  series('size_bytes', 'histogram', 'job=api instance', { observes: bytes }),
  series('gc_seconds', 'gauge', 'job=api instance quantile=0|0.5|1', { unit: seconds, bounds: positive }),
  series('queue_depth', 'gauge', 'job=api instance queue=mail|video', { bounds: positive }),
  series('balance', 'gauge', 'job=api instance'),
  series('free_bytes', 'gauge', 'job=node instance device', { unit: bytes, bounds: positive }),
  series('size_total_bytes', 'gauge', 'job=node instance device', { unit: bytes, bounds: positive }),
  series('started_seconds', 'gauge', 'job=api instance', { unit: time, bounds: positive }),
  series('backup_seconds', 'gauge', 'job=node instance', { unit: time, bounds: positive }),
  series('hit_ratio', 'gauge', 'job=api instance', { bounds: { min: 0, max: 1 } }),
  series('build_info', 'info', 'job=api instance version', { key: ['instance'] }),
  series('pod_info', 'info', 'namespace pod node ip', { key: ['namespace', 'pod'] }),
  series('pod_memory_bytes', 'gauge', 'namespace pod container', { unit: bytes, bounds: positive }),
  series('summed:requests', 'counter', 'job=api', { aggregated: true }),
  series('anything', 'gauge', 'job …'),
  // Of one name, from two jobs.
  series('shared_total', 'counter', 'job=a instance shard', { unit: bytes }),
  series('shared_total', 'counter', 'job=b instance zone?=x|y', { unit: bytes }),
  series('mixed', 'counter', 'job=a instance', { unit: bytes }),
  series('mixed', 'gauge', 'job=b instance', { unit: seconds }),
];

/** Nothing else is there. */
export const closed: Catalog = catalogOf(declared, true);
/** Other names may be there. */
export const open: Catalog = catalogOf(declared, false);

/** What is known of an expression. */
export function shapeOf(text: string, catalog: Catalog = closed): Shape {
  const expr = parse(text);
  return infer(expr, catalog).of(expr);
}

/** Labels as {@link series} reads them, sorted. */
export function labelText({ labels, closed: all }: Pick<Shape, 'labels' | 'closed'>): string {
  const words = [...labels].map(([name, { always, values }]) => {
    const shown = values === undefined ? '' : `=${[...values].join('|')}`;
    return `${name}${always ? '' : '?'}${shown}`;
  });
  return [...words.sort(), ...(all ? [] : ['…'])].join(' ');
}

/** The labels of an expression, as text. */
export function labelsOf(text: string, catalog?: Catalog): string {
  return labelText(shapeOf(text, catalog));
}
