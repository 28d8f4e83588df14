import { counter, gauge, histogram } from '@narthex/instrumentation';
import { describe, expect, it } from 'vitest';
import { promql } from '../../promql/index.ts';
import { readsLeftOut } from '../../scripts/live/left-out.ts';
import type { Plan } from '../../stacks/model/index.ts';

const up = { restarts: counter('process_restarts_total', 'Restarts.') };
const grafana = {
  ...up,
  boards: gauge('grafana_boards', 'Boards.'),
  time: histogram('grafana_time_seconds', 'Time.', { buckets: [1] }),
};
const source = (name: string, metrics: object) => ({
  job: { kind: 'scrape', name },
  exposes: [{ targets: [{ part: name, instance: name }], metrics }],
});
const record = (name: string, expr: ReturnType<typeof promql>) => ({ kind: 'recording', name, expr });

const plan = {
  sources: [source('grafana', grafana), source('api', up)],
  groups: [
    {
      rules: [
        record('job:boards:sum', promql`sum by (job) (grafana_boards)`),
        record('job:boards:max1h', promql`max_over_time(job:boards:sum[1h])`),
        record('job:mixed:sum', promql`sum by (job) (grafana_boards)`),
        record('job:mixed:sum', promql`sum by (job) (process_restarts_total)`),
      ],
    },
  ],
} as unknown as Plan;

describe('a query reads what is left out', () => {
  const reads = readsLeftOut(plan, { grafana: 'no program' });

  it.each([
    'grafana_boards',
    'rate(grafana_time_seconds_bucket[5m])',
    'process_restarts_total{job="grafana"}',
    'up{job=~"grafana"}',
    'job:boards:sum',
    'job:boards:max1h > 1',
  ])('when only that exposes it: %s', (expr) => {
    expect(reads(expr)).toBe(true);
  });

  it.each(['process_restarts_total', 'up{job="api"}', 'up{job=~"grafana|api"}', 'job:mixed:sum'])(
    'but not when others have it as well: %s',
    (expr) => {
      expect(reads(expr)).toBe(false);
    },
  );

  it('only where something is left out', () => {
    expect(readsLeftOut(plan, {})('grafana_boards')).toBe(false);
  });
});
