import { records } from '../records.ts';
import { componentHealth } from './health.ts';
import { performance } from './performance.ts';
import { resources } from './resources.ts';

/** What is recorded and watched of the orchestration, group by group. */
export const orchestrationRules = [records, performance, resources, componentHealth];
