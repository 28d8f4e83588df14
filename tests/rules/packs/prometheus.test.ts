import { secretFile } from 'narthex';
import { describePack } from '../../support/packs.ts';
import { planOf, shop } from '../../support/stacks.ts';

const everywhere = [
  'prometheus-configuration',
  'prometheus-scraping',
  'prometheus-storage',
  'prometheus-rules',
  'prometheus-notifications',
  'prometheus-server',
];

const archive = {
  name: 'archive',
  url: 'https://metrics.example.org/api/v1/write',
  token: secretFile('archive-token', 'the token of the archive'),
};

describePack('of a single Prometheus', planOf(shop({ budget: { series: 20_000 } })), everywhere);

describePack(
  'of replicas of Prometheus that send their samples on',
  planOf(shop({ prometheus: { replicas: 3, remoteWrite: [archive] } })),
  ['prometheus-notifications', 'prometheus-remote-write', 'prometheus-high-availability'],
);
