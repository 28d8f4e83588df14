import { redisExporter } from 'narthex';
import { describePack } from '../../support/packs.ts';
import { planOf, shop } from '../../support/stacks.ts';

const plan = planOf(shop({ exporters: [redisExporter({ service: 'api' })] }), 'production');

describePack('about Redis', plan, ['redis', 'redis-data']);
