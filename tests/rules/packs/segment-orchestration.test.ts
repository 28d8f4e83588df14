import segmentOrchestration from '../../../stacks/segment-orchestration.ts';
import { ownGroups } from '../../support/own-stacks.ts';
import { describePack } from '../../support/packs.ts';
import { planOf } from '../../support/stacks.ts';

const plan = planOf(segmentOrchestration, 'production');
for (const name of ownGroups(segmentOrchestration)) describePack(`of segment-orchestration in ${name}`, plan, [name]);
