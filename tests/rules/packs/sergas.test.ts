import { sergasAlerts } from '../../../stacks/sergas/alerts/index.ts';
import sergas from '../../../stacks/sergas.ts';
import { describePack } from '../../support/packs.ts';
import { planOf } from '../../support/stacks.ts';

const plan = planOf(sergas, 'production');
for (const { name } of sergasAlerts) describePack(`of Sergas in ${name}`, plan, [name]);
