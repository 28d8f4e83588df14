import personai from '../../../stacks/personai.ts';
import { ownGroups } from '../../support/own-stacks.ts';
import { describePack } from '../../support/packs.ts';
import { planOf } from '../../support/stacks.ts';

const plan = planOf(personai, 'production');
for (const name of ownGroups(personai)) describePack(`of personai in ${name}`, plan, [name]);
