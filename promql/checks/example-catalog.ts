import type { Bounds, Catalog, LabelFacts, Series, SeriesKind } from '../infer/catalog.ts';
import type { Unit } from '../infer/unit.ts';

/** Labels as a list of names, each with the values that it takes: `{ job: ['api'], route: 'any' }`; `?` behind a name: not always there. */
type ExampleLabels = Readonly<Record<string, readonly string[] | 'any'>>;

const seconds: Unit = { powers: { seconds: 1 } };
const bytes: Unit = { powers: { bytes: 1 } };
const number: Unit = { powers: {} };
const positive: Bounds = { min: 0, max: Number.POSITIVE_INFINITY };

const api: ExampleLabels = { job: ['api'], instance: ['api:8000', 'api-2:8000'] };
const node: ExampleLabels = { job: ['node'], instance: 'any' };
const methods = ['GET', 'POST'];
const buckets = ['0.1', '0.5', '1.0', '2.5', '+Inf'];

function series(
  name: string,
  kind: SeriesKind,
  labels: ExampleLabels,
  facts: Partial<Pick<Series, 'unit' | 'bounds' | 'key' | 'observes' | 'buckets' | 'source'>> = {},
): Series {
  const known = Object.entries(labels).map(([label, values]): [string, LabelFacts] => [
    label.replace('?', ''),
    { always: !label.endsWith('?'), ...(values !== 'any' && { values: new Set(values) }) },
  ]);
  const job = labels.job === undefined || labels.job === 'any' ? '' : (labels.job[0] ?? '');
  return {
    name,
    kind,
    unit: number,
    bounds: kind === 'gauge' ? { min: Number.NEGATIVE_INFINITY, max: Number.POSITIVE_INFINITY } : positive,
    labels: new Map(known),
    closed: true,
    key: known.map(([label]) => label),
    source: { kind: 'scrape', job, interval: 15 },
    ...facts,
  };
}

/** The series of the catalog in which the examples of the docs stand: an API read every 15 seconds, a host, a few rules. */
export const exampleSeries: readonly Series[] = [
  series('up', 'gauge', { job: ['api', 'node'], instance: 'any' }, { bounds: { min: 0, max: 1 } }),
  series('http_requests_total', 'counter', {
    ...api,
    method: methods,
    route: 'any',
    status_code: ['2xx', '4xx', '5xx'],
  }),
  series(
    'http_request_duration_seconds_bucket',
    'bucket',
    { ...api, method: methods, route: 'any', le: buckets },
    { observes: seconds, buckets },
  ),
  series('http_request_duration_seconds_sum', 'counter', { ...api, method: methods, route: 'any' }, { unit: seconds }),
  series('http_request_duration_seconds_count', 'counter', { ...api, method: methods, route: 'any' }),
  series('queue_depth', 'gauge', { ...api, queue: ['mail', 'invoices'] }, { bounds: positive }),
  series('cache_hit_ratio', 'gauge', api, { bounds: { min: 0, max: 1 } }),
  series('process_resident_memory_bytes', 'gauge', api, { unit: bytes, bounds: positive }),
  series('process_start_time_seconds', 'gauge', api, { unit: { ...seconds, instant: true }, bounds: positive }),
  series(
    'app_build_info',
    'info',
    { ...api, version: 'any' },
    { bounds: { min: 1, max: 1 }, key: ['job', 'instance'] },
  ),
  series(
    'node_filesystem_avail_bytes',
    'gauge',
    { ...node, device: 'any', mountpoint: 'any' },
    { unit: bytes, bounds: positive },
  ),
  series(
    'node_filesystem_size_bytes',
    'gauge',
    { ...node, device: 'any', mountpoint: 'any' },
    { unit: bytes, bounds: positive },
  ),
  series('node_load1', 'gauge', node, { bounds: positive }),
  series(
    'job:http_requests:sum',
    'counter',
    { job: ['api'] },
    { source: { kind: 'rule', group: 'http', interval: 15 } },
  ),
  series(
    'job:http_requests:rate5m',
    'gauge',
    { job: ['api'] },
    { bounds: positive, unit: { powers: { seconds: -1 } }, source: { kind: 'rule', group: 'http', interval: 15 } },
  ),
].map((each) => (each.name === 'job:http_requests:sum' ? { ...each, aggregated: true } : each));

/** The catalog of the examples in the docs; nothing else is there. */
export const exampleCatalog: Catalog = {
  find: (name) => exampleSeries.filter((each) => each.name === name),
  names: exampleSeries.map(({ name }) => name).sort(),
  closed: true,
};
