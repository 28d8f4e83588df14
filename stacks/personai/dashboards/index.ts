import { briefBoard } from './briefs.ts';
import { capacityBoard } from './capacity.ts';
import { healthBoard } from './health.ts';

/** The dashboards of Person.ai. */
export const personaiDashboards = [healthBoard, briefBoard, capacityBoard];
