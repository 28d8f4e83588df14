import { secretFile } from 'narthex';
import { describePack } from '../../support/packs.ts';
import { planOf, shop, smallest } from '../../support/stacks.ts';

describePack('of a single Alertmanager', planOf(shop()), ['alertmanager-delivery']);

const receivers = {
  ...smallest.receivers,
  oncall: { webhook: [{ url: secretFile('oncall-url', 'where the people on call are told') }] },
  archive: { webhook: [{ url: secretFile('archive-url', 'where notes are kept') }] },
};
const routing = {
  ...smallest.routing,
  routes: [
    { match: { severity: 'critical' }, receiver: 'oncall' },
    { match: { severity: 'info' }, receiver: 'archive' },
  ],
};

describePack('of a cluster of Alertmanagers', planOf(shop({ receivers, routing, alertmanager: { replicas: 3 } })), [
  'alertmanager-delivery',
  'alertmanager-cluster',
]);
