import { type Expr, unwrap } from '../../promql/index.ts';

/** What a unit measures. */
export type Family = 'seconds' | 'bytes' | 'bytes per second' | 'shares' | 'events per second';

const families: Readonly<Record<Family, readonly string[]>> = {
  seconds: [
    's',
    'ms',
    'µs',
    'ns',
    'm',
    'h',
    'd',
    'dtdurations',
    'dtdurationms',
    'clocks',
    'clockms',
    'dthms',
    'dtdhms',
  ],
  bytes: ['bytes', 'decbytes', 'bits', 'decbits', 'kbytes', 'deckbytes', 'mbytes', 'decmbytes', 'gbytes', 'decgbytes'],
  'bytes per second': ['Bps', 'binBps', 'bps', 'binbps', 'KBs', 'KiBs', 'MBs', 'MiBs', 'Kbits', 'Mbits', 'Gbits'],
  shares: ['percentunit', 'percent'],
  'events per second': ['reqps', 'ops', 'rps', 'wps', 'iops', 'cps', 'eps', 'mps', 'pps'],
};

/** What a unit of Grafana measures; `undefined` for one that says nothing about it, such as `short`. */
export function unitFamily(unit: string): Family | undefined {
  return (Object.keys(families) as Family[]).find((family) => families[family].includes(unit));
}

const keeping = ['sum', 'avg', 'max', 'min', 'topk', 'bottomk', 'quantile'];

/** What the name of the only metric of an expression says of its value; `undefined` where arithmetic may have changed it. */
export function suffixOf(expr: Expr | undefined): { readonly metric: string; readonly family: Family } | undefined {
  if (expr === undefined) return undefined;
  const outer = unwrap(expr);
  if (outer.kind === 'AggregateExpr') return keeping.includes(outer.operator) ? suffixOf(outer.expr) : undefined;
  if (outer.kind === 'VectorSelector') return familyOf(outer.name ?? '', false);
  if (outer.kind !== 'Call') return undefined;
  const [first, second] = outer.args;
  if (outer.func === 'histogram_quantile') {
    const found = suffixOf(second);
    return found?.family === 'bytes per second' ? { ...found, family: 'bytes' } : found;
  }
  const range = first?.kind === 'MatrixSelector' ? (first.selector.name ?? '') : undefined;
  if (['rate', 'irate'].includes(outer.func) && range !== undefined) return familyOf(range, true);
  if (/^(avg|max|min|last)_over_time$/.test(outer.func) && range !== undefined) return familyOf(range, false);
  return undefined;
}

function familyOf(
  metric: string,
  perSecond: boolean,
): { readonly metric: string; readonly family: Family } | undefined {
  const [, unit, kind = ''] = /_(seconds|bytes|ratio)(_total|_bucket|_sum|_count)?$/.exec(metric) ?? [];
  const counts = perSecond && (kind === '_count' || (unit === undefined && metric.endsWith('_total')));
  const family = ((): Family | undefined => {
    if (counts) return 'events per second';
    // The time spent per second is a share; seconds of buckets stay seconds.
    if (unit === 'seconds' && kind === '_bucket') return 'seconds';
    if (unit === 'seconds') return perSecond ? undefined : kind === '' ? 'seconds' : undefined;
    if (unit === 'bytes') return perSecond ? 'bytes per second' : 'bytes';
    return unit === 'ratio' && !perSecond ? 'shares' : undefined;
  })();
  return family === undefined ? undefined : { metric, family };
}
