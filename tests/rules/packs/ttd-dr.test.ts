import ttdDr from '../../../stacks/ttd-dr.ts';
import { ownGroups } from '../../support/own-stacks.ts';
import { describePack } from '../../support/packs.ts';
import { planOf } from '../../support/stacks.ts';

const plan = planOf(ttdDr, 'production');
for (const name of ownGroups(ttdDr)) describePack(`of ttd-dr in ${name}`, plan, [name]);
