import { cadvisor } from 'narthex';
import { describePack } from '../../support/packs.ts';
import { planOf, shop } from '../../support/stacks.ts';

describePack('about containers', planOf(shop({ exporters: [cadvisor()] }), 'production'), ['containers']);
