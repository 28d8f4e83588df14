import { cadvisor, nodeExporter } from 'narthex';
import { describePack } from '../../support/packs.ts';
import { planOf, shop } from '../../support/stacks.ts';

const plan = planOf(shop({ exporters: [nodeExporter(), cadvisor()] }), 'production');
const groups = [
  'host-cpu',
  'host-memory',
  'host-filesystems',
  'host-forecasts',
  'host-hardware',
  'host-network',
  'host-system',
  'host-collectors',
];

describePack('about hosts', plan, groups);
