import { instrumentationMetrics } from '@narthex/instrumentation';
import { nodejsMetrics } from 'narthex';
import { expect, it } from 'vitest';
import { describePack } from '../../support/packs.ts';
import { planOf, shop, smallest } from '../../support/stacks.ts';

const planWith = (runtime: object) =>
  planOf(
    shop({
      services: { api: { ...smallest.services.api, metrics: { catalog: {}, runtime, interval: '15s' } } },
    }),
  );
const names = (runtime: object) =>
  planWith(runtime)
    .groups.find(({ name }) => name === 'nodejs')
    ?.rules.map(({ name }) => name);

describePack('of a Node.js process', planWith({ ...nodejsMetrics, ...instrumentationMetrics }), ['nodejs']);

it('watches what the runtime of a service has, and nothing else', () => {
  expect(names({})).toBeUndefined();
  expect(names({ ...instrumentationMetrics })).toEqual(['NodejsMetricLimitReached', 'NodejsMetricValuesRejected']);
  expect(names({ ...nodejsMetrics })).not.toContain('NodejsMetricLimitReached');
});
