import { expect, it } from 'vitest';
import sergas from '../../../stacks/sergas.ts';
import { describePack } from '../../support/packs.ts';
import { planOf, shop, smallest } from '../../support/stacks.ts';

const metrics = { catalog: {}, interval: '15s' };
const two = {
  services: {
    ...smallest.services,
    web: { ...smallest.services.api, port: 8001, metrics },
    worker: { ...smallest.services.api, port: 8002, metrics },
  },
};

describePack('of the targets of Sergas', planOf(sergas, 'production'), ['targets']);
describePack('of the targets of two services', planOf(shop(two)), ['targets']);
describePack('of the targets of a stack without a service that is read', planOf(shop()), ['targets']);

it('compare each scrape with the timeout that its job has in this environment', () => {
  const plan = planOf(
    shop({ ...two, environments: { staging: { jobs: { web: { interval: '1m', timeout: '40s' } } } } }),
    'staging',
  );
  const slow = plan.groups.flatMap(({ rules }) => rules).find(({ name }) => name === 'TargetScrapeSlow');
  expect(slow?.expr.text).toContain('{job="web"}[10m]) > 0.8 * 40');
});
