import { describePack } from '../../support/packs.ts';
import { planOf, shop } from '../../support/stacks.ts';

describePack('of Grafana', planOf(shop()), ['grafana']);
