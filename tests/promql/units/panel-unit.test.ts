import { describe, expect, it } from 'vitest';
import { exampleCatalog } from '../../../promql/checks/example-catalog.ts';
import { catalogOf, infer, parse, type Series, unitText } from '../../../promql/index.ts';
import { fitsUnit, inferredUnit, type Shows } from '../../../promql/units/panel-unit.ts';
import { panelUnits } from '../../../promql/units/table.ts';

const like = (name: string, as: string, changes: Partial<Series> = {}): Series => {
  const [series] = exampleCatalog.find(as);
  if (series === undefined) throw new Error(`there is no series '${as}'`);
  return { ...series, name, ...changes };
};

const catalog = catalogOf(
  [
    ...exampleCatalog.names.flatMap((name) => exampleCatalog.find(name)),
    like('sent_bytes_total', 'http_requests_total', { unit: { powers: { bytes: 1 } } }),
    like('cpu_seconds_total', 'http_requests_total', { unit: { powers: { seconds: 1 } } }),
    like('dropped_packets_total', 'http_requests_total'),
    like('errors_total', 'http_requests_total'),
    like('batch_size_sum', 'http_request_duration_seconds_sum', { unit: { powers: {} } }),
    like('batch_size_count', 'http_request_duration_seconds_count'),
    like('unknown_gauge', 'queue_depth', { unit: undefined }),
    like('spent_dollars', 'queue_depth', { unit: { powers: { dollars: 1 } } }),
  ],
  true,
);

function unitOf(text: string, shows: Shows = 'axis'): string | undefined {
  const expr = parse(text);
  return inferredUnit(expr, infer(expr, catalog), shows);
}

describe('the unit of a panel follows from its query', () => {
  it.each([
    ['time() - process_start_time_seconds', 's'],
    ['1000 * (time() - process_start_time_seconds)', 'ms'],
    ['(time() - process_start_time_seconds) / 86400', 'd'],
    ['process_start_time_seconds * 1000', 'dateTimeFromNow'],
    ['process_resident_memory_bytes', 'bytes'],
    ['topk(5, sum by (job) (process_resident_memory_bytes))', 'bytes'],
    ['rate(sent_bytes_total[5m])', 'Bps'],
    ['8 * rate(sent_bytes_total[5m])', 'bps'],
    ['sum(rate(http_requests_total[5m]))', 'reqps'],
    ['sum(rate(dropped_packets_total[5m]))', 'pps'],
    ['sum(rate(errors_total[5m]))', 'cps'],
    ['spent_dollars', 'currencyUSD'],
    ['histogram_quantile(0.9, sum by (le) (rate(http_request_duration_seconds_bucket[5m])))', 's'],
    ['rate(http_request_duration_seconds_sum[5m]) / rate(http_request_duration_seconds_count[5m])', 's'],
  ])('%s: %s', (expr, unit) => expect(unitOf(expr)).toBe(unit));

  it.each([
    ['cache_hit_ratio', 'percentunit'],
    ['avg(avg_over_time(cache_hit_ratio[1h]))', 'percentunit'],
    ['1 - cache_hit_ratio', 'percentunit'],
    ['100 * cache_hit_ratio', 'percent'],
    ['1 - node_filesystem_avail_bytes / node_filesystem_size_bytes', 'percentunit'],
    ['sum(rate(http_requests_total{status_code="5xx"}[5m])) / (sum(rate(http_requests_total[5m])) > 0)', 'percentunit'],
    ['(errors_total or 0 * errors_total) / (errors_total + errors_total)', 'percentunit'],
    ['histogram_fraction(0, 1, http_request_duration_seconds_bucket)', 'percentunit'],
    ['cache_hit_ratio * on (job, instance) group_left (version) app_build_info', 'percentunit'],
    ['sum(increase(http_requests_total[5m]))', 'short'],
    ['count(up)', 'short'],
    ['count(cache_hit_ratio)', 'short'],
    ['cache_hit_ratio > bool 0.5', 'short'],
    ['changes(process_start_time_seconds[1h])', 'short'],
  ])('and of plain numbers it says which are shares: %s: %s', (expr, unit) => expect(unitOf(expr)).toBe(unit));

  it('where each count stands for itself, it is the number as it is', () => {
    expect(unitOf('count(up)', 'number')).toBe('none');
    expect(unitOf('cache_hit_ratio', 'number')).toBe('percentunit');
  });

  it('and of a heatmap it is that of the bounds, not of what is counted in them', () => {
    const buckets = 'sum by (le) (rate(http_request_duration_seconds_bucket[5m]))';
    expect([unitOf(buckets, 'bounds'), unitOf(buckets)]).toEqual(['s', 'reqps']);
  });

  it.each([
    ['unknown_gauge'],
    ['of_others_total'],
    ['rate(cpu_seconds_total[5m])'],
    ['rate(batch_size_sum[5m]) / rate(batch_size_count[5m])'],
    ['sum(errors_total) / sum(http_requests_total)'],
    ['3600 * rate(errors_total[5m])'],
    ['process_start_time_seconds'],
    ['cache_hit_ratio + count(up)'],
  ])('and where more than one could be meant, nobody guesses: %s', (expr) => expect(unitOf(expr)).toBeUndefined());
});

describe('the table of units', () => {
  it('infers nothing that the check would then speak against', () => {
    for (const { unit, powers, scale = 1, instant = false } of panelUnits) {
      expect(fitsUnit(unit, { unit: { powers, instant }, scale }), unit).toBe(true);
    }
  });

  it('takes one unit for another only where both count the same', () => {
    const seconds = { unit: { powers: { seconds: 1 } }, scale: 1 };
    const fitting = panelUnits.filter(({ unit }) => fitsUnit(unit, seconds)).map(({ unit }) => unit);
    expect(fitting).toEqual(['s', 'dtdurations', 'dateTimeFromNow', 'none', 'short']);
    expect(unitText(seconds.unit)).toBe('seconds');
  });
});
