import {
  type Anomaly,
  anomaly,
  counter,
  counting,
  defineMetrics,
  deployed,
  gauge,
  level,
  promql,
  type RulePack,
  series,
} from 'narthex';
import { describePack } from '../../support/packs.ts';
import { planOf, shop, smallest } from '../../support/stacks.ts';

const metrics = defineMetrics({
  orders: counter('orders_total', 'Orders.', { labels: { country: ['de', 'fr'] } }),
  waiting: gauge('orders_waiting', 'Orders that wait.'),
});
const runbook = { meaning: 'Means.', impact: 'Hits.', diagnosis: 'Look.', mitigation: 'Mend.' };
const labels = { job: 'api' };
const target = { ...labels, instance: 'api:8000', service: 'api' };

const waiting: Anomaly = {
  summary: 'The number of orders that wait',
  level: promql`sum by (job) (${metrics.waiting})`,
  past: 'day',
  minimum: 10,
  runbook,
  labels,
  feed: (value) => ({ [series(metrics.waiting, target)]: level(value) }),
};
const orders: Anomaly = {
  summary: 'The rate of orders',
  level: promql`sum by (job) (rate(${metrics.orders}[10m]))`,
  past: 'season',
  minimum: 0.5,
  unusual: 'low',
  whenGone: 'zero',
  margin: 0.4,
  severity: 'warning',
  runbook,
  labels,
  settles: '10m',
  feed: (perSecond) => ({
    [series(metrics.orders, { ...target, country: 'de' })]: counting(perSecond * 0.75),
    [series(metrics.orders, { ...target, country: 'fr' })]: counting(perSecond * 0.25),
  }),
};
const plan = (rules: readonly RulePack[]) =>
  planOf(
    shop({
      services: {
        api: { ...smallest.services.api, run: deployed('api:8000'), metrics: { catalog: metrics, interval: '15s' } },
      },
      rules,
    }),
  );

describePack('that watch for anomalies', plan([...anomaly('waiting', waiting), ...anomaly('orders', orders)]), [
  'anomaly-waiting',
  'anomaly-waiting-history',
  'anomaly-orders',
  'anomaly-orders-history',
]);
