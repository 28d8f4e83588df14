import {
  bounded,
  counter,
  currentLabels,
  defineMetrics,
  expose,
  instrument,
  perRequest,
  wholeBody,
  withLabels,
} from '@narthex/instrumentation';
import client from 'prom-client';
import { describe, expect, it } from 'vitest';
import { parseExposition, seriesNamed } from './exposition.ts';

const set = defineMetrics({
  orders: counter('orders_total', 'Orders.', { labels: { channel: ['web', 'app'], tenant: perRequest(bounded(2)) } }),
});

function start() {
  const registry = new client.Registry();
  const metrics = instrument(set, { registry, warn: () => undefined });
  return {
    metrics,
    series: async () =>
      seriesNamed(parseExposition((await wholeBody(await expose(registry))).toString()), 'orders_total'),
  };
}

describe('the labels of a request', () => {
  it('are taken from around the call, also after an await, and stay with their request', async () => {
    const { metrics, series } = start();
    const handle = async (tenant: string) =>
      withLabels({ tenant }, async () => {
        await new Promise((resolve) => setTimeout(resolve, 5));
        metrics.orders.inc({ channel: 'web' });
      });
    await Promise.all([handle('north'), handle('south'), handle('north')]);
    expect(await series()).toEqual([
      ['orders_total{channel="web",tenant="north"}', 2],
      ['orders_total{channel="web",tenant="south"}', 1],
    ]);
  });

  it('yield to what is given, and are __none__ outside of a request', async () => {
    const { metrics, series } = start();
    metrics.orders.inc({ channel: 'app' });
    withLabels({ tenant: 'north' }, () => metrics.orders.inc({ channel: 'app', tenant: 'south' }, 2));
    expect(await series()).toEqual([
      ['orders_total{channel="app",tenant="__none__"}', 1],
      ['orders_total{channel="app",tenant="south"}', 2],
    ]);
  });

  it('are held to their bound, like any other', async () => {
    const { metrics, series } = start();
    for (let id = 0; id < 10; id += 1)
      withLabels({ tenant: `tenant-${id}` }, () => metrics.orders.inc({ channel: 'web' }));
    expect((await series()).map(([key]) => key)).toContain('orders_total{channel="web",tenant="__other__"}');
    expect(await series()).toHaveLength(3);
  });

  it('nest, the inner ones over the outer ones', () => {
    const seen = withLabels({ tenant: 'north', shard: '1' }, () => withLabels({ tenant: 'south' }, currentLabels));
    expect(seen).toEqual({ tenant: 'south', shard: '1' });
    expect(currentLabels()).toEqual({});
  });

  it('may be left out by type, and the others not, which the compiler proves', () => {
    const { metrics } = start();
    const never = (): void => {
      metrics.orders.inc({ channel: 'web' });
      metrics.orders.inc({ channel: 'web', tenant: 'north' });
      // @ts-expect-error the channel is missing
      metrics.orders.inc({ tenant: 'north' });
    };
    expect(never).toBeTypeOf('function');
  });
});
